import type { Prepared, Reader } from '../text/prepared.ts';

/** What a text holds that can be compared, by kind. */
export const KINDS = ['words', 'titleWords', 'cognates', 'concepts', 'names', 'places', 'numbers'] as const;

export type Kind = (typeof KINDS)[number];

/** A prepared text, taken apart once for many comparisons. */
export interface Taken {
  readonly prepared: Prepared;
  readonly tokens: Readonly<Record<Kind, ReadonlySet<string>>>;
}

/** How much a token tells in its story: what every report of the story says tells nothing about one of its events. */
export type Weigh = (kind: Kind, token: string) => number;

/** Words of one root share their beginning across languages (Simard, Foster, Isabelle 1992 used four letters). */
const COGNATE_LETTERS = 5;

/** Takes a prepared text apart. Names are compared by their words: `pedro sanchez` and `sanchez` share one. */
export function take(prepared: Prepared): Taken {
  const cognates = [...prepared.stems]
    .filter((stem) => stem.length >= COGNATE_LETTERS)
    .map((stem) => stem.slice(0, COGNATE_LETTERS));
  const names = [...prepared.names].flatMap((name) => name.split(' ')).filter((word) => word.length > 1);
  return {
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
}

/**
 * Weighs tokens by their rarity among the story's own texts (inverse document frequency, Spärck Jones 1972),
 * words also by their rarity in the whole stream.
 */
export function weighBy(texts: readonly Taken[], reader: Reader): Weigh {
  const counts = new Map<string, number>();
  for (const { tokens } of texts) {
    for (const kind of KINDS) {
      for (const token of tokens[kind]) {
        const key = `${kind} ${token}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return (kind, token) => {
    const local = Math.log((texts.length + 2) / ((counts.get(`${kind} ${token}`) ?? 0) + 0.5));
    return kind === 'words' || kind === 'titleWords' ? local * (0.5 + 0.5 * reader.rarity(token)) : local;
  };
}
