import { COGNATE, CONCEPT, PLACE, STEM, TAIL } from '../text/rows.ts';
import type { Scan } from '../text/scan.ts';
import { follows } from '../text/analysis.ts';
import type { Compiled, Element } from './compiled.ts';
import { type Frequencies, rarityOf } from './frequencies.ts';

/** Finds, for a scanned item, the stories that it may have to do with, over all profiles at once. */
export interface Gate {
  /** One bit for each feature that some story looks for: most words end here. */
  readonly filter: Uint8Array;
  readonly postings: Map<number, Posting>;
  readonly sums: Float64Array;
  /** The word by which a story's sum last grew, and by how much: what one word stands for counts once. */
  readonly lastWord: Int32Array;
  readonly lastGain: Float64Array;
  readonly touched: number[];
}

interface Posting {
  readonly stories: number[];
  readonly weights: number[];
}

const FILTER_SLOTS = 1 << 18;
/** A story is a candidate from this sum of what was found. */
const ENOUGH = 0.24;

/** Rare words open the gate, common ones only together. */
export function makeGate(compiled: readonly Compiled[], frequencies: Frequencies): Gate {
  const gate: Gate = {
    filter: new Uint8Array(FILTER_SLOTS),
    postings: new Map(),
    sums: new Float64Array(compiled.length),
    lastWord: new Int32Array(compiled.length),
    lastGain: new Float64Array(compiled.length),
    touched: [],
  };
  for (const [story, { elements }] of compiled.entries()) {
    for (const [feature, element] of elements) {
      addKey(gate, story, feature, keyWeight(element) * Math.min(1, 1.5 * rarityOf(frequencies, feature, STEM)));
    }
  }
  return gate;
}

/** What finding an element says by itself: a name much, a place little. */
function keyWeight(element: Element): number {
  if (element.kind === COGNATE || element.kind === TAIL) return element.weight * 0.15;
  if (element.role === 'actor') return element.weight;
  if (element.kind === PLACE) return element.weight * 0.2;
  if (element.kind === CONCEPT) return element.weight * 0.3;
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
      take(gate, word.stemFeature, index);
      if (word.cognate !== 0) take(gate, word.cognate, index);
      if (word.tail !== 0) take(gate, word.tail, index);
    }
    for (const sense of word.senses) take(gate, sense.feature, index);
    for (const phrase of word.phrases) if (follows(scan, index, phrase)) take(gate, phrase.sense.feature, index);
  }
  const found: number[] = [];
  for (const story of touched) {
    if ((sums[story] ?? 0) >= ENOUGH) found.push(story);
    sums[story] = 0;
  }
  return found;
}

function take(gate: Gate, feature: number, word: number): void {
  if (gate.filter[feature & (FILTER_SLOTS - 1)] === 0) return;
  const posting = gate.postings.get(feature);
  if (posting === undefined) return;
  for (let at = 0; at < posting.stories.length; at += 1) {
    const story = posting.stories[at] ?? 0;
    const weight = posting.weights[at] ?? 0;
    const before = gate.sums[story] ?? 0;
    if (before === 0) {
      gate.touched.push(story);
      gate.lastWord[story] = -1;
    }
    const counted = gate.lastWord[story] === word ? (gate.lastGain[story] ?? 0) : 0;
    if (weight <= counted) continue;
    gate.sums[story] = before + weight - counted;
    gate.lastWord[story] = word;
    gate.lastGain[story] = weight;
  }
}
