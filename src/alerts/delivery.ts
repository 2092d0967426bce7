import { unreachable } from '../errors.ts';
import { HOUR_MS, type Instant, SECOND_MS } from '../time.ts';
import type { Alert, Delivery, Posted } from './alert.ts';

/**
 * How long an attempt may still arrive after its outcome was lost: the adapters' time limit of 10 s and a margin of 20 s.
 * Looking for its trace any sooner can miss it and post twice.
 */
export const UNCERTAIN_GRACE_MS = 30 * SECOND_MS;
export const FIRST_WAIT_MS = 30 * SECOND_MS;
export const LONGEST_WAIT_MS = HOUR_MS;
export const GIVE_UP_AFTER_MS = 24 * HOUR_MS;
/** After a long pause of the process an old alert still gets this many tries before its age counts. */
export const FEWEST_ATTEMPTS = 8;

/**
 * The delivery of an alert after one attempt: the only legal transitions.
 * Sent and given-up are final. The wait doubles from 30 s to 1 h; a platform's Retry-After wins over it.
 * After the first attempt without an outcome it is the grace, after which its trace can be looked for.
 */
export function deliveryAfter(
  alert: Alert,
  posted: Posted,
  now: Instant,
  graceMs: number = UNCERTAIN_GRACE_MS,
): Delivery {
  const before = alert.delivery;
  if (before.state !== 'pending') return before;
  const attempts = before.attempts + 1;
  switch (posted.kind) {
    case 'posted':
      return { state: 'sent', attempts, sentAt: now, receipt: posted.receipt };
    case 'refused':
      return { state: 'given-up', attempts, why: posted.why };
    case 'closed':
      // It waits for its destination, however long, and is due at once when that is resumed.
      return { state: 'pending', attempts, notBefore: now, uncertainSince: before.uncertainSince, why: posted.why };
    case 'later': {
      const waitMs = posted.retryAfterMs === undefined ? waitAfter(attempts) : asAsked(posted.retryAfterMs);
      return retry(alert, attempts, now, waitMs, before.uncertainSince, posted.why);
    }
    case 'uncertain': {
      // The attempt began before its outcome was lost, at most a grace ago.
      const since = before.uncertainSince ?? now - graceMs;
      return retry(
        alert,
        attempts,
        now,
        before.uncertainSince === undefined ? graceMs : waitAfter(attempts),
        since,
        posted.why,
      );
    }
    default:
      return unreachable(posted);
  }
}

function retry(
  alert: Alert,
  attempts: number,
  now: Instant,
  waitMs: number,
  uncertainSince: Instant | undefined,
  why: string,
): Delivery {
  if (attempts >= FEWEST_ATTEMPTS && now - alert.createdAt >= GIVE_UP_AFTER_MS) {
    const hours = Math.floor((now - alert.createdAt) / HOUR_MS);
    return {
      state: 'given-up',
      attempts,
      why: `given up after ${hours} hours and ${attempts} attempts; the last: ${why}`,
    };
  }
  return { state: 'pending', attempts, notBefore: now + waitMs, uncertainSince, why };
}

/** A platform's own wish, kept within reason: never a hot loop, never a wait that outlives the alert. */
function asAsked(retryAfterMs: number): number {
  return Math.min(GIVE_UP_AFTER_MS, Math.max(SECOND_MS, retryAfterMs));
}

function waitAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));
}
