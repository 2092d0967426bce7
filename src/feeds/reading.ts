import type { Instant } from '../time.ts';
import type { Feed, Skips } from './feed.ts';
import type { FeedFormat, FeedItem, ParsedFeed } from './item.ts';
import { toItems } from './items.ts';

/** What a poll takes from a document: its items, and what tells how the feed is doing. */
export interface FeedReading {
  /** undefined where the document is no feed; `problems` then says why. */
  readonly format: FeedFormat | undefined;
  readonly problems: readonly string[];
  /** The feed's own wish for the wait between polls, in milliseconds. */
  readonly ttlMs: number | undefined;
  readonly skips: Skips | undefined;
  /** How many entries it has, with or without words. */
  readonly entries: number;
  /** When its newest dated entry was published, no later than the poll. */
  readonly newestAt: Instant | undefined;
  /** The median time between two dated entries, in milliseconds; undefined below five of them. */
  readonly rhythmMs: number | undefined;
  /** Oldest first. */
  readonly items: readonly FeedItem[];
}

/** Fewer dated items say nothing of a feed's habit. */
const RHYTHM_ITEMS = 5;

/** Reads a parsed document as what its feed brought at `now`. */
export function readingOf(parsed: ParsedFeed, feed: Feed, now: Instant): FeedReading {
  const dates = parsed.items
    .map((item) => item.publishedAt ?? item.updatedAt)
    .filter((date) => date !== undefined)
    .map((date) => Math.min(date, now))
    .sort((a, b) => b - a);
  return {
    format: parsed.format,
    problems: parsed.problems,
    ttlMs: parsed.ttlMs,
    skips: parsed.skips,
    entries: parsed.items.length,
    newestAt: dates[0],
    rhythmMs: rhythmOf(dates),
    items: toItems(parsed, feed, now),
  };
}

/** Of dates, newest first. */
function rhythmOf(dates: readonly Instant[]): number | undefined {
  const gaps = dates.slice(1).map((date, at) => (dates[at] ?? date) - date);
  return dates.length < RHYTHM_ITEMS ? undefined : gaps.sort((a, b) => a - b)[gaps.length >> 1];
}
