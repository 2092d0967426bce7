import { addTokens, CAPITAL, IN_TITLE, makeTokens, MAX_TOKENS, NUMBER, type Tokens } from './tokens.ts';
import { hashPair } from './hash.ts';
import { numberIn } from './key-table.ts';
import { type Page, SAYS_NOTHING } from './page.ts';
import { languageKey, numberOfWord, pageFor, type Vocabulary, type Word } from './vocabulary.ts';

/** A part of a text, from one place up to another. */
export interface Excerpt {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** No text. */
export const NOTHING: Excerpt = { text: '', from: 0, to: 0 };

/** The tokens of one headline, its summary and what its address says, with the words that they are. Reused from text to text. */
export interface Scan {
  readonly vocabulary: Vocabulary;
  readonly tokens: Tokens;
  /** The page of the vocabulary that the words stand on. */
  page: Page;
  /** By token: the number of its word in the page; -1 for figures. Entries behind `tokens.count` are of an earlier text. */
  readonly numbers: Int32Array;
  title: string;
  summary: string;
  /** Where the words of the item's address stand; each counts as written with a capital, which makes no name there. */
  address: Excerpt;
  lang: string;
  /** Of the language `lang`. */
  langKey: number;
  /** How many tokens the headline has; the summary's come after. */
  titleCount: number;
  /** From which token on they are the address's. */
  addressFrom: number;
  /** The headline writes most words with a capital: there a capital makes no name. */
  titleCased: boolean;
}

/** An empty scan; what it reads, it reads by the vocabulary's lexicon. */
export function makeScan(vocabulary: Vocabulary): Scan {
  return {
    vocabulary,
    tokens: makeTokens(),
    page: vocabulary.page,
    numbers: new Int32Array(MAX_TOKENS),
    title: '',
    summary: '',
    address: NOTHING,
    lang: '',
    langKey: languageKey(''),
    titleCount: 0,
    addressFrom: 0,
    titleCased: false,
  };
}

/** Reads a headline, a summary and the words of an address into `scan`: the cheap first pass that every item goes through. Linear. */
export function scanText(scan: Scan, title: string, summary: string, lang: string, address = NOTHING): void {
  const { tokens } = scan;
  tokens.count = 0;
  addTokens(tokens, title, IN_TITLE);
  scan.titleCount = tokens.count;
  addTokens(tokens, summary, 0);
  scan.addressFrom = tokens.count;
  // Names of places are written with capitals, which addresses do not write.
  addTokens(tokens, address.text, CAPITAL, address.from, address.to);
  scan.title = title;
  scan.summary = summary;
  scan.address = address;
  if (lang !== scan.lang) {
    scan.lang = lang;
    scan.langKey = languageKey(lang);
  }
  scan.page = pageFor(scan.vocabulary, tokens.count);
  findNumbers(scan);
  numberPart(scan, title, 0, scan.titleCount);
  numberPart(scan, summary, scan.titleCount, scan.addressFrom);
  numberPart(scan, address.text, scan.addressFrom, tokens.count);
  scan.titleCased = isTitleCased(scan);
}

/** Numbers the words that were met before, as most were; -1 for all else. */
function findNumbers({ tokens, numbers, langKey, page }: Scan): void {
  const { hash, accents, count } = tokens;
  const { cells } = page.numbers;
  for (let index = 0; index < count; index += 1) {
    numbers[index] = numberIn(cells, hashPair(langKey, (hash[index] ?? 0) ^ (accents[index] ?? 0)));
  }
}

/** Numbers the words of one part of the text, from one token up to another. */
function numberPart(
  { vocabulary, tokens, numbers, lang, langKey }: Scan,
  text: string,
  from: number,
  to: number,
): void {
  const { hash, accents, flags, start, end } = tokens;
  for (let index = from; index < to; index += 1) {
    if (((flags[index] ?? 0) & NUMBER) !== 0) {
      numbers[index] = -1;
      continue;
    }
    if ((numbers[index] ?? -1) >= 0) continue;
    const key = (hash[index] ?? 0) ^ (accents[index] ?? 0);
    numbers[index] = numberOfWord(vocabulary, lang, langKey, key, text, start[index] ?? 0, end[index] ?? 0);
  }
}

/** The word that a token is; undefined for a figure and outside the text. */
export function wordOf(scan: Scan, index: number): Word | undefined {
  const number = index < scan.tokens.count ? (scan.numbers[index] ?? -1) : -1;
  return number < 0 ? undefined : scan.page.words[number];
}

/** The words of all tokens. */
export function wordsOf(scan: Scan): readonly (Word | undefined)[] {
  return Array.from({ length: scan.tokens.count }, (_, index) => wordOf(scan, index));
}

function isTitleCased(scan: Scan): boolean {
  let counted = 0;
  let capitals = 0;
  for (let index = 1; index < scan.titleCount; index += 1) {
    const flags = scan.tokens.flags[index] ?? 0;
    const number = scan.numbers[index] ?? -1;
    if (number < 0 || ((scan.page.marks[number] ?? 0) & SAYS_NOTHING) !== 0) continue;
    counted += 1;
    if ((flags & CAPITAL) !== 0) capitals += 1;
  }
  return counted >= 4 && capitals >= counted * 0.75;
}

/** The text from one token to another of the same part, as written. */
export function textOf(scan: Scan, from: number, to = from): string {
  return partOf(scan, from).slice(scan.tokens.start[from], scan.tokens.end[to]);
}

/** What stands behind a token, up to the next one or the end of its part. */
export function gapAfter(scan: Scan, at: number): string {
  const text = partOf(scan, at);
  const isLast = at + 1 === endOfPart(scan, at);
  const end = at < scan.addressFrom ? text.length : scan.address.to;
  return text.slice(scan.tokens.end[at], isLast ? end : scan.tokens.start[at + 1]);
}

/** Up to 30 characters behind a token: a figure's magnitude stands there. */
export function textAfter(scan: Scan, at: number): string {
  const end = scan.tokens.end[at] ?? 0;
  return partOf(scan, at).slice(end, end + 30);
}

/** The token behind the last one of the part of the text in which a token stands. */
export function endOfPart(scan: Scan, at: number): number {
  if (at < scan.titleCount) return scan.titleCount;
  return at < scan.addressFrom ? scan.addressFrom : scan.tokens.count;
}

function partOf(scan: Scan, at: number): string {
  if (at < scan.titleCount) return scan.title;
  return at < scan.addressFrom ? scan.summary : scan.address.text;
}
