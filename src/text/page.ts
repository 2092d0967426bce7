import { addLink, firstLink, type Links, makeLinks, nextLink } from './links.ts';
import type { Word } from './vocabulary.ts';

/**
 * Words met so far, numbered in the order in which they were met: what is common comes early and stays close together.
 * Bounded: a full page is left for an empty one.
 */
export interface Page {
  /** Open addressing by the key: the word's number, one more; 0 where nothing is. Its length is a power of two. */
  table: Int32Array;
  /** By number. */
  readonly keys: Int32Array;
  readonly words: Word[];
  /** 1 for a stop word: asked of every word of a headline. */
  readonly stops: Uint8Array;
  /** The words that have a feature: by link, the word's number. */
  readonly links: Links;
  readonly linked: number[];
}

/** A word's number is below this. */
export const MAX_WORDS = 1 << 17;
const FIRST_TABLE = 1 << 12;

export function makePage(): Page {
  return {
    table: new Int32Array(FIRST_TABLE),
    keys: new Int32Array(MAX_WORDS),
    words: [],
    stops: new Uint8Array(MAX_WORDS),
    links: makeLinks(),
    linked: [],
  };
}

/** Whether so many more words might find no room. */
export function isFull({ words }: Page, more: number): boolean {
  return words.length + more > MAX_WORDS;
}

/** The number of the word with this key; -1 where it was not met yet. */
export function findWord({ table, keys }: Page, key: number): number {
  const mask = table.length - 1;
  for (let slot = (key ^ (key >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const number = (table[slot] ?? 0) - 1;
    if (number < 0 || keys[number] === key) return number;
  }
}

/** Adds a word that was not met yet, and says its number. */
export function putWord(page: Page, key: number, word: Word): number {
  const number = page.words.length;
  if (number * 2 >= page.table.length) grow(page);
  page.keys[number] = key;
  page.words.push(word);
  page.stops[number] = word.stop ? 1 : 0;
  enter(page, number);
  for (const feature of featuresOf(word)) {
    addLink(page.links, feature);
    page.linked.push(number);
  }
  return number;
}

function enter({ table, keys }: Page, number: number): void {
  const key = keys[number] ?? 0;
  const mask = table.length - 1;
  let slot = (key ^ (key >>> 15)) & mask;
  while (table[slot] !== 0) slot = (slot + 1) & mask;
  table[slot] = number + 1;
}

function grow(page: Page): void {
  page.table = new Int32Array(page.table.length * 2);
  for (let number = 0; number < page.words.length; number += 1) enter(page, number);
}

/** All that a word may stand for: by itself, or as the first one of a phrase. */
export function featuresOf(word: Word): readonly number[] {
  const own = word.stop ? [] : [word.stemFeature, word.cognate, word.tail].filter((feature) => feature !== 0);
  return [...own, ...word.senses.map((sense) => sense.feature), ...word.phrases.map((phrase) => phrase.sense.feature)];
}

/** Visits the numbers of the words that have a feature. */
export function visitWords({ links, linked }: Page, feature: number, visit: (number: number) => void): void {
  for (let link = firstLink(links, feature); link >= 0; link = nextLink(links, link)) visit(linked[link] ?? 0);
}
