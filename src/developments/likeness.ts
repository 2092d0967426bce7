import { type FeedItem, instantOf } from '../feeds/item.ts';
import { byKind, type Kind, type Taken, type Weights } from './weights.ts';

/** How much two items share, kind by kind; each from 0 to 1 or a little above. */
export interface Likeness {
  /** 0 across languages. */
  readonly titleWords: number;
  /** Each word counting the same. 0 across languages, and where an address keeps no headline. */
  readonly addressWords: number;
  readonly concepts: number;
  readonly names: number;
  readonly places: number;
  readonly numbers: number;
  /** 1 where both name places, and none in common. */
  readonly otherPlaces: number;
  readonly otherNames: number;
  /** The headlines say what an item is about; the text behind them names other places too. */
  readonly titlePlaces: number;
  readonly otherTitlePlaces: number;
}

/** An item ready to be compared. */
export interface Sighting {
  readonly item: FeedItem;
  readonly taken: Taken;
}

/** Numbers count by what they tell, not by their share: one rare figure in common says much. */
const FULL_NUMBERS = 4;

/** How two sightings compare. */
export interface Comparison {
  readonly likeness: Likeness;
  /**
   * How much of both is said alike: the cosine over words, acts, names, figures and places together.
   * Across languages words count by their beginnings only, so that a translation reaches about half of a copy's figure.
   */
  readonly whole: number;
  readonly sameLang: boolean;
  /** How many content words both have; across languages how many beginnings of words, acts, names, figures and places. */
  readonly inCommon: number;
  /** Both are of one publisher. */
  readonly sameHouse: boolean;
  /** From one to the other, in milliseconds; 0 and above. */
  readonly apartMs: number;
}

/** Compares two sightings of one story. Symmetric. Cost: linear in their words. */
export function compare(a: Sighting, b: Sighting, weights: Weights): Comparison {
  const shared = byKind((kind) => sharedIn(a.taken.tokens[kind], b.taken.tokens[kind], weights[kind]));
  const sameLang = a.taken.prepared.lang === b.taken.prepared.lang;
  const contradicts = (kind: Kind): number =>
    shared[kind].common === 0 && a.taken.tokens[kind].size > 0 && b.taken.tokens[kind].size > 0 ? 1 : 0;
  const likeness: Likeness = {
    titleWords: sameLang ? cosine(shared.titleWords) : 0,
    addressWords: sameLang ? shareOf(a.taken.tokens.addressWords, b.taken.tokens.addressWords) : 0,
    concepts: cosine(shared.concepts),
    names: cosine(shared.names),
    places: cosine(shared.places),
    numbers: Math.sqrt(shared.numbers.common) / FULL_NUMBERS,
    otherPlaces: contradicts('places'),
    otherNames: contradicts('names'),
    titlePlaces: cosine(shared.titlePlaces),
    otherTitlePlaces: contradicts('titlePlaces'),
  };
  const kinds: readonly Kind[] = [sameLang ? 'words' : 'cognates', 'concepts', 'names', 'numbers', 'places'];
  return {
    likeness,
    whole: cosine(sumOf(kinds.map((kind) => shared[kind]))),
    sameLang,
    inCommon: (sameLang ? (['words'] as const) : kinds).reduce(
      (count, kind) => count + countCommon(a.taken.tokens[kind], b.taken.tokens[kind]),
      0,
    ),
    sameHouse: a.taken.house === b.taken.house,
    apartMs: Math.abs(instantOf(a.item) - instantOf(b.item)),
  };
}

interface Shared {
  readonly common: number;
  readonly left: number;
  readonly right: number;
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

/** By number, each word counting the same. */
function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size > 0 && b.size > 0 ? countCommon(a, b) / Math.sqrt(a.size * b.size) : 0;
}

function countCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const word of a) if (b.has(word)) count += 1;
  return count;
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
