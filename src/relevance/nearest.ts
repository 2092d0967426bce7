import type { Analysis } from '../text/analysis.ts';
import type { Frequencies } from './frequencies.ts';
import { addPosting, addProducts, clearPostings, makePostings, type Postings } from './postings.ts';
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
  readonly postings: Postings;
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

export interface Neighbour {
  readonly text: Indexed;
  /** Cosine times trust, from 0 to 1. */
  readonly similarity: number;
}

export function makeNearIndex(limit: number, kept = 0): NearIndex {
  return { limit, kept, texts: [], norms: [], crossNorms: [], langs: [], trusts: [], postings: makePostings() };
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
  clearPostings(index.postings);
  for (const [slot, text] of index.texts.entries()) post(index, text, slot);
}

function post(index: NearIndex, { vector, trust }: Indexed, slot: number): void {
  index.norms[slot] = vector.norm;
  index.crossNorms[slot] = vector.crossNorm;
  index.langs[slot] = vector.lang;
  index.trusts[slot] = trust;
  for (let at = 0; at < vector.features.length; at += 1) {
    const weight = vector.weights[at] ?? 0;
    if (weight > 0) addPosting(index.postings, vector.features[at] ?? 0, slot, weight);
  }
}

let products = new Float64Array(4096);
/** The slots found so far, nearest first, and how near each is: one more than is asked for, as the text itself may be among them. */
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
    const isFull = foundSlots.length > most;
    if (isFull && similarity <= least) continue;
    insert(slot, similarity, isFull);
    least = foundSimilarities.at(-1) ?? 0;
  }
  const found: Neighbour[] = [];
  for (let at = 0; at < foundSlots.length && found.length < most; at += 1) {
    const text = texts[foundSlots[at] ?? 0];
    if (text !== undefined && text.id !== id) found.push({ text, similarity: foundSimilarities[at] ?? 0 });
  }
  return found;
}

function multiply({ texts, postings }: NearIndex, vector: Vector): void {
  if (products.length < texts.length) products = new Float64Array(texts.length * 2);
  products.fill(0, 0, texts.length);
  for (let at = 0; at < vector.features.length; at += 1) {
    const weight = vector.weights[at] ?? 0;
    if (weight > 0) addProducts(postings, vector.features[at] ?? 0, weight, products);
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
