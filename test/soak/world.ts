import type { FeedState, Fetched } from '../../src/feeds/feed.ts';
import { fractionOf } from '../../src/feeds/hash.ts';
import { type FeedUrl, id } from '../../src/ids.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../src/time.ts';

/** What befalls a feed now and then; each feed has one of these from its birth. */
export const LOTS = [
  'well',
  'flapping',
  'moving',
  'rotting',
  'broken',
  'renaming',
  'undated',
  'gone',
  'slow',
  'returning',
] as const;
export type Lot = (typeof LOTS)[number];

/** Feeds that publish and fail by a seed: the same at every run, at whatever instants they are asked. */
export interface World {
  readonly feeds: readonly FeedUrl[];
  lotOf(feed: number): Lot;
  fetch(state: FeedState, now: Instant): Fetched;
  /** How many items the feed has published by then. */
  published(feed: number, now: Instant): number;
  /** Which items, by number, have stood in a document that could be read. */
  shown(feed: number): ReadonlySet<number>;
  readonly polls: number;
}

/** How many items a document holds. */
const WINDOW = 12;
/** One item in so many is about the story that is followed. */
const STORY_EVERY = 40;

export function makeWorld(count: number, seed: number, start: Instant): World {
  const chance = (...words: readonly (string | number)[]): number => fractionOf([seed, ...words].join('/'));
  const feeds = Array.from({ length: count }, (_, feed) => id<'feed'>(`https://n${feed}.example/rss`));
  const numberOf = new Map<string, number>(feeds.map((url, feed) => [url, feed]));
  const shown = feeds.map(() => new Set<number>());
  const gaps = feeds.map((_, feed) => 4 * HOUR_MS + chance('gap', feed) * 3 * DAY_MS);
  let polls = 0;

  const lotOf = (feed: number): Lot => LOTS[feed % LOTS.length] ?? 'well';
  const publishedAt = (feed: number, item: number): Instant =>
    start + (item - WINDOW + 0.8 * chance('item', feed, item)) * (gaps[feed] ?? DAY_MS);
  const published = (feed: number, now: Instant): number => {
    let item = Math.max(0, Math.floor((now - start) / (gaps[feed] ?? DAY_MS)) + WINDOW - 1);
    while (publishedAt(feed, item) <= now) item++;
    return item;
  };
  /** Whether a fault of a feed is on: some hours or days, again and again, at another time for each. */
  const isOn = (name: string, feed: number, now: Instant, everyMs: number, share: number): boolean =>
    ((now - start) / everyMs + chance(name, feed)) % 1 < share;

  const trouble = (feed: number, now: Instant): Fetched | undefined => {
    const fails: Fetched = { kind: 'later', why: 'the server failed (500)', retryAfterMs: undefined };
    switch (lotOf(feed)) {
      case 'flapping':
        return chance('flap', feed, now) < 0.5 ? fails : undefined;
      case 'rotting':
        return isOn('rot', feed, now, 12 * DAY_MS, 0.25)
          ? { kind: 'refused', why: 'there is nothing at this address (404)' }
          : undefined;
      case 'slow':
        return isOn('slow', feed, now, 5 * DAY_MS, 0.1)
          ? { kind: 'later', why: 'the server asks us to slow down (429)', retryAfterMs: 2 * HOUR_MS }
          : undefined;
      case 'gone':
        return now > start + (0.3 + 0.6 * chance('gone', feed)) * 30 * DAY_MS
          ? { kind: 'gone', why: 'gone (410)' }
          : undefined;
      default:
        return undefined;
    }
  };

  /** The items that a document holds, newest first. */
  const windowOf = (feed: number, now: Instant): readonly number[] => {
    const newest = published(feed, now) - 1;
    // A returning feed now and then shows again what had left its document long ago.
    const back = lotOf(feed) === 'returning' && isOn('return', feed, now, 4 * DAY_MS, 0.2) ? WINDOW / 2 : 0;
    const items = Array.from({ length: WINDOW }, (_, at) => newest - at - (at >= WINDOW / 2 ? back : 0));
    return items.filter((item) => item >= 0);
  };

  const documentOf = (feed: number, items: readonly number[], now: Instant): string => {
    const entries = items.map((item) => {
      const url = `https://n${feed}.example/news/${item}`;
      const guid = lotOf(feed) === 'renaming' ? `${item}-${now}` : url;
      const date =
        lotOf(feed) === 'undated' ? '' : `<pubDate>${new Date(publishedAt(feed, item)).toUTCString()}</pubDate>`;
      return `<item><title>${titleOf(feed, item)}</title><link>${url}</link><guid isPermaLink="false">${guid}</guid>${date}</item>`;
    });
    return `<rss version="2.0"><channel><title>Outlet ${feed}</title><language>en</language>${entries.join('')}</channel></rss>`;
  };

  return {
    feeds,
    lotOf,
    published,
    shown: (feed) => shown[feed] ?? new Set(),
    get polls() {
      return polls;
    },
    fetch(state, now) {
      polls++;
      const feed = numberOf.get(state.feed.url) ?? -1;
      const troubled = trouble(feed, now);
      if (troubled !== undefined) return troubled;
      const moves = lotOf(feed) === 'moving' && now > start + (2 + 5 * chance('move', feed)) * DAY_MS;
      const movedTo = moves && state.movedTo === undefined ? `https://m${feed}.example/feed` : undefined;
      if (lotOf(feed) === 'broken' && isOn('break', feed, now, 3 * DAY_MS, 0.2))
        return bodyOf('<!doctype html><html><p>Back soon</p></html>', state, undefined, movedTo);
      const items = windowOf(feed, now);
      const etag = `"${items.join()}${lotOf(feed) === 'renaming' ? now : ''}"`;
      if (state.validators.etag === etag && movedTo === undefined)
        return { kind: 'unchanged', validators: state.validators };
      for (const item of items) shown[feed]?.add(item);
      return bodyOf(documentOf(feed, items, now), state, etag, movedTo);
    },
  };
}

function bodyOf(text: string, state: FeedState, etag: string | undefined, movedTo: string | undefined): Fetched {
  const url = movedTo ?? state.movedTo ?? state.feed.url;
  const validators = { etag, lastModified: undefined };
  return { kind: 'body', bytes: Buffer.from(text), contentType: 'application/rss+xml', url, validators, movedTo };
}

const WORDS =
  'council harvest bridge museum railway orchestra weather market stadium library ferry garden festival school'.split(
    ' ',
  );

function titleOf(feed: number, item: number): string {
  if ((feed + item) % STORY_EVERY === 0)
    return `Rotterdam prosecutors question Port Authority and Kranwerk over crane bribery, day ${item} of outlet ${feed}`;
  const word = (turn: number): string => WORDS[(feed * 7 + item * 3 + turn * 5) % WORDS.length] ?? 'news';
  return `The ${word(0)} and the ${word(1)} of town ${feed}: report ${item} on the ${word(2)}`;
}
