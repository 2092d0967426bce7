import type { Cases } from './cases.ts';
import { hashNext, hashOf, hashPair } from './hash.ts';
import { isHelper } from './lexicon.ts';
import { isName } from './names.ts';
import { numberOf } from './numbers.ts';
import { goingOn, type Pattern, type Sense } from './patterns.ts';
import {
  addRow,
  COGNATE,
  CONCEPT,
  FIGURE,
  makeRows,
  NAME,
  PAIR,
  PLACE,
  type Row,
  type Rows,
  type Said,
  STEM,
  TAIL,
  unitOf,
} from './rows.ts';
import { endOfPart, type Scan, textAfter, textOf, wordOf } from './scan.ts';
import { ADJOINING, ALL_CAPITALS, CAPITAL, IN_TITLE } from './tokens.ts';
import type { Word } from './vocabulary.ts';

/** What a text says: rows of features, and the number of words (units) they belong to. */
export interface Analysis {
  /** ISO 639-1. */
  readonly lang: string;
  readonly rows: readonly Row[];
  readonly units: number;
  readonly hasSummary: boolean;
}

/** The weight of a word behind the headline. */
export const SUMMARY_WEIGHT = 0.7;

/** Takes what was scanned apart into features. The answer shares nothing with `scan`. */
export function analyse(scan: Scan, cases: Cases): Analysis {
  const rows = makeRows();
  let before: Word | undefined;
  let runFrom = -1;
  for (let index = 0; index < scan.tokens.count; index += 1) {
    if (index === scan.titleCount || index === scan.addressFrom) before = undefined;
    const word = wordOf(scan, index);
    if (word === undefined) {
      if (index < scan.addressFrom) addFigure(rows, scan, index);
      before = undefined;
      runFrom = -1;
      continue;
    }
    const named = isName(scan, cases, index);
    const joins = named && runFrom >= 0 && index !== scan.titleCount && (flagsAt(scan, index) & ADJOINING) !== 0;
    if (joins) addRun(rows, scan, runFrom, index);
    else runFrom = named ? index : -1;
    addWord(rows, scan, index, word, named, before);
    if (!word.stop || named) before = word;
  }
  return { lang: scan.lang, rows: rows.list, units: rows.units, hasSummary: scan.addressFrom > scan.titleCount };
}

const flagsAt = (scan: Scan, index: number): number => scan.tokens.flags[index] ?? 0;

function addWord(rows: Rows, scan: Scan, index: number, word: Word, named: boolean, before: Word | undefined): void {
  const counts = !word.stop || named;
  if (!counts && word.phrases.all.length === 0 && word.senses.length === 0) return;
  const unit = unitOf(rows, word.stemFeature);
  if (counts) {
    const row = rowAt(scan, index, index, unit, named);
    addRow(rows, word.stemFeature, STEM, row);
    if (word.cognate !== 0) addRow(rows, word.cognate, COGNATE, row);
    if (word.tail !== 0) addRow(rows, word.tail, TAIL, row);
    if (before !== undefined) addRow(rows, pairFeature(before, word), PAIR, row);
  }
  for (const sense of word.senses) {
    if (!(named && isLastName(scan, index, sense))) addSense(rows, scan, sense, index, index, unit);
  }
  for (const { sense, rest } of phrasesAt(scan, index, word)) {
    addSense(rows, scan, sense, index, index + rest.length, unit);
  }
}

/** Whether a word that means a place is a person's last name; demonyms hardly are: `Hoogste Amerikaanse rechters`. */
export function isLastName(scan: Scan, index: number, sense: Sense): boolean {
  return sense.isPlace && !sense.isOpen && isBehindName(scan, index);
}

/** Behind another capital that means nothing itself, a place's name is likely a person's: `Jane Ireland`. */
function isBehindName(scan: Scan, index: number): boolean {
  const before = wordOf(scan, index - 1);
  if (scan.titleCased || before === undefined || before.stop || before.senses.length > 0) return false;
  const flags = flagsAt(scan, index);
  return (flags & ADJOINING) !== 0 && (flags & ALL_CAPITALS) === 0 && (flagsAt(scan, index - 1) & CAPITAL) !== 0;
}

/** The feature of two content words that stand beside each other, stop words between them left out. */
export const pairFeature = (before: Word, word: Word): number => hashPair(before.stemFeature, word.stemFeature);

function rowAt(scan: Scan, from: number, to: number, unit: number, named: boolean): Said {
  const flags = flagsAt(scan, from);
  const inTitle = (flags & IN_TITLE) !== 0;
  const capital = (flags & CAPITAL) === 0 ? 0 : 1;
  return {
    weight: inTitle ? 1 : SUMMARY_WEIGHT,
    inTitle,
    text: textOf(scan, from, to),
    capital: named ? 2 : capital,
    unit,
  };
}

function addRun(rows: Rows, scan: Scan, from: number, to: number): void {
  let hash = hashOf('n:');
  for (let at = from; at <= to; at += 1) hash = hashNext(hash, scan.tokens.hash[at] ?? 0);
  const unit = unitOf(rows, wordOf(scan, to)?.stemFeature ?? 0);
  addRow(rows, hash, NAME, rowAt(scan, from, to, unit, true));
}

const NO_PHRASES: readonly Pattern[] = [];

/**
 * The phrases of a token's word that stand whole where it stands. Hardly any does, and the next token's hash is at hand to
 * tell so: the words themselves lie far apart in memory.
 */
export function phrasesAt(scan: Scan, index: number, { phrases }: Word): readonly Pattern[] {
  if (phrases.all.length === 0 || index + 1 >= endOfPart(scan, index)) return NO_PHRASES;
  const possible = goingOn(phrases, scan.tokens.hash[index + 1] ?? 0);
  return possible.length === 0 ? NO_PHRASES : possible.filter((phrase) => follows(scan, index, phrase));
}

/** Whether the rest of a phrase stands behind a token, in the same part of the text. */
function follows(scan: Scan, index: number, phrase: Pattern): boolean {
  const end = endOfPart(scan, index);
  if (index + phrase.rest.length >= end) return false;
  for (let offset = 0; offset < phrase.rest.length; offset += 1) {
    const part = phrase.rest[offset];
    if (part === undefined) return false;
    // Figures have no word in the vocabulary: `menores de 16`.
    const form = wordOf(scan, index + 1 + offset)?.form ?? textOf(scan, index + 1 + offset);
    if (part.open ? !form.startsWith(part.form) : form !== part.form) return false;
  }
  return true;
}

function addSense(rows: Rows, scan: Scan, sense: Sense, from: number, to: number, unit: number): void {
  if ((flagsAt(scan, from) & sense.needs) !== sense.needs || isHelper(sense.id)) return;
  const row = rowAt(scan, from, to, unit, false);
  addRow(rows, sense.feature, sense.isPlace ? PLACE : CONCEPT, row, sense.id);
}

/** The feature of a figure in its normal form. */
export const figureFeature = (figure: string): number => hashOf(`#:${figure}`);

function addFigure(rows: Rows, scan: Scan, index: number): void {
  const figure = numberOf(textOf(scan, index), textAfter(scan, index));
  if (figure === undefined) return;
  const feature = figureFeature(figure);
  addRow(rows, feature, FIGURE, rowAt(scan, index, index, unitOf(rows, feature), false), figure);
}
