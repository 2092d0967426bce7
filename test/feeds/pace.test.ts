import { array, assert, constantFrom, integer, option, property, record, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffOf, nextPollOf, waitOf, type Wishes } from '../../src/feeds/pace.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { aFeed, NOON } from '../builders/feeds.ts';

const NO_WISHES: Wishes = { ttlMs: undefined, freshMs: undefined, rhythmMs: undefined, skips: undefined };
const feeds = record({
  number: integer({ min: 0, max: 100_000 }),
  everyMs: constantFrom(1_000, MINUTE_MS, 10 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS),
}).map(({ number, everyMs }) => aFeed({ url: `https://outlet-${number}.example/rss`, everyMs }));
const spans = option(integer({ min: 0, max: 30 * DAY_MS }), { nil: undefined });
const skips = record({
  hours: uniqueArray(integer({ min: 0, max: 23 }), { maxLength: 24 }),
  days: uniqueArray(integer({ min: 0, max: 6 }), { maxLength: 7 }),
});
const wishes = record({ ttlMs: spans, freshMs: spans, rhythmMs: spans, skips: option(skips, { nil: undefined }) });
const instants = integer({ min: NOON - 400 * DAY_MS, max: NOON + 400 * DAY_MS });

describe('waitOf', () => {
  it.each([
    ['no wish', {}, 15],
    ['a ttl of 20 minutes', { ttlMs: 20 * MINUTE_MS }, 30],
    ['an answer fresh for 31 minutes', { freshMs: 31 * MINUTE_MS }, 60],
    ['a ttl of a week', { ttlMs: 7 * DAY_MS }, 60],
    ['an item every half an hour', { rhythmMs: 30 * MINUTE_MS }, 15],
    ['an item every hour', { rhythmMs: HOUR_MS }, 30],
    ['an item every month', { rhythmMs: 30 * DAY_MS }, 60],
  ])('with %s', (_, wish, minutes) => {
    expect(waitOf(aFeed(), { ...NO_WISHES, ...wish })).toBe(minutes * MINUTE_MS);
  });

  it('is never shorter than the interval, and longer than an hour only where the interval is', () => {
    assert(
      property(feeds, wishes, (feed, wish) => {
        const wait = waitOf(feed, wish);
        expect(wait).toBeGreaterThanOrEqual(feed.everyMs);
        expect(wait).toBeLessThanOrEqual(Math.max(feed.everyMs, HOUR_MS));
      }),
    );
  });
});

describe('nextPollOf', () => {
  it('lies no sooner than the wait, and no later than a round after it, or a day where hours are excepted', () => {
    assert(
      property(feeds, wishes, instants, (feed, wish, now) => {
        const wait = waitOf(feed, wish);
        const next = nextPollOf(feed, wish, now);
        expect(next).toBeGreaterThanOrEqual(now + wait);
        expect(next).toBeLessThan(now + wait * 2.1 + 2 + (wish.skips === undefined ? 0 : 25 * HOUR_MS));
      }),
    );
  });

  it('keeps its place in the round, though each poll is somewhat late', () => {
    const lateness = array(integer({ min: 0, max: 90 }), { minLength: 5, maxLength: 20 });

    assert(
      property(feeds, instants, lateness, (feed, start, late) => {
        let due = nextPollOf(feed, NO_WISHES, start);
        for (const thousandths of late) {
          const next = nextPollOf(feed, NO_WISHES, due + Math.floor((feed.everyMs * thousandths) / 1_000));
          expect(next - due).toBe(Math.ceil(feed.everyMs * 1.1));
          due = next;
        }
      }),
    );
  });

  it('spreads feeds that were all asked at once over a whole round', () => {
    assert(
      property(instants, constantFrom(MINUTE_MS, 10 * MINUTE_MS, HOUR_MS), (now, everyMs) => {
        const tenths = new Array<number>(10).fill(0);
        for (let n = 0; n < 2_000; n++) {
          const next = nextPollOf(aFeed({ url: `https://outlet-${n}.example/rss`, everyMs }), NO_WISHES, now);
          const tenth = Math.floor(((next - now - everyMs) / (everyMs * 1.1)) * 10);
          tenths[tenth] = (tenths[tenth] ?? 0) + 1;
        }
        expect(Math.max(...tenths)).toBeLessThan(300);
        expect(Math.min(...tenths)).toBeGreaterThan(100);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves out excepted hours and days, unless that would take more than a day', () => {
    assert(
      property(feeds, skips, instants, (feed, skip, now) => {
        const next = nextPollOf(feed, { ...NO_WISHES, skips: skip }, now);
        const date = new Date(next);
        const excepted = skip.hours.includes(date.getUTCHours()) || skip.days.includes(date.getUTCDay());
        const plain = nextPollOf(feed, NO_WISHES, now);
        expect(excepted ? next : plain).toBe(plain);
        expect(next).toBeLessThanOrEqual(plain + DAY_MS);
      }),
    );
  });

  it('polls after the night that a feed excepts', () => {
    const night = { hours: [22, 23, 0, 1, 2, 3, 4, 5], days: [] };
    const next = nextPollOf(aFeed(), { ...NO_WISHES, skips: night }, NOON + 9.9 * HOUR_MS);

    expect(new Date(next).getUTCHours()).toBe(6);
  });
});

describe('backOffOf', () => {
  const failures = integer({ min: 1, max: 2_000 });
  const first = constantFrom(5 * MINUTE_MS, HOUR_MS);

  it('grows with each failure and stays within a day and a half', () => {
    assert(
      property(feeds, failures, first, spans, (feed, count, firstMs, rhythmMs) => {
        const wait = backOffOf(feed, count, firstMs, rhythmMs, 0);
        expect(wait).toBeGreaterThanOrEqual(firstMs);
        expect(wait).toBeLessThanOrEqual(backOffOf(feed, count + 1, firstMs, rhythmMs, 0));
        expect(wait).toBeLessThanOrEqual(1.5 * DAY_MS);
      }),
    );
  });

  it('asks a feed of a quick rhythm every few hours, however long it fails', () => {
    expect(backOffOf(aFeed(), 100, 5 * MINUTE_MS, 10 * MINUTE_MS, 0)).toBeLessThanOrEqual(6 * HOUR_MS);
    expect(backOffOf(aFeed(), 100, 5 * MINUTE_MS, 3 * HOUR_MS, 0)).toBeGreaterThanOrEqual(12 * HOUR_MS);
    expect(backOffOf(aFeed(), 100, 5 * MINUTE_MS, undefined, 0)).toBeGreaterThanOrEqual(DAY_MS);
  });

  it('is never shorter than what the server asks for, up to a day', () => {
    assert(
      property(feeds, failures, integer({ min: 1, max: 10 * 365 * DAY_MS }), (feed, count, asked) => {
        expect(backOffOf(feed, count, 5 * MINUTE_MS, undefined, asked)).toBeGreaterThanOrEqual(Math.min(asked, DAY_MS));
      }),
    );
  });
});
