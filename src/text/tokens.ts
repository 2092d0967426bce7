import { codeOf, DIGIT, IDEOGRAPH, isPlainLetter, kindOf, LOWER, MARK, OTHER, UPPER } from './fold.ts';
import { endOfNumber, hashOfNumber } from './digit-groups.ts';
import { EMPTY_HASH, hashNext } from './hash.ts';

/** What is noted of a token beside its letters. */
export const CAPITAL = 1;
/** Two letters or more, all of them capitals. */
export const ALL_CAPITALS = 2;
/** The first word of a sentence, a quotation or a line, where a capital says nothing. */
export const STARTS = 4;
export const NUMBER = 8;
/** Tied to the word before by a hyphen. */
export const HYPHENED = 16;
export const SINGLE_LETTER = 32;
/** In the headline. */
export const IN_TITLE = 64;
/** Follows the word before with nothing but a blank between. */
export const ADJOINING = 128;

/** More tokens than this are not read: the news is said by then, and a hostile text ends somewhere. */
export const MAX_TOKENS = 400;
const MAX_CODES = 6_000;
const LAST_PLAIN = 127;
const FIRST_DIGIT = 48;
const LAST_DIGIT = 57;
const FIRST_LARGE = 65;
const LAST_LARGE = 90;
const TO_SMALL = 32;
/** Where no word was read; one ends behind the text's first letter. */
const NO_WORD = 0;

/** The words of a text, as columns; reused from text to text, so that reading one leaves nothing behind. */
export interface Tokens {
  count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Of the folded letters. */
  readonly hash: Int32Array;
  /** Of the letters that folding changes; 0 where there are none. Tells `país` from `pais`. */
  readonly accents: Int32Array;
  readonly flags: Uint8Array;
}

/** Room for the tokens of one text. */
export function makeTokens(): Tokens {
  return {
    count: 0,
    start: new Int32Array(MAX_TOKENS),
    end: new Int32Array(MAX_TOKENS),
    hash: new Int32Array(MAX_TOKENS),
    accents: new Int32Array(MAX_TOKENS),
    flags: new Uint8Array(MAX_TOKENS),
  };
}

const CODE = { point: 46, apostrophe: 39, quoteRight: 0x2019, hyphen: 45, hyphenNoBreak: 0x2011, blank: 32 };
const ENDS = new Set([
  46, 33, 63, 58, 59, 0x2026, 0xab, 0x201c, 0x201e, 34, 0x2013, 0x2014, 124, 10, 0xbf, 0xa1, 0x2022, 40,
]);

/**
 * Splits a text, from one place up to another, into words in one pass and adds them to `tokens`, each with `extra` among
 * its flags. Linear.
 */
export function addTokens(tokens: Tokens, text: string, extra: number, from = 0, end = text.length): void {
  const length = Math.min(end, from + MAX_CODES);
  let starts = STARTS;
  let hyphen = 0;
  let adjoining = 0;
  let gap = 0;
  for (let at = from; at < length && tokens.count < MAX_TOKENS; ) {
    const code = text.charCodeAt(at);
    // Most words are parted by one blank and nothing else.
    if (code === CODE.blank) {
      gap += 1;
      hyphen = 0;
      adjoining = gap === 1 ? ADJOINING : 0;
      at += 1;
      continue;
    }
    let next = addPlainWord(tokens, text, at, length, code, extra | starts | hyphen | adjoining);
    if (next === NO_WORD) {
      const kind = kindOf(code);
      if (kind === OTHER || kind === MARK) {
        if (ENDS.has(code)) starts = STARTS;
        gap += 1;
        hyphen = gap === 1 && (code === CODE.hyphen || code === CODE.hyphenNoBreak) ? HYPHENED : 0;
        adjoining = hyphen > 0 ? ADJOINING : 0;
        at += 1;
        continue;
      }
      next = kind === DIGIT ? addNumber(tokens, text, at, length, end) : addWord(tokens, text, at, length, kind);
      if (next < 0) {
        at = -next;
        gap = 2;
        adjoining = 0;
        continue;
      }
      tokens.flags[tokens.count] = (tokens.flags[tokens.count] ?? 0) | extra | starts | hyphen | adjoining;
    }
    tokens.count += 1;
    starts = 0;
    hyphen = 0;
    adjoining = 0;
    gap = 0;
    at = next;
  }
}

/**
 * Reads a word of two plain letters or more, small but for the first one; returns where it ends, or NO_WORD where it is
 * none. Most words are such, and need nothing looked up.
 */
function addPlainWord(
  tokens: Tokens,
  text: string,
  from: number,
  length: number,
  first: number,
  flags: number,
): number {
  const isCapital = first >= FIRST_LARGE && first <= LAST_LARGE;
  if (!isCapital && !isPlainLetter(first)) return NO_WORD;
  // Capitals and small letters differ by one bit.
  let hash = hashNext(EMPTY_HASH, first | TO_SMALL);
  let at = from + 1;
  let code = CODE.blank;
  for (; at < length; at += 1) {
    code = text.charCodeAt(at);
    if (!isPlainLetter(code)) break;
    hash = hashNext(hash, code);
  }
  if (at - from < 2 || (at < length && mayGoOn(code))) return NO_WORD;
  const index = tokens.count;
  tokens.start[index] = from;
  tokens.end[index] = at;
  tokens.hash[index] = hash;
  tokens.accents[index] = 0;
  tokens.flags[index] = isCapital ? flags | CAPITAL : flags;
  return at;
}

/** Whether a word that begins with plain letters may go on with this: a capital, a figure, an accent. */
const mayGoOn = (code: number): boolean =>
  code > LAST_PLAIN || (code >= FIRST_LARGE && code <= LAST_LARGE) || (code >= FIRST_DIGIT && code <= LAST_DIGIT);

/** Reads a word; returns where it ends, or that place negated where it is only the letter beside an apostrophe. */
function addWord(tokens: Tokens, text: string, from: number, length: number, first: number): number {
  let hash = EMPTY_HASH;
  let accents = 0;
  let at = from;
  let letters = 0;
  let capitals = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    // Most letters are these, which fold to themselves.
    if (isPlainLetter(code)) {
      hash = hashNext(hash, code);
      letters += 1;
      at += 1;
      continue;
    }
    const both = codeOf(code);
    const kind = both & 0xff;
    if (kind === LOWER) {
      hash = hashNext(hash, both >>> 8);
      letters += 1;
      if (code > LAST_PLAIN) accents = hashNext(accents, code);
    } else if (kind === UPPER || kind === DIGIT) {
      hash = hashNext(hash, both >>> 8);
      letters += 1;
      if (kind === UPPER) capitals += 1;
      if (code > LAST_PLAIN) accents = hashNext(accents, text.charAt(at).toLowerCase().charCodeAt(0));
    } else if (kind === IDEOGRAPH && at === from) {
      hash = hashNext(hash, code);
      at += 1;
      letters = 2;
      break;
    } else if (kind !== MARK && !isInitialPoint(text, at, letters, capitals)) break;
    at += 1;
  }
  const index = tokens.count;
  if (letters === 1 && (isApostrophe(text, from - 1) || isApostrophe(text, at))) return -at;
  tokens.start[index] = from;
  tokens.end[index] = at;
  tokens.hash[index] = hash;
  tokens.accents[index] = accents;
  tokens.flags[index] =
    (first === UPPER ? CAPITAL : 0) |
    (capitals === letters && letters > 1 ? ALL_CAPITALS : 0) |
    (letters === 1 ? SINGLE_LETTER : 0);
  return at;
}

/** The point inside "U.S." or "EE.UU.": capitals before it, and a capital right behind. */
function isInitialPoint(text: string, at: number, letters: number, capitals: number): boolean {
  if (text.charCodeAt(at) !== CODE.point || letters > 4 || capitals !== letters) return false;
  return at + 1 < text.length && kindOf(text.charCodeAt(at + 1)) === UPPER;
}

function isApostrophe(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  return code === CODE.apostrophe || code === CODE.quoteRight;
}

function addNumber(tokens: Tokens, text: string, from: number, length: number, end: number): number {
  const index = tokens.count;
  const to = endOfNumber(text, from, length, end);
  tokens.start[index] = from;
  tokens.end[index] = to;
  tokens.hash[index] = hashOfNumber(text, from, to);
  tokens.flags[index] = NUMBER;
  return to;
}
