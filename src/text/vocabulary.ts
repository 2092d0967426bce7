import { isCalendarWord, isRatherName } from './calendar-words.ts';
import { fold } from './fold.ts';
import { hashOf, hashPair } from './hash.ts';
import { type Lexicon, tableOf } from './lexicon.ts';
import { findWord, isFull, makePage, type Page, putWord } from './page.ts';
import {
  makePhrases,
  openAt,
  type Pattern,
  type Patterns,
  type Phrases,
  type Sense,
  spellingOf,
  wholeAt,
} from './patterns.ts';
import { stemOf } from './stem.ts';
import { isStopWord } from './stop-words.ts';

/** What is known of one written word in one language: worked out once, then looked up. */
export interface Word {
  /** As written the first time; two spellings with one hash are told apart by it. */
  readonly form: string;
  readonly stem: string;
  /** Says nothing by itself and is no word of the lexicon. */
  readonly stop: boolean;
  readonly stemFeature: number;
  /** Shared with the words of other languages that begin alike; 0 for short words. */
  readonly cognate: number;
  /** Shared with compounds that end alike, in languages that have them; 0 for others. */
  readonly tail: number;
  readonly senses: readonly Sense[];
  readonly phrases: Phrases;
}

/** The words of a lexicon's readers, as far as they were met. */
export interface Vocabulary {
  readonly lexicon: Lexicon;
  /** Begun anew, between two texts, when it has grown too large. */
  page: Page;
}

const COMPOUNDING = new Set(['de', 'nl', 'sv', 'da', 'no', 'fi', 'hu']);
const LETTERS_APART = new Set(['sv', 'da', 'no', 'fi', 'hu']);
const NO_SENSES: readonly Sense[] = [];
const NO_PHRASES = makePhrases([]);

const vocabularies = new WeakMap<Lexicon, Vocabulary>();

/** The vocabulary of a lexicon. All who read by one lexicon share it: what a word is depends on nothing else. */
export function vocabularyOf(lexicon: Lexicon): Vocabulary {
  const known = vocabularies.get(lexicon);
  if (known !== undefined) return known;
  const vocabulary: Vocabulary = { lexicon, page: makePage() };
  vocabularies.set(lexicon, vocabulary);
  return vocabulary;
}

/** The part of a word's key that its language makes. */
export const languageKey = (lang: string): number => hashOf(`l:${lang}`);

/** The feature of a stem. */
export const stemFeature = (stem: string): number => hashOf(`s:${stem}`);

/** The page to read a text of so many words with: numbers in it stay good until the text is done. */
export function pageFor(vocabulary: Vocabulary, words: number): Page {
  if (isFull(vocabulary.page, words)) vocabulary.page = makePage();
  return vocabulary.page;
}

/**
 * The number of a word in the vocabulary's page by the hash of its folded letters; `langKey` is its language's.
 * `text` from `start` to `end` is read only the first time.
 */
export function numberOfWord(
  { lexicon, page }: Vocabulary,
  lang: string,
  langKey: number,
  hash: number,
  text: string,
  start: number,
  end: number,
): number {
  const key = hashPair(langKey, hash);
  const number = findWord(page, key);
  return number >= 0 ? number : putWord(page, key, makeWord(lexicon, lang, text.slice(start, end).replaceAll('.', '')));
}

function makeWord(lexicon: Lexicon, lang: string, written: string): Word {
  const form = fold(written);
  const stem = stemOf(written, lang);
  const tables = tablesFor(lexicon, lang);
  const met = tables.map((table) => metBy(table, form, COMPOUNDING.has(lang)));
  const senses = met.flatMap((each) => sensesOf(each, written, LETTERS_APART.has(lang)));
  const phrases = met.flatMap((each) => each.filter(isPhrase));
  return {
    form,
    stem,
    stop:
      (isCalendarWord(form) && !isRatherName(written)) ||
      (isStopWord(form, lang) && !senses.some((sense) => sense.needs === 0 && !sense.isPlace)),
    stemFeature: stemFeature(stem),
    cognate: form.length >= 6 ? hashOf(`k:${cognateOf(form)}`) : 0,
    tail: COMPOUNDING.has(lang) && stem.length >= 7 ? hashOf(`t:${stem.slice(-7)}`) : 0,
    senses: senses.length === 0 ? NO_SENSES : senses,
    phrases: phrases.length === 0 ? NO_PHRASES : makePhrases(phrases),
  };
}

/**
 * An accent that the lexicon does not write makes another word. One that is missing in the text is only careless, but not
 * where å, ä, ö and the like are letters of their own: Danish `har` (has) is no `hær` (army), Hungarian `mez` (shirt) no `méz`.
 */
function isSpelt(sense: Sense, written: string, lettersApart: boolean): boolean {
  const lower = spellingOf(written);
  if (!fold(lower).startsWith(fold(sense.written))) return !lettersApart || lower.includes(sense.written);
  const start = lower.slice(0, sense.written.length);
  return start === sense.written || (!lettersApart && start === fold(start));
}

/** A language that the lexicon does not know is read by all of them: names of places are often near enough. */
function tablesFor(lexicon: Lexicon, lang: string): readonly Patterns[] {
  const own = tableOf(lexicon, lang);
  if (own !== undefined) return [own];
  return [...lexicon.source.languages].flatMap((each) => tableOf(lexicon, each) ?? []);
}

const isPhrase = ({ rest }: Pattern): boolean => rest.length > 0;
const isWord = ({ rest }: Pattern): boolean => rest.length === 0;

/** The words and phrases that begin with a word, the nearest first. */
function metBy(table: Patterns, form: string, compounds: boolean): readonly Pattern[] {
  const whole = wholeAt(table, form);
  const isKnown = whole.some(isWord);
  // Genitives such as `Portugals`.
  const isGenitive = compounds && form.length > 5 && form.endsWith('s') && !isKnown;
  const genitive = isGenitive ? wholeAt(table, form.slice(0, -1)).filter(isWord) : [];
  const open = openAt(table, form, 2).flat();
  const isCompound = compounds && form.length >= 9 && !isKnown && genitive.length === 0;
  return [...whole, ...genitive, ...open, ...(isCompound ? lastPart(table, form) : [])];
}

/**
 * What a word stands for as it is written, each once: `prohíbe` by `prohíb*`, whatever `prohib*` says; and by the entry
 * that needs the fewest capitals, for a lexicon may have `Nato` beside `NATO`.
 */
function sensesOf(patterns: readonly Pattern[], written: string, lettersApart: boolean): readonly Sense[] {
  const found = new Map<string, Sense>();
  for (const { sense } of patterns.filter(isWord)) {
    const known = found.get(sense.id);
    if (known !== undefined && known.needs <= sense.needs) continue;
    if (isSpelt(sense, written, lettersApart)) found.set(sense.id, sense);
  }
  return [...found.values()];
}

/** The last part of a compound says what the thing is: the longest that the lexicon knows is taken. */
function lastPart(table: Patterns, form: string): readonly Pattern[] {
  for (let from = 3; from <= form.length - 4; from += 1) {
    const part = form.slice(from);
    const whole = wholeAt(table, part).filter(isWord);
    const open = openAt(table, part, 5).map((each) => each.filter(isWord));
    const longest = open.find((each) => each.length > 0) ?? [];
    if (whole.length + longest.length > 0) return [...whole, ...longest];
  }
  return [];
}

/** Brings the spellings of one Latin or Greek root together, and keeps its beginning. */
function cognateOf(form: string): string {
  return form
    .replaceAll('ph', 'f')
    .replaceAll('th', 't')
    .replaceAll('qu', 'c')
    .replace(/[kz]/g, 'c')
    .replaceAll('y', 'i')
    .replaceAll('w', 'v')
    .replace(/(.)\1/g, '$1')
    .slice(0, 6);
}
