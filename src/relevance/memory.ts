import type { FeedItem } from '../feeds/item.ts';
import { instantOf } from '../feeds/item.ts';
import type { Story } from '../story/story.ts';
import type { Analysis } from '../text/analysis.ts';
import { NAME, PAIR, type Row, STEM } from '../text/rows.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { type Compiled, rowsOfProfile } from './compiled.ts';
import { countOf, type Frequencies } from './frequencies.ts';
import { addNear, makeNearIndex, type NearIndex } from './nearest.ts';
import { makeSpread, type Spread } from './spread.ts';
import { type Vector, vectorOf } from './vector.ts';

/** What a story has seen so far: it grows with the stream and is bounded. */
export interface Memory {
  readonly story: Story;
  readonly compiled: Compiled;
  readonly accepted: NearIndex;
  readonly rejected: NearIndex;
  readonly centroid: Map<number, number>;
  centroidSquare: number;
  /** In how many accepted items each feature occurred. */
  readonly counts: Map<number, number>;
  acceptedCount: number;
  /** Ids of items that have taught already. */
  readonly taught: Set<string>;
  readonly spread: Spread;
  /** Items published before are background. */
  readonly from: Instant;
}

const ACCEPTED_LIMIT = 200;
const REJECTED_LIMIT = 200;
const BACKGROUND_DAYS = 30;
const SEED_WEIGHT = 3;
const MAX_CENTROID = 3_000;

export function makeMemory(story: Story, compiled: Compiled, frequencies: Frequencies): Memory {
  const since = compiled.profile.published ?? story.since;
  const memory: Memory = {
    story,
    compiled,
    accepted: makeNearIndex(ACCEPTED_LIMIT, 1),
    rejected: makeNearIndex(REJECTED_LIMIT),
    centroid: new Map(),
    centroidSquare: 0,
    counts: new Map(),
    acceptedCount: 0,
    taught: new Set(),
    spread: makeSpread(),
    from: since > 0 ? since - BACKGROUND_DAYS * DAY_MS : 0,
  };
  addNear(memory.accepted, { vector: vectorOf(compiled.title, frequencies), title: compiled.profile.title });
  addToCentroid(memory, vectorOf(rowsOfProfile(compiled), frequencies), SEED_WEIGHT);
  return memory;
}

/** Whether the item is from before the story began. */
export function isBackground(memory: Memory, item: FeedItem): boolean {
  return instantOf(item) < memory.from;
}

/** Takes an item into the story's idea of itself. Once an item. */
export function accept(memory: Memory, item: FeedItem, analysis: Analysis, vector: Vector): void {
  if (memory.taught.has(item.id)) return;
  memory.taught.add(item.id);
  addNear(memory.accepted, { vector, title: item.title });
  addToCentroid(memory, vector, 1);
  memory.acceptedCount += 1;
  for (const { feature, kind } of analysis.rows) {
    if (kind !== NAME && kind !== PAIR) memory.counts.set(feature, (memory.counts.get(feature) ?? 0) + 1);
  }
}

/** Keeps an item as an example of what the story is not. */
export function reject(memory: Memory, item: FeedItem, vector: Vector): void {
  addNear(memory.rejected, { vector, title: item.title });
}

function addToCentroid(memory: Memory, vector: Vector, share: number): void {
  for (let at = 0; at < vector.features.length; at += 1) {
    const feature = vector.features[at] ?? 0;
    const added = (share * (vector.weights[at] ?? 0)) / vector.norm;
    const before = memory.centroid.get(feature) ?? 0;
    if (before === 0 && memory.centroid.size >= MAX_CENTROID) continue;
    memory.centroid.set(feature, before + added);
    memory.centroidSquare += 2 * before * added + added * added;
  }
}

/** Cosine with the seed and all that was accepted. */
export function centroidSimilarity(memory: Memory, vector: Vector): number {
  let product = 0;
  for (let at = 0; at < vector.features.length; at += 1) {
    product += (vector.weights[at] ?? 0) * (memory.centroid.get(vector.features[at] ?? 0) ?? 0);
  }
  const same = vector.lang === memory.compiled.profile.lang;
  const length = (same ? vector.norm : vector.crossNorm) * Math.sqrt(memory.centroidSquare);
  return length === 0 ? 0 : Math.min(1, product / length);
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
