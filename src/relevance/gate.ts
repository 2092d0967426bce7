import { COGNATE, CONCEPT, PLACE, STEM, TAIL } from '../text/rows.ts';
import { addLink, firstLink, type Links, makeLinks, nextLink } from '../text/links.ts';
import { featuresOf, MAX_WORDS, type Page, visitWords } from '../text/page.ts';
import { type Scan, wordOf } from '../text/scan.ts';
import { phrasesAt } from '../text/analysis.ts';
import type { Compiled } from './compiled.ts';
import type { Element } from './elements.ts';
import { type Frequencies, type Own, rarityOf } from './frequencies.ts';

/** Finds, for a scanned item, the stories that it may have to do with, over all profiles at once. */
export interface Gate {
  readonly links: Links;
  /** By link: who looks for the feature, and how much it weighs there, as the profile has it and as it was learnt. */
  readonly stories: number[];
  readonly own: number[];
  readonly learnt: number[];
  /** By link: how rare the feature is, from 0 to 1; it scales what the profile has. */
  readonly rarity: number[];
  /** The page whose words are known here, and by number whether some story looks for what the word stands for. */
  page: Page;
  readonly wanted: Uint8Array;
  readonly sums: Float64Array;
  /** The word by which a story's sum last grew, and by how much: what one word stands for counts once. */
  readonly lastWord: Int32Array;
  readonly lastGain: Float64Array;
  readonly touched: number[];
  /** The wanted words of the item, each once. */
  readonly met: number[];
}

/** Whether a word is wanted: most are not, and then nothing else of them is looked at. */
const NOT_ASKED = 0;
const UNWANTED = 1;
const WANTED = 2;
/** A story is a candidate from this sum of what was found. */
const ENOUGH = 0.24;

/** Rare words open the gate, common ones only together. */
export function makeGate(compiled: readonly Compiled[], frequencies: Frequencies, page: Page): Gate {
  const gate: Gate = {
    links: makeLinks(),
    stories: [],
    own: [],
    learnt: [],
    rarity: [],
    page,
    wanted: new Uint8Array(MAX_WORDS),
    sums: new Float64Array(compiled.length),
    lastWord: new Int32Array(compiled.length),
    lastGain: new Float64Array(compiled.length),
    touched: [],
    met: [],
  };
  for (const [story, { elements, translated }] of compiled.entries()) {
    for (const [feature, element] of [elements, ...translated.values()].flatMap((each) => [...each])) {
      addKey(gate, story, feature, keyWeight(element), 0);
    }
  }
  weighGate(gate, frequencies);
  return gate;
}

/** Weighs what stories look for by how common it is by now; `own` are the follow-ups of each story, which do not count. */
export function weighGate({ links, rarity, stories }: Gate, frequencies: Frequencies, own: readonly Own[] = []): void {
  for (const [link, feature] of links.features.entries()) {
    rarity[link] = Math.min(1, 1.5 * rarityOf(frequencies, feature, STEM, own[stories[link] ?? -1]));
  }
}

/** What finding an element says by itself: a name much, a place little. */
function keyWeight(element: Element): number {
  if (element.kind === COGNATE || element.kind === TAIL) return element.weight * 0.15;
  if (element.role === 'actor') return element.weight;
  if (element.kind === PLACE) return element.weight * 0.2;
  if (element.kind === CONCEPT) return element.weight * 0.3;
  return element.kind === STEM ? element.weight * 0.6 : element.weight * 0.3;
}

/** Lets a story be found by a feature that its follow-ups keep using. Said again, the greater weight holds unless it `sinks`. */
export function setLearnt(gate: Gate, story: number, feature: number, weight: number, sinks: boolean): void {
  for (let link = firstLink(gate.links, feature); link >= 0; link = nextLink(gate.links, link)) {
    if (gate.stories[link] !== story) continue;
    gate.learnt[link] = sinks ? weight : Math.max(gate.learnt[link] ?? 0, weight);
    return;
  }
  if (weight > 0) addKey(gate, story, feature, 0, weight);
}

function addKey(gate: Gate, story: number, feature: number, own: number, learnt: number): void {
  const isNew = firstLink(gate.links, feature) < 0;
  addLink(gate.links, feature);
  gate.stories.push(story);
  gate.own.push(own);
  gate.learnt.push(learnt);
  gate.rarity.push(1);
  if (!isNew) return;
  visitWords(gate.page, feature, (number) => {
    gate.wanted[number] = NOT_ASKED;
  });
}

/** The places in the list of stories that the item may follow, in no order. */
export function candidates(gate: Gate, scan: Scan): readonly number[] {
  const { touched, sums, met } = gate;
  touched.length = 0;
  met.length = 0;
  turnTo(gate, scan.page);
  for (let index = 0; index < scan.tokens.count; index += 1) {
    const number = scan.numbers[index] ?? -1;
    if (number < 0 || gate.wanted[number] === UNWANTED || !isWanted(gate, number)) continue;
    const word = wordOf(scan, index);
    if (word === undefined) continue;
    for (const { sense } of phrasesAt(scan, index, word)) take(gate, sense.feature, index);
    // An address says again what the headline says: it counts once.
    if (met.includes(number)) continue;
    met.push(number);
    if (!word.stop) {
      take(gate, word.stemFeature, index);
      if (word.cognate !== 0) take(gate, word.cognate, index);
      if (word.tail !== 0) take(gate, word.tail, index);
    }
    for (const sense of word.senses) take(gate, sense.feature, index);
  }
  const found: number[] = [];
  for (const story of touched) {
    if ((sums[story] ?? 0) >= ENOUGH) found.push(story);
    sums[story] = 0;
  }
  return found;
}

function turnTo(gate: Gate, page: Page): void {
  if (gate.page === page) return;
  gate.page = page;
  gate.wanted.fill(NOT_ASKED);
}

function isWanted(gate: Gate, number: number): boolean {
  if (gate.wanted[number] === NOT_ASKED) {
    const word = gate.page.words[number];
    const wanted = word !== undefined && featuresOf(word).some((feature) => firstLink(gate.links, feature) >= 0);
    gate.wanted[number] = wanted ? WANTED : UNWANTED;
  }
  return gate.wanted[number] === WANTED;
}

function take(gate: Gate, feature: number, word: number): void {
  for (let link = firstLink(gate.links, feature); link >= 0; link = nextLink(gate.links, link)) {
    const story = gate.stories[link] ?? 0;
    const weight = Math.max((gate.own[link] ?? 0) * (gate.rarity[link] ?? 0), gate.learnt[link] ?? 0);
    const before = gate.sums[story] ?? 0;
    const counted = before > 0 && gate.lastWord[story] === word ? (gate.lastGain[story] ?? 0) : 0;
    if (weight <= counted) continue;
    if (before === 0) gate.touched.push(story);
    gate.sums[story] = before + weight - counted;
    gate.lastWord[story] = word;
    gate.lastGain[story] = weight;
  }
}
