import type { Clock } from '../../src/ports.ts';
import type { Instant } from '../../src/time.ts';

/** A clock that moves only when it is told to. */
export function createFakeClock(start: Instant): Clock & { set(now: Instant): void; advance(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    set(to) {
      now = to;
    },
    advance(ms) {
      now += ms;
    },
  };
}
