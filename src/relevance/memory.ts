import type { FeedItem } from '../feeds/item.ts';
import { instantOf } from '../feeds/item.ts';
import type { Story } from '../story/story.ts';
import type { Analysis } from '../text/analysis.ts';
import { NAME, PAIR, type Row, STEM } from '../text/rows.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { type Compiled, rowsOfProfile } from './compiled.ts';
import { countOf, type Frequencies } from './frequencies.ts';
import { addToCentroid, type Centroid, makeCentroid } from './centroid.ts';
import { addNear, makeNearIndex, type NearIndex, NO_STANDING, weighNear } from './nearest.ts';
import { makeSpread, type Spread } from './spread.ts';
import { makeRefusals, type Refusals } from './refusal.ts';
import type { ItemReading } from './state.ts';
import type { Score } from './verdict.ts';
import { vectorOf } from './vector.ts';

/** What a story has seen so far: it grows with the stream and is bounded. */
export interface Memory {
  /** The story's place in the watch. */
  readonly at: number;
  readonly story: Story;
  readonly compiled: Compiled;
  /** The profile read as a text. */
  readonly seed: Analysis;
  /** The seed's weights and length, whatever was learnt since. */
  seedVector: Centroid;
  readonly accepted: NearIndex;
  readonly refusals: Refusals;
  /** The seed and all that was accepted, summed. */
  centroid: Centroid;
  /** In how many accepted items each feature occurred. */
  readonly counts: Map<number, number>;
  acceptedCount: number;
  /** The same of all items that came near the story, each by its score, for the features of its profile alone. */
  readonly nearCounts: Map<number, number>;
  nearCount: number;
  /** Ids of items that have taught already. */
  readonly taught: Set<string>;
  readonly spread: Spread;
  /** How often the stream had been weighed when this was. */
  weighed: number;
  /** Items published before are background. */
  readonly from: Instant;
}

const ACCEPTED_LIMIT = 200;
const BACKGROUND_DAYS = 30;
const SEED_WEIGHT = 3;

export function makeMemory(at: number, story: Story, compiled: Compiled, frequencies: Frequencies): Memory {
  const since = compiled.profile.published ?? story.since;
  const memory: Memory = {
    at,
    story,
    compiled,
    seed: rowsOfProfile(compiled),
    accepted: makeNearIndex(ACCEPTED_LIMIT, 1),
    refusals: makeRefusals(),
    seedVector: makeCentroid(),
    centroid: makeCentroid(),
    counts: new Map(),
    acceptedCount: 0,
    nearCounts: new Map(),
    nearCount: 0,
    taught: new Set(),
    spread: makeSpread(),
    weighed: 0,
    from: since > 0 ? since - BACKGROUND_DAYS * DAY_MS : 0,
  };
  const analysis = compiled.title;
  const vector = vectorOf(analysis, frequencies);
  addNear(memory.accepted, {
    id: '',
    title: compiled.profile.title,
    analysis,
    vector,
    standing: NO_STANDING,
    trust: 1,
  });
  seedCentroids(memory, frequencies);
  return memory;
}

/** Whether the item is from before the story began. */
export function isBackground(memory: Memory, item: FeedItem): boolean {
  return instantOf(item) < memory.from;
}

/** Takes an item into the story's idea of itself. Once an item. */
export function accept(
  memory: Memory,
  item: FeedItem,
  { analysis, vector }: Pick<ItemReading, 'analysis' | 'vector'>,
  trust: number,
): void {
  if (memory.taught.has(item.id)) return;
  memory.taught.add(item.id);
  addNear(memory.accepted, { id: item.id, title: item.title, analysis, vector, standing: NO_STANDING, trust });
  addToCentroid(memory.centroid, vector, trust);
  memory.acceptedCount += 1;
  for (const { feature, kind } of analysis.rows) {
    if (kind !== NAME && kind !== PAIR) memory.counts.set(feature, (memory.counts.get(feature) ?? 0) + 1);
  }
}

/** Counts an item that came near the story, by how likely it is to follow it. */
export function countNear(memory: Memory, analysis: Analysis, score: Score): void {
  const { compiled, nearCounts } = memory;
  memory.nearCount += score;
  for (const { feature } of analysis.rows) {
    if (compiled.elements.has(feature)) nearCounts.set(feature, (nearCounts.get(feature) ?? 0) + score);
  }
}

/** Weighs what was accepted anew by how common words are by now; what the index has forgotten leaves the centroid too. */
export function weighMemory(memory: Memory, frequencies: Frequencies): void {
  weighNear(memory.accepted, frequencies);
  weighNear(memory.refusals.index, frequencies);
  seedCentroids(memory, frequencies);
  for (const { id, vector, trust } of memory.accepted.texts) {
    if (id !== '') addToCentroid(memory.centroid, vector, trust);
  }
}

function seedCentroids(memory: Memory, frequencies: Frequencies): void {
  const vector = vectorOf(memory.seed, frequencies);
  memory.seedVector = makeCentroid();
  memory.centroid = makeCentroid();
  addToCentroid(memory.seedVector, vector, 1);
  addToCentroid(memory.centroid, vector, SEED_WEIGHT);
}

const LEARNT_CAP = 0.7;
const MIN_LIFT = 4;

/**
 * How much a word counts that accepted items keep using and others hardly do: from 0 to 0.7.
 * It takes two accepted items, and a word that is some times as frequent in them as in the stream.
 */
export function learntWeight(memory: Memory, row: Row, frequencies: Frequencies): number {
  const count = memory.counts.get(row.feature) ?? 0;
  if (count < 2 || (row.kind !== STEM && count < 3)) return 0;
  const inside = count / (memory.acceptedCount + 1);
  const outside = (Math.max(0, countOf(frequencies, row.feature) - count) + 1) / (frequencies.items + 50);
  const lift = inside / outside;
  if (lift < MIN_LIFT) return 0;
  return LEARNT_CAP * (count / (count + 3)) * Math.min(1, Math.log(lift / MIN_LIFT) / Math.log(10));
}
