import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { StrandId } from '../ids.ts';
import { DAY_MS } from '../time.ts';
import { KINDS, type Kind, type Taken, type Weights } from './weights.ts';

/** What speaks for or against two items being of one event; each from 0 to 1 or a little above. */
export const CLUES = [
  'words',
  'titleWords',
  'cognates',
  'concepts',
  'names',
  'places',
  'numbers',
  'otherPlaces',
  'otherNames',
  'near',
  'sameDay',
  'sameStrand',
] as const;

export type Clue = (typeof CLUES)[number];

export type Clues = Readonly<Record<Clue, number>>;

/** An item ready to be compared. */
export interface Sighting {
  readonly item: FeedItem;
  readonly taken: Taken;
  readonly strand: StrandId | undefined;
}

/** News of one event comes in a burst: after so many days closeness in time counts 1/e. */
const BURST_MS = 7 * DAY_MS;
/** Numbers count by what they tell, not by their share: one rare figure in common says much. */
const FULL_NUMBERS = 4;

/** How two sightings compare. */
export interface Comparison {
  readonly clues: Clues;
  /**
   * How much of both is said alike: the cosine over words, acts, names, figures and places together.
   * Across languages words count by their beginnings only, so that a translation reaches about half of a copy's figure.
   */
  readonly whole: number;
  readonly sameLang: boolean;
}

/** Compares two sightings of one story. Symmetric. Cost: linear in their words. */
export function compare(a: Sighting, b: Sighting, weights: Weights): Comparison {
  const shared = sharedOf(a.taken, b.taken, weights);
  const sameLang = a.taken.prepared.lang === b.taken.prepared.lang;
  const apartMs = Math.abs(instantOf(a.item) - instantOf(b.item));
  const contradicts = (kind: Kind): number =>
    shared[kind].common === 0 && a.taken.tokens[kind].size > 0 && b.taken.tokens[kind].size > 0 ? 1 : 0;
  const clues: Clues = {
    words: sameLang ? cosine(shared.words) : 0,
    titleWords: sameLang ? cosine(shared.titleWords) : 0,
    cognates: sameLang ? 0 : cosine(shared.cognates),
    concepts: cosine(shared.concepts),
    names: cosine(shared.names),
    places: cosine(shared.places),
    numbers: Math.sqrt(shared.numbers.common) / FULL_NUMBERS,
    otherPlaces: contradicts('places'),
    otherNames: contradicts('names'),
    near: Math.exp(-apartMs / BURST_MS),
    sameDay: apartMs < DAY_MS ? 1 : 0,
    sameStrand: a.strand !== undefined && a.strand === b.strand ? 1 : 0,
  };
  const kinds: readonly Kind[] = [sameLang ? 'words' : 'cognates', 'concepts', 'names', 'numbers', 'places'];
  return { clues, whole: cosine(sumOf(kinds.map((kind) => shared[kind]))), sameLang };
}

/** The clues that lie in what is said, rather than in when and where it is said. */
const CONTENT: readonly Clue[] = ['words', 'titleWords', 'cognates', 'concepts', 'names', 'numbers'];

/** The strongest of the clues that lie in what is said: 0 where two items share no word, name, act or figure. */
export function contentOf(clues: Clues): number {
  return Math.max(...CONTENT.map((clue) => clues[clue]));
}

interface Shared {
  readonly common: number;
  readonly left: number;
  readonly right: number;
}

function sharedOf(a: Taken, b: Taken, weights: Weights): Readonly<Record<Kind, Shared>> {
  const none: Shared = { common: 0, left: 0, right: 0 };
  const found = {
    words: none,
    titleWords: none,
    cognates: none,
    concepts: none,
    names: none,
    places: none,
    numbers: none,
  };
  for (const kind of KINDS) found[kind] = sharedIn(a.tokens[kind], b.tokens[kind], weights[kind]);
  return found;
}

function sharedIn(a: ReadonlySet<string>, b: ReadonlySet<string>, weights: ReadonlyMap<string, number>): Shared {
  if (a.size === 0 && b.size === 0) return { common: 0, left: 0, right: 0 };
  let common = 0;
  let left = 0;
  let right = 0;
  for (const token of a) {
    const weight = weights.get(token) ?? 0;
    left += weight;
    if (b.has(token)) common += weight;
  }
  for (const token of b) right += weights.get(token) ?? 0;
  return { common, left, right };
}

function sumOf(parts: readonly Shared[]): Shared {
  return {
    common: parts.reduce((sum, part) => sum + part.common, 0),
    left: parts.reduce((sum, part) => sum + part.left, 0),
    right: parts.reduce((sum, part) => sum + part.right, 0),
  };
}

function cosine({ common, left, right }: Shared): number {
  return left > 0 && right > 0 ? common / Math.sqrt(left * right) : 0;
}
