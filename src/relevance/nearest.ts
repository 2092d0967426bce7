import type { Vector } from './vector.ts';

/** Texts that can be asked for the nearest one to another. Bounded: the oldest are forgotten. */
export interface NearIndex {
  readonly limit: number;
  /** Slot of a text → the text; the first `kept` never go. */
  texts: Indexed[];
  readonly postings: Map<number, Posting>;
  readonly kept: number;
}

export interface Indexed {
  readonly vector: Vector;
  /** A headline by which a reader knows it. */
  readonly title: string;
}

interface Posting {
  readonly slots: number[];
  readonly weights: number[];
}

export interface Nearest {
  /** Cosine, from 0 to 1. */
  readonly similarity: number;
  readonly title: string | undefined;
}

export function makeNearIndex(limit: number, kept = 0): NearIndex {
  return { limit, texts: [], postings: new Map(), kept };
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
  index.postings.clear();
  for (const [slot, { vector }] of index.texts.entries()) post(index, vector, slot);
}

function post(index: NearIndex, vector: Vector, slot: number): void {
  for (let at = 0; at < vector.features.length; at += 1) {
    const feature = vector.features[at] ?? 0;
    const weight = vector.weights[at] ?? 0;
    if (weight <= 0) continue;
    let posting = index.postings.get(feature);
    if (posting === undefined) {
      posting = { slots: [], weights: [] };
      index.postings.set(feature, posting);
    }
    posting.slots.push(slot);
    posting.weights.push(weight);
  }
}

let products = new Float64Array(1024);

/** The most similar text; similarity 0 where nothing is shared. */
export function nearest(index: NearIndex, vector: Vector): Nearest {
  const count = index.texts.length;
  if (products.length < count) products = new Float64Array(count * 2);
  products.fill(0, 0, count);
  for (let at = 0; at < vector.features.length; at += 1) {
    const posting = index.postings.get(vector.features[at] ?? 0);
    if (posting === undefined) continue;
    const weight = vector.weights[at] ?? 0;
    for (let entry = 0; entry < posting.slots.length; entry += 1) {
      const slot = posting.slots[entry] ?? 0;
      products[slot] = (products[slot] ?? 0) + weight * (posting.weights[entry] ?? 0);
    }
  }
  let best = 0;
  let title: string | undefined;
  for (let slot = 0; slot < count; slot += 1) {
    const text = index.texts[slot];
    const product = products[slot] ?? 0;
    if (text === undefined || product <= 0) continue;
    const same = text.vector.lang === vector.lang;
    const length = same ? vector.norm * text.vector.norm : vector.crossNorm * text.vector.crossNorm;
    if (product / length > best) {
      best = product / length;
      title = text.title;
    }
  }
  return { similarity: Math.min(1, best), title };
}
