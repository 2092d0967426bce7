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
  return { limit, kept, texts: [], postings: new Map() };
}

/** Adds a text; where that makes half as many again as the limit, the oldest go. */
export function addNear(index: NearIndex, text: Indexed): void {
  index.texts.push(text);
  if (index.texts.length <= index.limit * 1.5) {
    post(index, text.vector, index.texts.length - 1);
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
  for (const [slot, { vector }] of index.texts.entries()) post(index, vector, slot);
}

function post(index: NearIndex, vector: Vector, slot: number): void {
  const { postings } = index;
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

/** The most similar texts but the one with this id, nearest first; texts that share nothing are left out. */
export function nearest(index: NearIndex, vector: Vector, id: string, most: number): readonly Neighbour[] {
  const count = index.texts.length;
  multiply(index, vector);
  const found: Neighbour[] = [];
  let least = 0;
  for (let slot = 0; slot < count; slot += 1) {
    const product = products[slot] ?? 0;
    if (product <= 0) continue;
    const text = index.texts[slot];
    if (text === undefined || text.id === id) continue;
    const same = text.vector.lang === vector.lang;
    const length = same ? vector.norm * text.vector.norm : vector.crossNorm * text.vector.crossNorm;
    const similarity = Math.min(1, product / length) * text.trust;
    if (found.length >= most && similarity <= least) continue;
    insert(found, { text, similarity }, most);
    least = found.at(-1)?.similarity ?? 0;
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

function insert(found: Neighbour[], neighbour: Neighbour, most: number): void {
  let at = found.length;
  while (at > 0 && (found[at - 1]?.similarity ?? 0) < neighbour.similarity) at -= 1;
  found.splice(at, 0, neighbour);
  if (found.length > most) found.pop();
}
