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
  /** Each language as a number. */
  readonly langs: number[];
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
  index.langs[slot] = numberOfLanguage(vector.lang);
  index.trusts[slot] = trust;
  for (let at = 0; at < vector.features.length; at += 1) {
    const weight = vector.weights[at] ?? 0;
    if (weight > 0) addPosting(index.postings, vector.features[at] ?? 0, slot, weight);
  }
}

const languages = new Map<string, number>();

/** A number for a language: texts are told apart by it at once. */
function numberOfLanguage(lang: string): number {
  const known = languages.get(lang) ?? languages.size;
  if (known === languages.size) languages.set(lang, known);
  return known;
}

/** By slot: what a text has in common with the one that is asked for, then how similar they are. */
let products = new Float64Array(4096);

/** The most similar texts but the one with this id, nearest first; texts that share nothing are left out. */
export function nearest(index: NearIndex, vector: Vector, id: string, most: number): readonly Neighbour[] {
  const { texts } = index;
  multiply(index, vector);
  compare(index, vector);
  // One more than is asked for, as the text itself may be among them.
  const count = sortNearest(texts.length, most + 1);
  const found: Neighbour[] = [];
  for (let at = 0; at < count && found.length < most; at += 1) {
    const slot = foundSlots[at] ?? 0;
    const text = texts[slot];
    if (text !== undefined && text.id !== id) found.push({ text, similarity: products[slot] ?? 0 });
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

/** Turns products into similarities, -1 where there is nothing in common. */
function compare({ texts, norms, crossNorms, langs, trusts }: NearIndex, vector: Vector): void {
  const lang = numberOfLanguage(vector.lang);
  const { norm, crossNorm } = vector;
  const similarities = products;
  const count = texts.length;
  for (let slot = 0; slot < count; slot += 1) {
    const product = similarities[slot] ?? 0;
    const length = langs[slot] === lang ? norm * (norms[slot] ?? 1) : crossNorm * (crossNorms[slot] ?? 1);
    similarities[slot] = product <= 0 ? -1 : Math.min(1, product / length) * (trusts[slot] ?? 0);
  }
}

/** The slots found, nearest first. */
let foundSlots = new Int32Array(32);

/** Puts the slots of the most similar texts into `foundSlots`, of equals the older first, and says how many there are. */
function sortNearest(texts: number, most: number): number {
  if (foundSlots.length < most) foundSlots = new Int32Array(most);
  const floor = floorFor(texts, most);
  const similarities = products;
  let count = 0;
  let least = -1;
  for (let slot = 0; slot < texts; slot += 1) {
    const similarity = similarities[slot] ?? 0;
    if (similarity < floor || (count === most && similarity <= least)) continue;
    if (count < most) count += 1;
    insert(slot, similarity, count - 1);
    least = products[foundSlots[count - 1] ?? 0] ?? 0;
  }
  return count;
}

/** Puts a slot behind those that are as near or nearer; what stands at `last` goes. */
function insert(slot: number, similarity: number, last: number): void {
  let at = last;
  for (; at > 0; at -= 1) {
    const before = foundSlots[at - 1] ?? 0;
    if ((products[before] ?? 0) >= similarity) break;
    foundSlots[at] = before;
  }
  foundSlots[at] = slot;
}

const STEPS = 512;
/** How many texts are similar by so many steps. */
const steps = new Int32Array(STEPS + 1);
/** Fewer are sorted as fast as they are counted. */
const LEAST_COUNTED = 8;

/** A similarity that at least `most` texts have, or all that share something: to sort only these is much faster. */
function floorFor(texts: number, most: number): number {
  if (most < LEAST_COUNTED) return 0;
  const similarities = products;
  steps.fill(0);
  for (let slot = 0; slot < texts; slot += 1) {
    const similarity = similarities[slot] ?? 0;
    if (similarity < 0) continue;
    const step = (similarity * STEPS) | 0;
    steps[step] = (steps[step] ?? 0) + 1;
  }
  let step = STEPS;
  for (let count = steps[step] ?? 0; count < most && step > 0; count += steps[step] ?? 0) step -= 1;
  return step / STEPS;
}
