import { CONCEPT, PLACE, STEM } from '../text/rows.ts';
import type { Scan } from '../text/scan.ts';
import { follows } from '../text/analysis.ts';
import type { Compiled, Element } from './compiled.ts';

/** Finds, for a scanned item, the stories that it may have to do with, over all profiles at once. */
export interface Gate {
  /** One bit for each feature that some story looks for: most words end here. */
  readonly filter: Uint8Array;
  readonly postings: Map<number, Posting>;
  readonly sums: Float64Array;
  readonly touched: number[];
}

interface Posting {
  readonly stories: number[];
  readonly weights: number[];
}

const FILTER_SLOTS = 1 << 18;
/** A story is a candidate from this sum of what was found. */
const ENOUGH = 0.35;

export function makeGate(compiled: readonly Compiled[]): Gate {
  const gate: Gate = {
    filter: new Uint8Array(FILTER_SLOTS),
    postings: new Map(),
    sums: new Float64Array(compiled.length),
    touched: [],
  };
  for (const [story, { elements }] of compiled.entries()) {
    for (const [feature, element] of elements) addKey(gate, story, feature, keyWeight(element));
  }
  return gate;
}

/** What finding an element says by itself: a name much, a place little. */
function keyWeight(element: Element): number {
  if (element.role === 'actor') return element.weight;
  if (element.kind === PLACE) return element.weight * 0.2;
  if (element.kind === CONCEPT) return element.weight * 0.35;
  return element.kind === STEM ? element.weight * 0.6 : element.weight * 0.3;
}

/** Lets a story be found by one more feature; a smaller weight than it has already changes nothing. */
export function addKey(gate: Gate, story: number, feature: number, weight: number): void {
  if (weight <= 0) return;
  gate.filter[feature & (FILTER_SLOTS - 1)] = 1;
  let posting = gate.postings.get(feature);
  if (posting === undefined) {
    posting = { stories: [], weights: [] };
    gate.postings.set(feature, posting);
  }
  const at = posting.stories.indexOf(story);
  if (at < 0) {
    posting.stories.push(story);
    posting.weights.push(weight);
  } else posting.weights[at] = Math.max(posting.weights[at] ?? 0, weight);
}

/** The places in the list of stories that the item may follow, in no order. */
export function candidates(gate: Gate, scan: Scan): readonly number[] {
  const { touched, sums } = gate;
  touched.length = 0;
  for (let index = 0; index < scan.tokens.count; index += 1) {
    const word = scan.words[index];
    if (word === undefined) continue;
    if (!word.stop) {
      take(gate, word.stemFeature);
      if (word.cognate !== 0) take(gate, word.cognate);
      if (word.tail !== 0) take(gate, word.tail);
    }
    for (const sense of word.senses) take(gate, sense.feature);
    for (const phrase of word.phrases) if (follows(scan, index, phrase)) take(gate, phrase.sense.feature);
  }
  const found: number[] = [];
  for (const story of touched) {
    if ((sums[story] ?? 0) >= ENOUGH) found.push(story);
    sums[story] = 0;
  }
  return found;
}

function take(gate: Gate, feature: number): void {
  if (gate.filter[feature & (FILTER_SLOTS - 1)] === 0) return;
  const posting = gate.postings.get(feature);
  if (posting === undefined) return;
  for (let at = 0; at < posting.stories.length; at += 1) {
    const story = posting.stories[at] ?? 0;
    const before = gate.sums[story] ?? 0;
    if (before === 0) gate.touched.push(story);
    gate.sums[story] = before + (posting.weights[at] ?? 0);
  }
}
