import { type FeedReading, readingOf } from '../../src/feeds/reading.ts';
import type { Feed } from '../../src/feeds/feed.ts';
import type { FeedDocument } from '../../src/ports.ts';
import type { Instant } from '../../src/time.ts';
import { parseDocument } from './parse.ts';

export { parseDocument } from './parse.ts';

/** A document, the feed that it was asked for as, and when. */
export interface ReadTask {
  readonly document: FeedDocument;
  readonly feed: Feed;
  readonly now: Instant;
}

/** Parses a document and makes its entries the feed's items. Never throws for the document's sake. */
export async function readDocument({ document, feed, now }: ReadTask): Promise<FeedReading> {
  return readingOf(await parseDocument(document), feed, now);
}
