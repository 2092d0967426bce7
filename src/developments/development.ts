import type { DevelopmentId, ItemId, StoryId, StrandId } from '../ids.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { Instant } from '../time.ts';

/** A sub-event that several items report. */
export interface Development {
  readonly id: DevelopmentId;
  readonly story: StoryId;
  readonly strand: StrandId | undefined;
  /** The headline of the item that opened it. */
  readonly title: string;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
  /** Oldest first; never empty. */
  readonly reports: readonly Report[];
}

/** One item within its development. */
export interface Report {
  readonly item: FeedItem;
  readonly placement: PlacementKind;
  /** The report that this one tells again; only for `repeats`. */
  readonly repeats: ItemId | undefined;
}

/** opens: a new sub-event; develops: new facts on a known one; repeats: nothing new, recorded and not posted. */
export type PlacementKind = 'opens' | 'develops' | 'repeats';

/** Where an item belongs; `development` already holds it as its last report. */
export interface Placement {
  readonly kind: PlacementKind;
  readonly development: Development;
  /** What is new or what is told again, in words that a reader understands. */
  readonly evidence: string;
}
