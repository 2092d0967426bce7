import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import type { Instant } from '../time.ts';
import type { Feed, Skips } from './feed.ts';
import { fractionOf } from './hash.ts';

/** What speaks for asking a feed less often than its interval allows; all in milliseconds. */
export interface Wishes {
  /** ttl, sy:updatePeriod. */
  readonly ttlMs: number | undefined;
  /** Cache-Control, Expires. */
  readonly freshMs: number | undefined;
  /** The usual time between two of its items. */
  readonly rhythmMs: number | undefined;
  readonly skips: Skips | undefined;
}

/** News cannot wait for a ttl of a week: no wish makes the wait longer than this, an interval of the configuration may. */
const MAX_WISH_MS = HOUR_MS;
/** Asked so many times in the usual time between two items, nothing comes late and little is asked in vain. */
const POLLS_PER_ITEM = 2;
const SHORTEST_WAIT_MS = SECOND_MS;
/** The slots of a feed lie so much further apart than its wait, so that a poll which is somewhat late keeps its slot. */
const SLACK = 0.1;
const MIN_RETRY_AFTER_MS = MINUTE_MS;
const MAX_BACK_OFF_MS = DAY_MS;
/** A feed that works again after a long fault is noticed within so many of its usual gaps, and no sooner than this. */
const BACK_OFF_RHYTHMS = 4;
const LEAST_MAX_BACK_OFF_MS = 4 * HOUR_MS;
/** Feeds that failed together are not asked again together: waits are longer by up to this share, fixed for each. */
const BACK_OFF_SPREAD = 0.5;
const RETRY_AFTER_SPREAD = 0.1;

/**
 * The wait between two polls of a feed that is well: its interval, doubled as long as its rhythm, its ttl and its server
 * leave time for that, up to an hour. Steps, so that it seldom changes.
 */
export function waitOf(feed: Feed, { ttlMs, freshMs, rhythmMs }: Omit<Wishes, 'skips'>): number {
  const every = Math.max(feed.everyMs, SHORTEST_WAIT_MS);
  const wished = Math.max(ttlMs ?? 0, freshMs ?? 0, (rhythmMs ?? 0) / POLLS_PER_ITEM);
  const most = Math.max(every, MAX_WISH_MS);
  let wait = every;
  while (wait < wished && wait < most) wait *= 2;
  return Math.min(wait, most);
}

/**
 * When to poll a feed that is well: at its own place in the round of its wait, no sooner than the wait allows. Feeds that
 * were all asked at once, after a start or a pause, are spread over a whole round by the next poll.
 * Hours and days that the feed excepts are left out where they end within a day.
 */
export function nextPollOf(feed: Feed, wishes: Wishes, now: Instant): Instant {
  const wait = waitOf(feed, wishes);
  const round = Math.ceil(wait * (1 + SLACK));
  const place = Math.floor(fractionOf(feed.url) * round);
  const earliest = now + wait;
  const next = earliest + modulo(place - earliest, round);
  return afterSkips(next, wishes.skips);
}

/** The first instant that is in no excepted hour or day; the given one where that is more than a day off. */
function afterSkips(at: Instant, skips: Skips | undefined): Instant {
  if (skips === undefined) return at;
  for (let hours = 0; hours <= 24; hours++) {
    const then = at + hours * HOUR_MS;
    const date = new Date(then);
    if (!skips.hours.includes(date.getUTCHours()) && !skips.days.includes(date.getUTCDay())) return then;
  }
  return at;
}

/**
 * How long a feed that fails is left alone, in milliseconds: `firstMs`, doubled with each further failure, up to a day; a
 * feed of a quick rhythm is asked at least every few hours. `askedMs` is what the server asks for (Retry-After; 0:
 * nothing): it wins where it is longer, between a minute and a day.
 */
export function backOffOf(
  { url }: Feed,
  failures: number,
  firstMs: number,
  rhythmMs: number | undefined,
  askedMs: number,
): number {
  const most =
    rhythmMs === undefined
      ? MAX_BACK_OFF_MS
      : Math.min(MAX_BACK_OFF_MS, Math.max(LEAST_MAX_BACK_OFF_MS, BACK_OFF_RHYTHMS * rhythmMs));
  const backOff = Math.min(most, firstMs * 2 ** Math.min(Math.max(failures, 1) - 1, 20));
  const asked = askedMs > 0 ? Math.min(MAX_BACK_OFF_MS, Math.max(MIN_RETRY_AFTER_MS, askedMs)) : 0;
  const share = fractionOf(url);
  return Math.round(Math.max(backOff * (1 + BACK_OFF_SPREAD * share), asked * (1 + RETRY_AFTER_SPREAD * share)));
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
