import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Analysis } from '../text/analysis.ts';
import type { Cases } from '../text/cases.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Prepared } from '../text/prepared.ts';
import type { Scan } from '../text/scan.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import type { Frequencies } from './frequencies.ts';
import type { Gate } from './gate.ts';
import type { Judge } from './judgement.ts';
import type { Sight } from './measures.ts';
import type { Meanings } from './meanings.ts';
import type { Memory } from './memory.ts';
import type { NearIndex, Neighbour } from './nearest.ts';
import type { Vector } from './vector.ts';
import type { Verdict } from './verdict.ts';

/** All stories that are followed, and what the stream has taught so far. Opaque: it changes only by `warm` and `learn`. */
export interface Watch {
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly cases: Cases;
  readonly frequencies: Frequencies;
  readonly memories: readonly Memory[];
  readonly byStory: ReadonlyMap<StoryId, number>;
  readonly gate: Gate;
  /** Items that came near some story, newest last. */
  readonly recent: NearIndex;
  readonly judge: Judge;
  /** Undefined where no model is asked what texts mean. */
  readonly meanings: Meanings | undefined;
  readonly scan: Scan;
  /** The item that `scan` holds. */
  scanned: FeedItem | undefined;
  /** What the stories made of the item that was decided last: learning needs it again at once. */
  looked: { readonly item: FeedItem; readonly sights: ReadonlyMap<number, Sight> } | undefined;
  /** The item that was taken apart last. */
  read: { readonly item: FeedItem; readonly reading: ItemReading } | undefined;
  readonly prepared: WeakMap<FeedItem, Prepared>;
  /** The number of items at which what is remembered is weighed anew. */
  weighAt: number;
  /** How often that was done. */
  weighed: number;
  /** Items read so far, and by language. */
  items: number;
  readonly languages: Map<string, number>;
}

/** What one story makes of an item. */
export interface Decision {
  readonly story: StoryId;
  readonly verdict: Verdict;
}

/** An item taken apart, with its weights in the stream as it was read. */
export interface ItemReading {
  readonly analysis: Analysis;
  readonly vector: Vector;
  /** The nearest of the items read before, whatever story they follow. */
  readonly neighbours: readonly Neighbour[];
}
