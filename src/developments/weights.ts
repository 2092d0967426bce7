import type { FeedItem } from '../feeds/item.ts';
import type { Prepared, Reader } from '../text/prepared.ts';
import { addressWords, houseOf } from '../feeds/address.ts';

/** What a text holds that can be compared, by kind. */
export const KINDS = [
  'words',
  'titleWords',
  'addressWords',
  'cognates',
  'concepts',
  'names',
  'places',
  'numbers',
  'titlePlaces',
] as const;

export type Kind = (typeof KINDS)[number];

/** Makes one of something for each kind. */
export function byKind<Value>(make: (kind: Kind) => Value): Record<Kind, Value> {
  return {
    words: make('words'),
    titleWords: make('titleWords'),
    addressWords: make('addressWords'),
    cognates: make('cognates'),
    concepts: make('concepts'),
    names: make('names'),
    places: make('places'),
    numbers: make('numbers'),
    titlePlaces: make('titlePlaces'),
  };
}

/** An item, taken apart once for many comparisons. */
export interface Taken {
  readonly prepared: Prepared;
  /** Its publisher. */
  readonly house: string;
  /** Of its text and of its address together. */
  readonly tokens: Readonly<Record<Kind, ReadonlySet<string>>>;
}

/** How much each token tells in its story, squared: what every report says tells nothing about one of its events. */
export type Weights = Readonly<Record<Kind, ReadonlyMap<string, number>>>;

/** Words of one root share their beginning across languages (Simard, Foster, Isabelle 1992 used four letters). */
const COGNATE_LETTERS = 5;

/** A prepared text stays as it is, so an item is taken apart only once while it is at hand. */
const known = new WeakMap<Prepared, Taken>();

/** Takes an item apart. Names are compared by their words: `anneke visser` and `visser` share one. */
export function take(item: FeedItem, reader: Reader): Taken {
  const prepared = reader.prepare(item);
  const before = known.get(prepared);
  if (before !== undefined) return before;
  const address = reader.prepare({ ...item, title: addressWords(item), summary: '' });
  const both = (pick: (each: Prepared) => ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...pick(prepared), ...pick(address)]);
  const words = both(({ stems }) => stems);
  const taken: Taken = {
    prepared,
    house: houseOf(item),
    tokens: {
      words,
      titleWords: prepared.titleStems,
      addressWords: address.stems,
      cognates: new Set([...words].filter((stem) => stem.length >= COGNATE_LETTERS).map(cognateOf)),
      concepts: both(({ concepts }) => concepts),
      names: new Set(
        [...both(({ names }) => names)].flatMap((name) => name.split(' ')).filter((word) => word.length > 1),
      ),
      places: both(({ places }) => places),
      numbers: prepared.numbers,
      titlePlaces: prepared.titlePlaces,
    },
  };
  known.set(prepared, taken);
  return taken;
}

const cognateOf = (stem: string): string => stem.slice(0, COGNATE_LETTERS);

/**
 * Weighs the tokens of these texts by their rarity among them (inverse document frequency, Spärck Jones 1972),
 * words also by their rarity in the whole stream. Tokens of other texts have no weight.
 */
export function weighBy(texts: readonly Taken[], reader: Reader): Weights {
  const weights = byKind(() => new Map<string, number>());
  for (const { tokens } of texts) {
    for (const kind of KINDS) {
      const counts = weights[kind];
      for (const token of tokens[kind]) counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  for (const kind of KINDS) {
    const isWord = kind === 'words' || kind === 'titleWords' || kind === 'addressWords';
    for (const [token, count] of weights[kind]) {
      const local = Math.log((texts.length + 2) / (count + 0.5));
      const weight = isWord ? local * (0.5 + 0.5 * reader.rarity(token)) : local;
      weights[kind].set(token, weight ** 2);
    }
  }
  return weights;
}
