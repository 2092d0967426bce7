import { type Cases, learnCases, makeCases } from '../text/cases.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Sense } from '../text/patterns.ts';
import { phrasesAt } from '../text/analysis.ts';
import { makeScan, type Scan, scanText, wordOf } from '../text/scan.ts';
import { vocabularyOf, type Vocabulary } from '../text/vocabulary.ts';
import { findNames, type NameRun } from './names.ts';
import type { Seed } from './story.ts';

/** One headline or paragraph of a seed, read. */
export interface Segment {
  readonly scan: Scan;
  readonly names: readonly NameRun[];
  /** What a word standing here weighs, from 0 to 1. */
  readonly weight: number;
  readonly isTitle: boolean;
  /** Between paragraphs. */
  readonly isHeading: boolean;
}

/** The seeds of a story, read word by word. */
export interface Reading {
  readonly segments: readonly Segment[];
  readonly vocabulary: Vocabulary;
  readonly cases: Cases;
  readonly lang: string;
}

const PARAGRAPH_WEIGHTS = [0.8, 0.35, 0.35, 0.25, 0.1, 0.1];
const REST_WEIGHT = 0.05;
const MAX_PARAGRAPHS = 30;
const MAX_HEADING = 100;

/** Reads seeds twice: first for which words are written as names, then for the names themselves. */
export function readSeeds(seeds: readonly Seed[], lexicon: Lexicon): Reading {
  const lang = seeds.find((seed) => seed.lang !== undefined)?.lang ?? 'en';
  const vocabulary = vocabularyOf(lexicon);
  const cases = makeCases();
  const scanned = seeds.flatMap((seed) => scanSeed(seed, vocabulary, seed.lang ?? lang));
  for (const { scan } of scanned) learnCases(cases, scan);
  const segments = scanned.map((part) => ({ ...part, names: findNames(part.scan, cases) }));
  return { segments, vocabulary, cases, lang };
}

function scanSeed(seed: Seed, vocabulary: Vocabulary, lang: string): readonly Omit<Segment, 'names'>[] {
  const scan = (title: string, text: string): Scan => {
    const into = makeScan(vocabulary);
    scanText(into, title, text, lang);
    return into;
  };
  const paragraphs = seed.paragraphs.slice(0, MAX_PARAGRAPHS).map((text, index) => ({
    // A heading between paragraphs is written as a headline is.
    scan: isHeading(text) ? scan(text, '') : scan('', text),
    weight: PARAGRAPH_WEIGHTS[index] ?? REST_WEIGHT,
    isTitle: false,
    isHeading: isHeading(text),
  }));
  // A seed without a headline has its news in its first paragraph.
  const first = paragraphs[0];
  if (seed.title === '' && first !== undefined)
    return [{ ...first, weight: 1, isHeading: false }, ...paragraphs.slice(1)];
  return [{ scan: scan(seed.title, ''), weight: 1, isTitle: true, isHeading: false }, ...paragraphs];
}

function isHeading(text: string): boolean {
  return text.length < MAX_HEADING && !/[.!?:;…]["”»']?$/.test(text);
}

/** A word or phrase of the lexicon where it stands in a scan. */
export interface SenseAt {
  readonly sense: Sense;
  readonly from: number;
  readonly to: number;
}

/** Every word and phrase of the lexicon in a scan, longest first at each place. */
export function sensesIn(scan: Scan): readonly SenseAt[] {
  const found: SenseAt[] = [];
  for (let at = 0; at < scan.tokens.count; at += 1) {
    const word = wordOf(scan, at);
    const flags = scan.tokens.flags[at] ?? 0;
    if (word === undefined) continue;
    for (const { sense, rest } of phrasesAt(scan, at, word)) {
      if ((flags & sense.needs) === sense.needs) found.push({ sense, from: at, to: at + rest.length });
    }
    for (const sense of word.senses) if ((flags & sense.needs) === sense.needs) found.push({ sense, from: at, to: at });
  }
  return found.sort((a, b) => a.from - b.from || b.to - a.to);
}
