import { describe, expect, it } from 'vitest';
import type { FeedState, Fetched } from '../../src/feeds/feed.ts';
import type { ParsedFeed } from '../../src/feeds/item.ts';
import { readingOf } from '../../src/feeds/reading.ts';
import * as schedule from '../../src/feeds/schedule.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { aBody, aFeed, aFeedState, aParsedFeed, aParsedItem, NOON } from '../builders/feeds.ts';

const JITTER = 1.1;
const UNCHANGED: Fetched = { kind: 'unchanged', validators: { etag: '"1"', lastModified: undefined } };
const later = (retryAfterMs?: number): Fetched => ({ kind: 'later', why: 'the server failed (500)', retryAfterMs });
const refused: Fetched = { kind: 'refused', why: 'there is nothing at this address (404)' };

const { newFeedState } = schedule;

const afterPoll = (state: FeedState, fetched: Fetched, parsed: ParsedFeed | undefined, now: number): FeedState =>
  schedule.afterPoll(state, fetched, parsed === undefined ? undefined : readingOf(parsed, state.feed, now), now);

/** Polls again and again with the same outcome, each time when the feed comes due. */
function poll(times: number, fetched: Fetched, start: FeedState = aFeedState(), parsed = aParsedFeed()): FeedState {
  let state = start;
  for (let n = 0; n < times; n++) state = afterPoll(state, fetched, parsed, state.nextPollAt);
  return state;
}
/** Five items, an hour apart, the newest so many hours old. */
const hourly = (age: number) =>
  aParsedFeed({
    items: [0, 1, 2, 3, 4].map((hours) => aParsedItem({ publishedAt: NOON - (age + hours) * HOUR_MS })),
  });
const waitOf = (state: FeedState, now = NOON): number => state.nextPollAt - now;

describe('newFeedState', () => {
  it('is due at once', () => {
    expect(newFeedState(aFeed(), NOON)).toMatchObject({
      health: 'new',
      nextPollAt: NOON,
      firstPolledAt: undefined,
      failures: 0,
    });
  });
});

describe('afterPoll', () => {
  it('waits the feed’s interval and no longer than two rounds of it, and the same each time', () => {
    const state = afterPoll(aFeedState(), aBody(), aParsedFeed(), NOON);

    expect(state).toMatchObject({
      health: 'ok',
      failures: 0,
      problem: undefined,
      firstPolledAt: NOON,
      lastGoodAt: NOON,
      lastItemAt: NOON,
    });
    expect(waitOf(state)).toBeGreaterThanOrEqual(15 * MINUTE_MS);
    expect(waitOf(state)).toBeLessThanOrEqual(15 * MINUTE_MS * (1 + JITTER));
    expect(afterPoll(aFeedState(), aBody(), aParsedFeed(), NOON)).toEqual(state);
  });

  it('heeds a feed’s ttl, also while it stays unchanged', () => {
    const read = poll(
      1,
      aBody(),
      poll(1, aBody(), aFeedState(), aParsedFeed({ ttlMs: 30 * MINUTE_MS })),
      aParsedFeed({ ttlMs: 30 * MINUTE_MS }),
    );
    const unchanged = poll(1, UNCHANGED, read);

    expect(unchanged.nextPollAt - read.nextPollAt).toBeGreaterThanOrEqual(30 * MINUTE_MS);
    expect(unchanged.ttlMs).toBe(30 * MINUTE_MS);
  });

  it('keeps the validators of a document that could be read, and forgets those of one that could not', () => {
    const good = afterPoll(aFeedState(), aBody(), hourly(1), NOON);
    const bad = afterPoll(good, aBody(), aParsedFeed({ format: undefined, problems: ['a web page'] }), NOON);

    expect(good.validators).toEqual({ etag: '"1"', lastModified: undefined });
    expect(bad).toMatchObject({
      health: 'failing',
      problem: 'a web page',
      validators: { etag: undefined, lastModified: undefined },
    });
  });

  it('doubles the wait at each failure from 5 minutes to 24 hours', () => {
    const waits = [1, 2, 3, 8, 9, 12, 1_000].map((times) => {
      const before = poll(times - 1, later());
      return (poll(1, later(), before).nextPollAt - before.nextPollAt) / MINUTE_MS;
    });

    expect(waits[0]).toBeGreaterThanOrEqual(5);
    expect(waits[1]).toBeCloseTo((waits[0] ?? 0) * 2);
    expect(waits.every((wait) => wait <= (DAY_MS / MINUTE_MS) * 1.5)).toBe(true);
    expect(waits.at(-1)).toBe(waits.at(-2));
  });

  it.each([
    ['a few seconds', 5_000, 5 * MINUTE_MS],
    ['two hours', 2 * HOUR_MS, 2 * HOUR_MS],
    ['ten years', 3_650 * DAY_MS, DAY_MS],
    ['a date gone by', 0, 5 * MINUTE_MS],
  ])('heeds a Retry-After of %s within bounds', (_, asked, least) => {
    const wait = waitOf(afterPoll(aFeedState(), later(asked), undefined, NOON));

    expect(wait).toBeGreaterThanOrEqual(least);
    expect(wait).toBeLessThanOrEqual(least * 1.5);
  });

  it('slows down for an address that does not work, and recovers at the first good poll', () => {
    const failing = poll(3, refused);
    const well = poll(1, aBody(), failing);

    expect(failing).toMatchObject({
      health: 'failing',
      failures: 3,
      problem: 'there is nothing at this address (404)',
    });
    expect(poll(4, refused).nextPollAt - failing.nextPollAt).toBeGreaterThanOrEqual(8 * HOUR_MS);
    expect(well).toMatchObject({ failures: 0, problem: undefined });
  });

  it('polls a feed that is gone no more', () => {
    const state = afterPoll(aFeedState(), { kind: 'gone', why: 'gone for good (410)' }, undefined, NOON);

    expect(state.health).toBe('gone');
    expect(state.nextPollAt).toBeGreaterThan(NOON + 1_000 * 365 * DAY_MS);
    expect(new Date(state.nextPollAt).toISOString()).toMatch(/Z$/);
  });

  it('does not count a failed first poll as the first', () => {
    const failing = afterPoll(aFeedState(), later(), undefined, NOON);

    expect(failing.firstPolledAt).toBeUndefined();
    expect(poll(1, aBody(), failing).firstPolledAt).toBe(failing.nextPollAt);
  });

  it('takes a move for certain after three equal answers in a row', () => {
    const moved = aBody({ movedTo: 'https://new.example/rss' });

    expect(poll(2, moved).movedTo).toBeUndefined();
    expect(poll(3, moved).movedTo).toBe('https://new.example/rss');
    expect(poll(2, moved, poll(1, aBody(), poll(2, moved))).movedTo).toBeUndefined();
    expect(poll(2, moved, poll(2, aBody({ movedTo: 'https://other.example/' }))).movedTo).toBeUndefined();
  });

  it('takes a move back when the new address does not work', () => {
    expect(poll(1, refused, poll(3, aBody({ movedTo: 'https://new.example/rss' }))).movedTo).toBeUndefined();
  });

  it.each([
    ['empty', aParsedFeed({ items: [] })],
    ['undated', aParsedFeed({ items: [aParsedItem({ publishedAt: undefined })] })],
    ['silent', hourly(40 * 24)],
  ] as const)('tells a feed that is %s, also while it stays unchanged', (health, parsed) => {
    const state = afterPoll(aFeedState(), aBody(), parsed, NOON);

    expect(state).toMatchObject({ health, failures: 0, problem: expect.any(String) });
    expect(afterPoll(state, UNCHANGED, undefined, state.nextPollAt).health).toBe(health);
  });

  it('takes the feed’s own rhythm for what silence is', () => {
    const monthly = aParsedFeed({
      items: [100, 130, 160, 190, 220].map((days) => aParsedItem({ publishedAt: NOON - days * DAY_MS })),
    });

    expect(afterPoll(aFeedState(), aBody(), monthly, NOON).health).toBe('ok');
    expect(afterPoll(aFeedState(), aBody(), monthly, NOON + 21 * DAY_MS)).toMatchObject({
      health: 'silent',
      problem: 'silent for 121 days',
    });
    expect(afterPoll(aFeedState(), aBody(), hourly(71), NOON).health).toBe('ok');
    expect(afterPoll(aFeedState(), aBody(), hourly(96), NOON)).toMatchObject({
      health: 'silent',
      problem: 'silent for 4 days',
    });
  });

  it('calls no feed silent whose rhythm it does not know', () => {
    const few = aParsedFeed({
      items: [700, 701, 702, 703].map((days) => aParsedItem({ publishedAt: NOON - days * DAY_MS })),
    });

    expect(afterPoll(aFeedState(), aBody(), few, NOON)).toMatchObject({ health: 'ok', problem: undefined });
  });

  it('falls silent while it only answers 304', () => {
    const good = afterPoll(aFeedState(), aBody(), hourly(1), NOON);

    expect(afterPoll(good, UNCHANGED, undefined, NOON + 60 * DAY_MS).health).toBe('silent');
  });

  it('always lies later than now', () => {
    const outcomes: readonly Fetched[] = [
      aBody(),
      UNCHANGED,
      later(-5),
      later(Number.NaN),
      refused,
      { kind: 'gone', why: 'x' },
    ];

    for (const outcome of outcomes)
      expect(afterPoll(aFeedState(), outcome, aParsedFeed(), NOON).nextPollAt).toBeGreaterThan(NOON);
  });
});
