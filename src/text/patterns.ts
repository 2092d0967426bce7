import { fold } from './fold.ts';
import { hashNext, hashOf, EMPTY_HASH } from './hash.ts';
import { addLink, firstLink, type Links, makeLinks, nextLink } from './links.ts';
import { ALL_CAPITALS, addTokens, CAPITAL, makeTokens } from './tokens.ts';

/** What a lexicon's words stand for. */
export interface Meaning {
  readonly id: string;
  readonly isPlace: boolean;
  readonly feature: number;
}

/** What a word or the beginning of a phrase stands for. */
export interface Sense extends Meaning {
  /** The token flags that the written form must have: capitals tell `US` from `us`. */
  readonly needs: number;
  /** The first word as the lexicon writes it, in small letters: `pais` is not `país`. */
  readonly written: string;
  /** Whether the first word may end in any way, as most demonyms do. */
  readonly isOpen: boolean;
}

/** A word, or a phrase where words are to follow. */
export interface Pattern {
  readonly sense: Sense;
  /** The words after the first. */
  readonly rest: readonly { readonly form: string; readonly hash: number; readonly open: boolean }[];
}

/** The phrases that begin with one word, sorted by how they go on: `in` begins a hundred, and most texts go on with none. */
export interface Phrases {
  /** In the order in which they are told. */
  readonly all: readonly Pattern[];
  /** By the hash of their second word's folded letters. */
  readonly bySecond: ReadonlyMap<number, readonly Pattern[]>;
  /** Those whose second word may end in any way. */
  readonly open: readonly Pattern[];
}

/** Sorts the phrases of one word. */
export function makePhrases(all: readonly Pattern[]): Phrases {
  const isOpen = ({ rest }: Pattern): boolean => rest[0]?.open === true;
  const closed = all.filter((phrase) => !isOpen(phrase));
  return { all, bySecond: Map.groupBy(closed, ({ rest }) => rest[0]?.hash ?? 0), open: all.filter(isOpen) };
}

/** Those of the phrases that may go on with a word of this hash, in their order; there may be more among them. */
export function goingOn({ all, bySecond, open }: Phrases, second: number): readonly Pattern[] {
  const closed = bySecond.get(second);
  if (closed === undefined) return open;
  return open.length === 0 ? closed : all;
}

/**
 * One language's words and phrases, found by their first word. They are kept as they are written and taken apart once a
 * text has them: most are never met, and ten languages taken apart were thirty megabytes.
 */
export interface Patterns {
  /** By the first word. */
  readonly whole: Shelf;
  /** Those whose first word may end in any way, by its beginning. */
  readonly open: Shelf;
}

interface Shelf {
  /** By the hash of what they are found by. */
  readonly links: Links;
  /** By link. */
  readonly written: string[];
  readonly meanings: Meaning[];
}

export function makePatterns(): Patterns {
  const makeShelf = (): Shelf => ({ links: makeLinks(), written: [], meanings: [] });
  return { whole: makeShelf(), open: makeShelf() };
}

/** Adds a word or a phrase, as a lexicon writes it; of several that a text may mean, the earlier is told first. */
export function addPattern(patterns: Patterns, written: string, meaning: Meaning): void {
  const [first] = partsOf(written);
  if (first === undefined) return;
  const shelf = first.open ? patterns.open : patterns.whole;
  addLink(shelf.links, hashOf(first.form));
  shelf.written.push(written);
  shelf.meanings.push(meaning);
}

/** The patterns whose first word is this, folded. */
export const wholeAt = ({ whole }: Patterns, form: string): readonly Pattern[] => patternsAt(whole, form, hashOf(form));

/** The patterns of each beginning of a word, folded, that has `least` letters or more: the longest first. */
export function openAt({ open }: Patterns, form: string, least: number): readonly (readonly Pattern[])[] {
  const found: (readonly Pattern[])[] = [];
  let hash = EMPTY_HASH;
  for (let length = 1; length <= form.length; length += 1) {
    hash = hashNext(hash, form.charCodeAt(length - 1));
    if (length < least || firstLink(open.links, hash) < 0) continue;
    found.push(patternsAt(open, form.slice(0, length), hash));
  }
  return found.reverse();
}

const NONE: readonly Pattern[] = [];

function patternsAt({ links, written, meanings }: Shelf, form: string, hash: number): readonly Pattern[] {
  let link = firstLink(links, hash);
  if (link < 0) return NONE;
  const found: Pattern[] = [];
  for (; link >= 0; link = nextLink(links, link)) {
    const [first, ...rest] = partsOf(written[link] ?? '');
    const meaning = meanings[link];
    if (first?.form !== form || meaning === undefined) continue;
    found.push({ sense: { ...meaning, needs: first.needs, written: first.written, isOpen: first.open }, rest });
  }
  return found.reverse();
}

/**
 * In small letters, Romanian's letters with a comma below as keyboards with a cedilla write them, and one sigma for
 * both of Greek's.
 */
export const spellingOf = (written: string): string =>
  written.toLowerCase().normalize('NFC').replaceAll('ș', 'ş').replaceAll('ț', 'ţ').replaceAll('ς', 'σ');

interface Part {
  readonly written: string;
  readonly form: string;
  /** Of the folded letters, as a text's tokens have it. */
  readonly hash: number;
  readonly open: boolean;
  readonly needs: number;
}

/** The words of a pattern. */
const partsOf = (pattern: string): readonly Part[] => pattern.split(/[\s-]+/).flatMap(wordsOf);

/** Reused from piece to piece. */
const tokens = makeTokens();

function wordsOf(piece: string): readonly Part[] {
  const open = piece.endsWith('*');
  const text = open ? piece.slice(0, -1) : piece;
  tokens.count = 0;
  addTokens(tokens, text, 0);
  return Array.from({ length: tokens.count }, (_, index) => {
    const raw = text.slice(tokens.start[index], tokens.end[index]).replaceAll('.', '');
    const flags = tokens.flags[index] ?? 0;
    const isAcronym = (flags & ALL_CAPITALS) !== 0 && raw.length <= 4;
    const needs = isAcronym ? ALL_CAPITALS : flags & CAPITAL;
    return {
      written: spellingOf(raw),
      form: fold(raw),
      hash: tokens.hash[index] ?? 0,
      open: open && index === tokens.count - 1,
      needs,
    };
  });
}
