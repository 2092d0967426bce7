import type { Seed } from '../story/story.ts';
import type { Instant } from '../time.ts';
import type { Feed, FeedState, Fetched } from './feed.ts';
import type { ParsedFeed } from './item.ts';
import type { FeedReading } from './reading.ts';

/** Asks for one feed once. Never throws: a failure is a kind of Fetched. */
export interface FeedFetcher {
  fetch(state: FeedState): Promise<Fetched>;
  close(): Promise<void>;
}

/** Bytes → entries or items, within a time budget and off the main thread. Never throws: a failure is a problem in the answer. */
export interface FeedParser {
  parse(document: FeedDocument): Promise<ParsedFeed>;
  /**
   * What the document brings of the feed: parsed and made items in one go, so that only what is kept comes across.
   * Its bytes are given away: they must not be read afterwards.
   */
  read(document: FeedDocument, feed: Feed, now: Instant): Promise<FeedReading>;
  close(): Promise<void>;
}

/** A feed that was found and read. */
export interface FoundFeed {
  readonly url: string;
  readonly title: string;
  readonly items: number;
  /** ISO 639-1, where the feed says it. */
  readonly lang: string | undefined;
}

/** Finds the feeds of a site. */
export interface FeedFinder {
  /**
   * The feeds at an address of a feed or a page: itself, what the page declares or links to, or what stands at the usual places.
   * Each was asked for and read. Throws a UserError where there is none.
   */
  find(url: string): Promise<readonly FoundFeed[]>;
  close(): Promise<void>;
}

export interface FeedDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  /** Where the document was served: relative addresses are read against it. */
  readonly url: string | undefined;
}

/** Reads an article from an address. */
export interface ArticleReader {
  /** Throws an UnreadArticle where there is nothing to read. */
  read(url: string): Promise<Seed>;
  close(): Promise<void>;
}
