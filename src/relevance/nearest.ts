import type { Analysis } from '../text/analysis.ts';
import type { Frequencies } from './frequencies.ts';
import { type Vector, vectorOf } from './vector.ts';

/** Said of a text that is asked for by one story alone. */
export const NO_STANDING: Indexed['standing'] = new Map();

/** Texts that can be asked for the nearest ones to another. Bounded: the oldest are forgotten. */
export interface NearIndex {
  readonly limit: number;
  /** The first so many never go. */
  readonly kept: number;
  texts: Indexed[];
  /** What is asked of each text, by its slot, for looking at the texts themselves would cost more than all else. */
  readonly norms: number[];
  readonly crossNorms: number[];
  readonly langs: string[];
  readonly trusts: number[];
  /** Where a feature occurs: most do in one text only, and then its slot is all that is kept. */
  readonly postings: Map<number, Posting | number>;
}

export interface Indexed {
  readonly id: string;
  /** A headline by which a reader knows it. */
  readonly title: string;
  readonly analysis: Analysis;
  readonly vector: Vector;
  /** The stories, by their place in the watch, that it follows or may follow, each with how far it stands for the story, from 0 to 1. */
  readonly standing: ReadonlyMap<number, number>;
  /** How far the text is believed to be of the story, from 0 to 1: likeness to it counts so much. */
  readonly trust: number;
}

interface Posting {
  readonly slots: number[];
  readonly weights: number[];
}

export interface Neighbour {
  readonly text: Indexed;
  /** Cosine times trust, from 0 to 1. */
  readonly similarity: number;
}

export function makeNearIndex(limit: number, kept = 0): NearIndex {
  return { limit, kept, texts: [], norms: [], crossNorms: [], langs: [], trusts: [], postings: new Map() };
}

/** Adds a text; where that makes half as many again as the limit, the oldest go. */
export function addNear(index: NearIndex, text: Indexed): void {
  index.texts.push(text);
  if (index.texts.length <= index.limit * 1.5) {
    post(index, text, index.texts.length - 1);
    return;
  }
  const first = index.texts.slice(0, index.kept);
  index.texts = [...first, ...index.texts.slice(first.length - index.limit)];
  postAll(index);
}

/** Changes how far a text stands for a story; one that is forgotten stays so. */
export function restand({ texts }: NearIndex, id: string, story: number, standing: number): void {
  const slot = texts.findLastIndex((text) => text.id === id);
  const text = texts[slot];
  if (text !== undefined) texts[slot] = { ...text, standing: new Map([...text.standing, [story, standing]]) };
}

/** Weighs all texts anew by how common words are by now. */
export function weighNear(index: NearIndex, frequencies: Frequencies): void {
  index.texts = index.texts.map((text) => ({ ...text, vector: vectorOf(text.analysis, frequencies) }));
  postAll(index);
}

function postAll(index: NearIndex): void {
  index.postings.clear();
  for (const [slot, text] of index.texts.entries()) post(index, text, slot);
}

function post(index: NearIndex, { vector, trust }: Indexed, slot: number): void {
  const { postings } = index;
  index.norms[slot] = vector.norm;
  index.crossNorms[slot] = vector.crossNorm;
  index.langs[slot] = vector.lang;
  index.trusts[slot] = trust;
  for (let at = 0; at < vector.features.length; at += 1) {
    const feature = vector.features[at] ?? 0;
    const weight = vector.weights[at] ?? 0;
    if (weight <= 0) continue;
    const known = postings.get(feature);
    if (known === undefined) postings.set(feature, slot);
    else if (typeof known === 'number') {
      postings.set(feature, { slots: [known, slot], weights: [weightIn(index, known, feature), weight] });
    } else {
      known.slots.push(slot);
      known.weights.push(weight);
    }
  }
}

/** What a feature weighs in the text of a slot; a text has each feature once. */
function weightIn(index: NearIndex, slot: number, feature: number): number {
  const vector = index.texts[slot]?.vector;
  return vector?.weights[vector.features.indexOf(feature)] ?? 0;
}

let products = new Float64Array(4096);
/** The slots found so far, nearest first, and how near each is. */
const foundSlots: number[] = [];
const foundSimilarities: number[] = [];

/** The most similar texts but the one with this id, nearest first; texts that share nothing are left out. */
export function nearest(index: NearIndex, vector: Vector, id: string, most: number): readonly Neighbour[] {
  const { texts, norms, crossNorms, langs, trusts } = index;
  multiply(index, vector);
  foundSlots.length = 0;
  foundSimilarities.length = 0;
  let least = 0;
  for (let slot = 0; slot < texts.length; slot += 1) {
    const product = products[slot] ?? 0;
    if (product <= 0) continue;
    const same = langs[slot] === vector.lang;
    const length = same ? vector.norm * (norms[slot] ?? 1) : vector.crossNorm * (crossNorms[slot] ?? 1);
    const similarity = Math.min(1, product / length) * (trusts[slot] ?? 0);
    const isFull = foundSlots.length >= most;
    if ((isFull && similarity <= least) || texts[slot]?.id === id) continue;
    insert(slot, similarity, isFull);
    least = foundSimilarities.at(-1) ?? 0;
  }
  const found: Neighbour[] = [];
  for (const [at, slot] of foundSlots.entries()) {
    const text = texts[slot];
    if (text !== undefined) found.push({ text, similarity: foundSimilarities[at] ?? 0 });
  }
  return found;
}

function multiply(index: NearIndex, vector: Vector): void {
  const count = index.texts.length;
  if (products.length < count) products = new Float64Array(count * 2);
  products.fill(0, 0, count);
  for (let at = 0; at < vector.features.length; at += 1) {
    const weight = vector.weights[at] ?? 0;
    if (weight <= 0) continue;
    const feature = vector.features[at] ?? 0;
    const posting = index.postings.get(feature);
    if (posting === undefined) continue;
    if (typeof posting === 'number') {
      products[posting] = (products[posting] ?? 0) + weight * weightIn(index, posting, feature);
      continue;
    }
    const { slots, weights } = posting;
    for (let entry = 0; entry < slots.length; entry += 1) {
      const slot = slots[entry] ?? 0;
      products[slot] = (products[slot] ?? 0) + weight * (weights[entry] ?? 0);
    }
  }
}

/** Puts a slot behind those that are as near or nearer; of a full list the last goes. */
function insert(slot: number, similarity: number, isFull: boolean): void {
  let at = isFull ? foundSlots.length - 1 : foundSlots.length;
  for (; at > 0 && (foundSimilarities[at - 1] ?? 0) < similarity; at -= 1) {
    foundSlots[at] = foundSlots[at - 1] ?? 0;
    foundSimilarities[at] = foundSimilarities[at - 1] ?? 0;
  }
  foundSlots[at] = slot;
  foundSimilarities[at] = similarity;
}
