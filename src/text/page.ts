import { type KeyTable, makeKeyTable, numberOfKey, setKey } from './key-table.ts';
import { addLink, firstLink, type Links, makeLinks, nextLink } from './links.ts';
import type { Word } from './vocabulary.ts';

/**
 * Words met so far, numbered in the order in which they were met: what is common comes early and stays close together.
 * Bounded: a full page is left for an empty one.
 */
export interface Page {
  /** By the word's key. */
  readonly numbers: KeyTable;
  readonly words: Word[];
  /** By number, as the words have it: what is asked of every word is asked here. */
  readonly stemFeatures: Int32Array;
  readonly cognates: Int32Array;
  /** SAYS_NOTHING for a stop word, HAS_SENSES for one that the lexicon knows, also as the first one of a phrase. */
  readonly marks: Uint8Array;
  /** The words that have a feature: by link, the word's number. */
  readonly links: Links;
  readonly linked: number[];
}

/** A word's number is below this. */
export const MAX_WORDS = 1 << 17;
const FIRST_ROOM = 1 << 11;
export const SAYS_NOTHING = 1;
export const HAS_SENSES = 2;

export function makePage(): Page {
  return {
    numbers: makeKeyTable(FIRST_ROOM),
    words: [],
    stemFeatures: new Int32Array(MAX_WORDS),
    cognates: new Int32Array(MAX_WORDS),
    marks: new Uint8Array(MAX_WORDS),
    links: makeLinks(),
    linked: [],
  };
}

/** Whether so many more words might find no room. */
export function isFull({ words }: Page, more: number): boolean {
  return words.length + more > MAX_WORDS;
}

/** The number of the word with this key; -1 where it was not met yet. */
export function findWord({ numbers }: Page, key: number): number {
  return numberOfKey(numbers, key);
}

/** Adds a word that was not met yet, and says its number. */
export function putWord(page: Page, key: number, word: Word): number {
  const number = page.words.length;
  setKey(page.numbers, key, number);
  page.words.push(word);
  page.stemFeatures[number] = word.stemFeature;
  page.cognates[number] = word.cognate;
  const known = word.senses.length > 0 || word.phrases.all.length > 0;
  page.marks[number] = (word.stop ? SAYS_NOTHING : 0) | (known ? HAS_SENSES : 0);
  for (const feature of featuresOf(word)) {
    addLink(page.links, feature);
    page.linked.push(number);
  }
  return number;
}

/** All that a word may stand for: by itself, or as the first one of a phrase. */
export function featuresOf(word: Word): readonly number[] {
  const own = word.stop ? [] : [word.stemFeature, word.cognate, word.tail].filter((feature) => feature !== 0);
  return [
    ...own,
    ...word.senses.map((sense) => sense.feature),
    ...word.phrases.all.map((phrase) => phrase.sense.feature),
  ];
}

/** Visits the numbers of the words that have a feature. */
export function visitWords({ links, linked }: Page, feature: number, visit: (number: number) => void): void {
  for (let link = firstLink(links, feature); link >= 0; link = nextLink(links, link)) visit(linked[link] ?? 0);
}
