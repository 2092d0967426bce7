import type { FeedItem } from '../feeds/item.ts';
import { id } from '../ids.ts';
import type { Profile } from '../story/story.ts';
import { type Analysis, analyse } from '../text/analysis.ts';
import { learnCases } from '../text/cases.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { similarityTo } from './centroid.ts';
import { countScan } from './frequencies.ts';
import { candidatesFor } from './look.ts';
import { type Memory, weighMemory } from './memory.ts';
import type { Watch } from './state.ts';
import { vectorOf } from './vector.ts';
import { openWatch } from './watch.ts';

/** Tells when an article without a date appeared, by the items that are most like it: the news of one day is much alike. */
export interface Dating {
  readonly watch: Watch;
  readonly memory: Memory;
  /** Dated items that come near the article. Bounded. */
  near: Near[];
}

interface Near {
  readonly at: Instant;
  readonly analysis: Analysis;
  /** To the article, from 0 to 1, as the stream stood when the item was read. */
  readonly likeness: number;
}

/** Of the items most like it so many must be of the same days: elsewhere a later step may be told in its words. */
const MOST_ALIKE = 5;
const AGREEING = 4;
const SAME_DAYS_MS = 3 * DAY_MS;
const KEPT = 200;

export function makeDating(profile: Profile, lexicon: Lexicon): Dating {
  const watch = openWatch([{ id: id('undated'), profile, channels: [], since: 0 }], lexicon);
  const [memory] = watch.memories;
  if (memory === undefined) throw new Error('a watch without its story');
  return { watch, memory, near: [] };
}

/** Reads one item, once, in any order. */
export function lookForDay(dating: Dating, item: FeedItem): void {
  const { watch, near } = dating;
  const isNear = candidatesFor(watch, item).length > 0;
  countScan(watch.frequencies, watch.scan);
  learnCases(watch.cases, watch.scan);
  if (!isNear || item.publishedAt === undefined) return;
  const analysis = analyse(watch.scan, watch.cases);
  near.push({ at: item.publishedAt, analysis, likeness: likenessOf(dating, analysis) });
  if (near.length >= 2 * KEPT) dating.near = near.toSorted((a, b) => b.likeness - a.likeness).slice(0, KEPT);
}

/** The first of the days on which the items most like the article appeared; undefined where they are not of the same days. */
export function dayOf(dating: Dating): Instant | undefined {
  weighMemory(dating.memory, dating.watch.frequencies);
  const days = dating.near
    .map(({ at, analysis }) => ({ at, likeness: likenessOf(dating, analysis) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_ALIKE)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  return days.find((first) => days.filter((at) => at >= first && at <= first + SAME_DAYS_MS).length >= AGREEING);
}

function likenessOf({ watch, memory }: Dating, analysis: Analysis): number {
  const cross = analysis.lang !== memory.compiled.profile.lang;
  return similarityTo(memory.seedVector, vectorOf(analysis, watch.frequencies), cross);
}
