import { messageOf } from '../errors.ts';
import type { FeedState, Fetched } from '../feeds/feed.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { FeedReading } from '../feeds/reading.ts';
import { afterPoll } from '../feeds/schedule.ts';
import type { Ports } from '../ports.ts';
import type { Instant } from '../time.ts';

/** What one poll of one feed brought, before anything is decided or stored. */
export interface Gathered {
  readonly before: FeedState;
  readonly after: FeedState;
  readonly outcome: 'fetched' | 'unchanged' | 'failed';
  /** Oldest first. */
  readonly items: readonly FeedItem[];
}

/** Polls one feed. Never throws: a fault in reading it is that feed's failure, and it backs off. */
export async function gather(before: FeedState, ports: Ports, now: Instant): Promise<Gathered> {
  try {
    const fetched = await ports.fetcher.fetch(before);
    if (fetched.kind !== 'body') return gathered(before, fetched, undefined, now);
    const { bytes, contentType, url } = fetched;
    return gathered(before, fetched, await ports.parser.read({ bytes, contentType, url }, before.feed, now), now);
  } catch (thrown) {
    const why = `reading the feed failed: ${messageOf(thrown)}`;
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    ports.log.error('feed could not be read', { feed: before.feed.url, why, stack });
    return gathered(before, { kind: 'later', why, retryAfterMs: undefined }, undefined, now);
  }
}

function gathered(before: FeedState, fetched: Fetched, reading: FeedReading | undefined, now: Instant): Gathered {
  const after = afterPoll(before, fetched, reading, now);
  const failed = after.failures > before.failures || after.health === 'gone';
  const outcome = failed ? 'failed' : fetched.kind === 'unchanged' ? 'unchanged' : 'fetched';
  return { before, after, outcome, items: reading?.items ?? [] };
}
