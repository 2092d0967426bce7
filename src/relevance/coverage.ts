import type { FeedItem } from '../feeds/item.ts';
import type { Placement } from '../developments/development.ts';
import type { StoryId } from '../ids.ts';
import type { Verdict } from './verdict.ts';

/** What one item means for one story. `placement` exists exactly where the verdict is a follow-up. */
export interface Coverage {
  readonly story: StoryId;
  readonly item: FeedItem;
  readonly verdict: Verdict;
  readonly placement: Placement | undefined;
}
