import type { FeedUrl, ItemId } from '../ids.ts';
import type { Meaning } from '../text/meaning.ts';
import type { Instant } from '../time.ts';
import type { Skips, Tier } from './feed.ts';

/** One entry of one feed, normalised: what the rest of Storywatch reads. */
export interface FeedItem {
  /** A content key: the same article has the same id, whatever feed carried it. */
  readonly id: ItemId;
  /** All keys of the identity ladder, strongest first: guid, canonical address, title + source + day. */
  readonly keys: readonly string[];
  readonly feed: FeedUrl;
  /** The outlet as a reader knows it: "El País", or its host. */
  readonly source: string;
  readonly tier: Tier;
  /** Canonical; empty where the entry has none. */
  readonly url: string;
  /** Plain text, one line. */
  readonly title: string;
  /** Plain text; may be empty. */
  readonly summary: string;
  /** ISO 639-1: detected, with the feed's own language as a prior. */
  readonly lang: string;
  readonly country: string | undefined;
  /** undefined when the feed lies or is silent. Never later than firstSeenAt. */
  readonly publishedAt: Instant | undefined;
  readonly firstSeenAt: Instant;
  /** Where a model was asked. */
  readonly meaning?: Meaning;
}

/** One document, parsed and normalised; the contract of `storywatch parse`. */
export interface ParsedFeed {
  readonly format: FeedFormat | undefined;
  /** The character encoding that the bytes were read by, as WHATWG names it. */
  readonly encoding: string;
  readonly title: string;
  readonly lang: string | undefined;
  /** The feed's own wish for the wait between polls (ttl, sy:updatePeriod), in milliseconds. */
  readonly ttlMs: number | undefined;
  readonly skips?: Skips | undefined;
  readonly items: readonly ParsedItem[];
  /** In plain words; a document with items may have some too. */
  readonly problems: readonly string[];
}

/** A sitemap is one of the news kind: what a publisher offers to search engines where it has no feed. */
export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'json' | 'sitemap';

export interface ParsedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  /** HTML with absolute addresses. */
  readonly summary: string;
  /** HTML with absolute addresses. */
  readonly content: string;
  /** Plain text of content, or of summary. */
  readonly text: string;
  readonly publishedAt: Instant | undefined;
  readonly updatedAt: Instant | undefined;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly enclosures: readonly { readonly url: string; readonly type: string | undefined }[];
  readonly lang: string | undefined;
}

/** When an item counts as said: its own date, or when it was first seen. */
export function instantOf(item: FeedItem): Instant {
  return item.publishedAt ?? item.firstSeenAt;
}
