import type { Feed, FeedState, Fetched } from '../../src/feeds/feed.ts';
import type { FeedItem, ParsedFeed, ParsedItem } from '../../src/feeds/item.ts';
import { newFeedState } from '../../src/feeds/schedule.ts';
import { id } from '../../src/ids.ts';
import type { Log } from '../../src/ports.ts';
import { MINUTE_MS } from '../../src/time.ts';

/** 17 February 2026, noon UTC. */
export const NOON = Date.UTC(2026, 1, 17, 12);

export const SILENT_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function aFeed(over: Partial<Omit<Feed, 'url'>> & { readonly url?: string } = {}): Feed {
  return {
    name: 'The Example',
    lang: 'en',
    country: undefined,
    tier: 'national',
    everyMs: 15 * MINUTE_MS,
    ...over,
    url: id(over.url ?? 'https://example.org/rss'),
  };
}

export function aFeedState(over: Partial<FeedState> = {}): FeedState {
  return { ...newFeedState(over.feed ?? aFeed(), NOON), ...over };
}

export function aParsedItem(over: Partial<ParsedItem> = {}): ParsedItem {
  return {
    id: 'https://example.org/1',
    url: 'https://example.org/1',
    title: 'Spain asks prosecutors to examine the platforms',
    summary: 'The government wants to know.',
    content: '',
    text: 'The government wants to know.',
    publishedAt: NOON,
    updatedAt: undefined,
    authors: [],
    categories: [],
    enclosures: [],
    lang: undefined,
    ...over,
  };
}

export function aParsedFeed(over: Partial<ParsedFeed> = {}): ParsedFeed {
  return {
    format: 'rss',
    encoding: 'utf-8',
    title: 'The Example',
    lang: undefined,
    ttlMs: undefined,
    items: [aParsedItem()],
    problems: [],
    ...over,
  };
}

export function aBody(over: Partial<Extract<Fetched, { kind: 'body' }>> = {}): Fetched {
  return {
    kind: 'body',
    bytes: new Uint8Array(),
    contentType: 'application/rss+xml',
    url: 'https://example.org/rss',
    validators: { etag: '"1"', lastModified: undefined },
    movedTo: undefined,
    ...over,
  };
}

/** The titles of items, in their order. */
export const titles = (items: readonly FeedItem[]): readonly string[] => items.map(({ title }) => title);
