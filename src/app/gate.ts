import { UserError } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { type Instant, SECOND_MS } from '../time.ts';

/** How long work rests after the store refused it. */
const REST_MS = 30 * SECOND_MS;

/** Lets work rest while the store takes nothing, and says so once instead of every second. */
export interface Gate {
  /** Runs the work unless it rests. A UserError is logged once and begins the rest; anything else is thrown on. */
  pass(work: () => Promise<void>): Promise<void>;
  /** Why work rests, in plain words; undefined while all is well. */
  problem(): string | undefined;
}

export function createGate(log: Log, clock: Clock): Gate {
  let problem: string | undefined;
  let closedUntil: Instant = 0;

  return {
    problem: () => problem,
    async pass(work) {
      const now = clock.now();
      // A clock that was set back must not prolong the rest.
      if (problem !== undefined && now < closedUntil && closedUntil - now <= REST_MS) return;
      try {
        await work();
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        closedUntil = clock.now() + REST_MS;
        if (problem !== thrown.message) log.error('work rests', { why: thrown.message, hint: thrown.hint });
        problem = thrown.message;
        return;
      }
      if (problem !== undefined) log.info('work goes on', { after: problem });
      problem = undefined;
    },
  };
}
