import type { Clock } from '../../ports.ts';
import type { Instant } from '../../time.ts';

/** A clock that the replay moves on by hand; it never goes back. */
export interface MovedClock extends Clock {
  moveTo(instant: Instant): void;
}

export function createMovedClock(start: Instant): MovedClock {
  let now = start;
  return {
    now: () => now,
    moveTo(instant) {
      now = Math.max(now, instant);
    },
  };
}
