import type { Prepared, Reader } from '../text/prepared.ts';

/** What a text holds that can be compared, by kind. */
export const KINDS = ['words', 'titleWords', 'cognates', 'concepts', 'names', 'places', 'numbers'] as const;

export type Kind = (typeof KINDS)[number];

/** A prepared text, taken apart once for many comparisons. */
export interface Taken {
  readonly prepared: Prepared;
  readonly tokens: Readonly<Record<Kind, ReadonlySet<string>>>;
}

/** How much each token tells in its story, squared: what every report says tells nothing about one of its events. */
export type Weights = Readonly<Record<Kind, ReadonlyMap<string, number>>>;

/** Words of one root share their beginning across languages (Simard, Foster, Isabelle 1992 used four letters). */
const COGNATE_LETTERS = 5;

/** A prepared text stays as it is, so it is taken apart only once while it is at hand. */
const known = new WeakMap<Prepared, Taken>();

/** Takes a prepared text apart. Names are compared by their words: `anneke visser` and `visser` share one. */
export function take(prepared: Prepared): Taken {
  const before = known.get(prepared);
  if (before !== undefined) return before;
  const cognates = [...prepared.stems]
    .filter((stem) => stem.length >= COGNATE_LETTERS)
    .map((stem) => stem.slice(0, COGNATE_LETTERS));
  const names = [...prepared.names].flatMap((name) => name.split(' ')).filter((word) => word.length > 1);
  const taken: Taken = {
    prepared,
    tokens: {
      words: prepared.stems,
      titleWords: prepared.titleStems,
      cognates: new Set(cognates),
      concepts: prepared.concepts,
      names: new Set(names),
      places: prepared.places,
      numbers: prepared.numbers,
    },
  };
  known.set(prepared, taken);
  return taken;
}

/**
 * Weighs the tokens of these texts by their rarity among them (inverse document frequency, Spärck Jones 1972),
 * words also by their rarity in the whole stream. Tokens of other texts have no weight.
 */
export function weighBy(texts: readonly Taken[], reader: Reader): Weights {
  const weights = {
    words: new Map<string, number>(),
    titleWords: new Map<string, number>(),
    cognates: new Map<string, number>(),
    concepts: new Map<string, number>(),
    names: new Map<string, number>(),
    places: new Map<string, number>(),
    numbers: new Map<string, number>(),
  };
  for (const { tokens } of texts) {
    for (const kind of KINDS) {
      const counts = weights[kind];
      for (const token of tokens[kind]) counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  for (const kind of KINDS) {
    const isWord = kind === 'words' || kind === 'titleWords';
    for (const [token, count] of weights[kind]) {
      const local = Math.log((texts.length + 2) / (count + 0.5));
      const weight = isWord ? local * (0.5 + 0.5 * reader.rarity(token)) : local;
      weights[kind].set(token, weight ** 2);
    }
  }
  return weights;
}
