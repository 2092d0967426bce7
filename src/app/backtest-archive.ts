import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { ItemId, StoryId } from '../ids.ts';
import type { Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import { REPLAY_MS, WARMING_ITEMS } from './desk.ts';
import { type Lesson, lessonsFrom } from './lessons.ts';

/** What a backtest runs over. */
export interface Archive {
  /** Oldest first: they only teach what ordinary items are like. */
  readonly older: readonly FeedItem[];
  /** In order of publication. Those from before the time in question are covered silently, as when a story is taken up. */
  readonly items: readonly FeedItem[];
  /** What people said of items, by item. It is learnt with the item, as if said at once. */
  readonly lessons: ReadonlyMap<ItemId, readonly Lesson[]>;
  /** Items of which people said something and which are not among `items`: they teach beforehand. */
  readonly taught: readonly FeedItem[];
  /** Whether there were more items than are looked at: then the oldest are missing. */
  readonly isCut: boolean;
}

/** An archive of these items and nothing else. */
export function archiveOf(items: readonly FeedItem[]): Archive {
  return { older: [], items: inOrder(items), lessons: new Map(), taught: [], isCut: false };
}

/** Some 100 MB, and a minute or so to judge. */
const MOST_ITEMS = 100_000;

/** The archive for a backtest of [from, to), read from the store; `now` says which of people's words are in force. */
export async function readArchive(
  store: Pick<Store, 'coverage' | 'feedback'>,
  stories: Iterable<StoryId>,
  { from, to, now }: { readonly from: Instant; readonly to: Instant; readonly now: Instant },
): Promise<Archive> {
  const older = await store.coverage.items(0, from - REPLAY_MS, WARMING_ITEMS);
  const items = await store.coverage.items(from - REPLAY_MS, to, MOST_ITEMS);
  const lessons = await lessonsFrom(store, stories, now);
  const there = new Set(items.map(({ id }) => id));
  const taught: FeedItem[] = [];
  for (const id of lessons.keys()) {
    const item = there.has(id) ? undefined : await store.coverage.findItem(id);
    if (item !== undefined) taught.push(item);
  }
  return { older, items: inOrder(items), lessons, taught, isCut: items.length === MOST_ITEMS };
}

/** By publication; what came out at once in the order it came in. */
function inOrder(items: readonly FeedItem[]): readonly FeedItem[] {
  return items.toSorted((a, b) => instantOf(a) - instantOf(b) || a.firstSeenAt - b.firstSeenAt);
}
