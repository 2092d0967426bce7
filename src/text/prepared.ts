import type { FeedItem } from '../feeds/item.ts';

/** What an item's title and summary say, in a form that can be compared across items and languages. */
export interface Prepared {
  /** ISO 639-1 by which the words were stemmed. */
  readonly lang: string;
  /** Content words of title and summary, accents folded, stemmed; stop words left out. */
  readonly stems: ReadonlySet<string>;
  readonly titleStems: ReadonlySet<string>;
  readonly titlePlaces: ReadonlySet<string>;
  /** Names of persons, bodies, companies and products, folded: `elma saiz`, `meta`. */
  readonly names: ReadonlySet<string>;
  /** Ids of the lexicon's concepts: `prosecutor`, `announce`. */
  readonly concepts: ReadonlySet<string>;
  /** Ids of the lexicon's places: `ES`, `EU`. */
  readonly places: ReadonlySet<string>;
  /** Figures as digits without separators, with a magnitude where one is written: `16`, `1.8bn`, `20%`. */
  readonly numbers: ReadonlySet<string>;
}

/** Reads items by a lexicon and knows how rare words are in the stream. Preparing is cached for the items at hand. */
export interface Reader {
  prepare(item: FeedItem): Prepared;
  /** How much a stem tells, in [0, 1]: 0 in every item, 1 never seen before. */
  rarity(stem: string): number;
}
