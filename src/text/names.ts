import { type Cases, caseOf } from './cases.ts';
import { isMeasure } from './numbers.ts';
import { gapAfter, type Scan, wordOf } from './scan.ts';
import { ADJOINING, ALL_CAPITALS, CAPITAL, IN_TITLE, SINGLE_LETTER, STARTS } from './tokens.ts';
import type { Word } from './vocabulary.ts';

const LONGEST_SHORT_NAME = 4;

/**
 * Whether a token is written as a name.
 * A capital says little at a sentence's start, in Title Case and in German: there the word must have been met as a
 * name elsewhere, or stand beside another capital without being a word of the lexicon.
 */
export function isName(scan: Scan, cases: Cases, index: number): boolean {
  const word = wordOf(scan, index);
  const flags = scan.tokens.flags[index] ?? 0;
  if (word === undefined || (flags & CAPITAL) === 0 || index >= scan.addressFrom) return false;
  const isCased = scan.titleCased && (flags & IN_TITLE) !== 0;
  if ((flags & SINGLE_LETTER) !== 0) return isLetterName(scan, cases, index, isCased);
  if ((flags & ALL_CAPITALS) !== 0 && !isCased) return !word.stop || word.form.length <= LONGEST_SHORT_NAME;
  // Elsewhere a measure is written small, and `Mila` is a person.
  if (word.stop || (scan.lang === 'de' && isMeasure(word.form))) return false;
  if ((flags & STARTS) === 0 && !isCased && scan.lang !== 'de') return true;
  const met = caseOf(cases, scan.tokens.hash[index] ?? 0);
  return met > 0 || (met === 0 && !isMatter(word) && isBesideCapital(scan, index));
}

/** `X` is a name inside a sentence; `A` and `I` are words, and the initial of `J. Smith` is part of one. */
function isLetterName(scan: Scan, cases: Cases, index: number, isCased: boolean): boolean {
  const word = wordOf(scan, index);
  const starts = ((scan.tokens.flags[index] ?? 0) & STARTS) !== 0;
  if (word === undefined || word.form === 'a' || word.form === 'i' || word.form === 'o' || word.form === 'e')
    return false;
  if (isInitial(scan, index)) return false;
  return (!starts && !isCased) || caseOf(cases, scan.tokens.hash[index] ?? 0) > 0;
}

/** `J.` before or after another name. */
function isInitial(scan: Scan, index: number): boolean {
  if (!gapAfter(scan, index).startsWith('.')) return false;
  const flags = scan.tokens.flags[index] ?? 0;
  return (flags & STARTS) !== 0 || ((flags & ADJOINING) !== 0 && ((scan.tokens.flags[index - 1] ?? 0) & CAPITAL) !== 0);
}

const isMatter = (word: Word): boolean => word.senses.some((sense) => !sense.isPlace);

function isBesideCapital(scan: Scan, index: number): boolean {
  return isNeighbour(scan, index, index + 1) || isNeighbour(scan, index - 1, index, index - 1);
}

function isNeighbour(scan: Scan, before: number, after: number, other = after): boolean {
  if (before < 0 || after >= scan.tokens.count) return false;
  const flags = scan.tokens.flags;
  const word = wordOf(scan, other);
  const both = (flags[before] ?? 0) & (flags[after] ?? 0) & CAPITAL;
  return both !== 0 && ((flags[after] ?? 0) & ADJOINING) !== 0 && word !== undefined && !word.stop && !isMatter(word);
}
