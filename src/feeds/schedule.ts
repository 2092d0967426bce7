import { unreachable } from '../errors.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import type { Instant } from '../time.ts';
import type { Feed, FeedState, Fetched, Health } from './feed.ts';
import { backOffOf, nextPollOf } from './pace.ts';
import type { FeedReading } from './reading.ts';

const FIRST_BACK_OFF_MS = 5 * MINUTE_MS;
/** Where the address itself is wrong, nothing mends within minutes. */
const FIRST_SLOW_DOWN_MS = HOUR_MS;
/** How many equal permanent redirects in a row make a move certain. */
const CERTAIN_MOVES = 3;
/** A feed is silent when its newest item is older than this many times its rhythm, and than the shortest silence. */
const SILENT_RHYTHMS = 4;
const SHORTEST_SILENCE_MS = 3 * DAY_MS;
/** Later than every clock: the last instant that a Date can show. */
const NEVER: Instant = 8.64e15;

/** The state of a feed that was never polled: due at once. */
export function newFeedState(feed: Feed, now: Instant): FeedState {
  return {
    feed,
    health: 'new',
    nextPollAt: now,
    lastPollAt: undefined,
    lastGoodAt: undefined,
    lastItemAt: undefined,
    failures: 0,
    problem: undefined,
    validators: { etag: undefined, lastModified: undefined },
    movedTo: undefined,
    firstPolledAt: undefined,
    move: undefined,
    rhythmMs: undefined,
    ttlMs: undefined,
    skips: undefined,
  };
}

/** The state of a feed that somebody wants polled again at once, as if it had never failed. */
export function retried(state: FeedState, now: Instant): FeedState {
  const health = state.health === 'gone' ? 'failing' : state.health;
  return { ...state, health, failures: 0, movedTo: undefined, move: undefined, nextPollAt: now };
}

/**
 * Says what is known of a feed after a poll, and when to poll it next: always later than `now`.
 * While all is well the feed's interval, its rhythm and its wishes give the wait (`waitOf`); each failure doubles it from
 * 5 minutes (an address that does not work: from an hour), and a server's Retry-After wins when longer (`backOffOf`).
 * A feed that is gone (410) is not polled again. A body that could not be parsed counts as a failure. Never throws.
 */
export function afterPoll(
  state: FeedState,
  fetched: Fetched,
  reading: FeedReading | undefined,
  now: Instant,
): FeedState {
  const polled = { ...state, lastPollAt: now };
  switch (fetched.kind) {
    case 'body':
      if (reading?.format === undefined) {
        const why = reading?.problems[0] ?? 'the document could not be read';
        return failed(
          { ...polled, validators: newFeedState(state.feed, now).validators },
          why,
          FIRST_BACK_OFF_MS,
          0,
          now,
        );
      }
      return read(polled, fetched, reading, now);
    case 'unchanged':
      return well({ ...polled, validators: fetched.validators }, state.health, fetched.freshMs, now);
    case 'later':
      return failed(polled, fetched.why, FIRST_BACK_OFF_MS, fetched.retryAfterMs ?? 0, now);
    case 'refused':
      // A move that turns out to be a dead end is taken back: the address of the configuration is tried again.
      return failed({ ...polled, movedTo: undefined, move: undefined }, fetched.why, FIRST_SLOW_DOWN_MS, 0, now);
    case 'gone':
      return { ...polled, health: 'gone', failures: state.failures + 1, problem: fetched.why, nextPollAt: NEVER };
    default:
      return unreachable(fetched);
  }
}

function read(
  state: FeedState,
  fetched: Extract<Fetched, { kind: 'body' }>,
  reading: FeedReading,
  now: Instant,
): FeedState {
  const { newestAt } = reading;
  const health = reading.entries === 0 ? 'empty' : newestAt === undefined ? 'undated' : 'ok';
  const times = fetched.movedTo === undefined ? 0 : fetched.movedTo === state.move?.to ? state.move.times + 1 : 1;
  const known: FeedState = {
    ...state,
    firstPolledAt: state.firstPolledAt ?? now,
    lastItemAt: newestAt === undefined ? state.lastItemAt : Math.max(newestAt, state.lastItemAt ?? 0),
    validators: fetched.validators,
    move: fetched.movedTo === undefined ? undefined : { to: fetched.movedTo, times },
    movedTo: times >= CERTAIN_MOVES ? fetched.movedTo : state.movedTo,
    rhythmMs: reading.rhythmMs ?? state.rhythmMs,
    ttlMs: reading.ttlMs,
    skips: reading.skips,
  };
  return well(known, health, fetched.freshMs, now);
}

function well(state: FeedState, found: Health, freshMs: number | undefined, now: Instant): FeedState {
  // An unchanged document is as empty or undated as it was; whether it is silent is asked anew.
  const kept = found === 'empty' || found === 'undated' ? found : 'ok';
  const health = kept === 'ok' && isSilent(state, now) ? 'silent' : kept;
  return {
    ...state,
    health,
    failures: 0,
    lastGoodAt: now,
    problem: problemOf(health, state, now),
    nextPollAt: nextPollOf(
      state.feed,
      { ttlMs: state.ttlMs, freshMs, rhythmMs: state.rhythmMs, skips: state.skips },
      now,
    ),
  };
}

function isSilent({ lastItemAt, rhythmMs }: FeedState, now: Instant): boolean {
  if (lastItemAt === undefined || rhythmMs === undefined) return false;
  return now - lastItemAt > Math.max(SHORTEST_SILENCE_MS, SILENT_RHYTHMS * rhythmMs);
}

function problemOf(health: Health, { lastItemAt }: FeedState, now: Instant): string | undefined {
  if (health === 'empty') return 'the feed is valid but has no entries';
  if (health === 'undated') return 'no entry of the feed has a date';
  if (health !== 'silent' || lastItemAt === undefined) return undefined;
  return `silent for ${Math.floor((now - lastItemAt) / DAY_MS)} days`;
}

function failed(state: FeedState, why: string, firstMs: number, retryAfterMs: number, now: Instant): FeedState {
  const failures = state.failures + 1;
  const wait = backOffOf(state.feed, failures, firstMs, state.rhythmMs, retryAfterMs);
  return { ...state, health: 'failing', failures, problem: why, nextPollAt: now + wait };
}
