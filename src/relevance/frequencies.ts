import { HAS_SENSES, SAYS_NOTHING } from '../text/page.ts';
import { type Scan, wordOf } from '../text/scan.ts';
import { phrasesAt } from '../text/analysis.ts';
import { CONCEPT, PAIR, NAME, PLACE, type Row } from '../text/rows.ts';

/** In how many items each feature has occurred. Fixed size: features share slots by hash. */
export interface Frequencies {
  items: number;
  /** By slot: the count, and the item that was counted last, so that an item counts once. */
  readonly counts: Uint32Array;
}

const SLOTS = 1 << 18;
/** As if so many items had been read already: a stream's first items do not make every word rare or common. */
const PRIOR_ITEMS = 300;
const PRIOR_WORD = 0.5;
const PRIOR_MATTER = 6;

export function makeFrequencies(): Frequencies {
  return { items: 0, counts: new Uint32Array(SLOTS * 2) };
}

/** Counts the words, concepts and places of one item. */
export function countScan(frequencies: Frequencies, scan: Scan): void {
  const { stemFeatures, cognates, marks } = scan.page;
  frequencies.items += 1;
  for (let index = 0; index < scan.tokens.count; index += 1) {
    const number = scan.numbers[index] ?? -1;
    if (number < 0) continue;
    const mark = marks[number] ?? 0;
    if ((mark & SAYS_NOTHING) === 0) {
      count(frequencies, stemFeatures[number] ?? 0);
      const cognate = cognates[number] ?? 0;
      if (cognate !== 0) count(frequencies, cognate);
    }
    if ((mark & HAS_SENSES) !== 0) countSenses(frequencies, scan, index);
  }
}

function countSenses(frequencies: Frequencies, scan: Scan, index: number): void {
  const word = wordOf(scan, index);
  if (word === undefined) return;
  for (const sense of word.senses) count(frequencies, sense.feature);
  for (const { sense } of phrasesAt(scan, index, word)) count(frequencies, sense.feature);
}

function count(frequencies: Frequencies, feature: number): void {
  const slot = (feature & (SLOTS - 1)) * 2;
  if (frequencies.counts[slot + 1] === frequencies.items) return;
  frequencies.counts[slot + 1] = frequencies.items;
  frequencies.counts[slot] = (frequencies.counts[slot] ?? 0) + 1;
}

/** In how many items the feature has occurred. */
export function countOf(frequencies: Frequencies, feature: number): number {
  return frequencies.counts[(feature & (SLOTS - 1)) * 2] ?? 0;
}

/** What is likely of a story itself, left out of account where it is asked how rare a feature is elsewhere. */
export interface Own {
  /** By feature of the profile: in how many items that came near the story it occurred, each counted by its score. */
  readonly nearCounts: ReadonlyMap<number, number>;
  /** By feature: in how many follow-ups it occurred. */
  readonly counts: ReadonlyMap<number, number>;
  /** How many items came near the story, each counted by its score. */
  readonly nearCount: number;
}

/**
 * How much a feature tells, in [0, 1]: 0 in every item, 1 never seen before (inverse document frequency, scaled).
 * The more is read of a story (`own`), the commoner its words become, yet they tell no less. What is likely its own counts
 * in part: were it counted only once it is taken, a name would tell the less the more of its items were missed.
 */
export function rarityOf(frequencies: Frequencies, feature: number, kind: number, own?: Own): number {
  if (kind === PAIR || kind === NAME) return 1;
  const prior = kind === CONCEPT || kind === PLACE ? PRIOR_MATTER : PRIOR_WORD;
  const total = Math.max(0, frequencies.items - (own?.nearCount ?? 0)) + PRIOR_ITEMS;
  const count = Math.max(0, countOf(frequencies, feature) - (own === undefined ? 0 : ownCount(own, feature)));
  return Math.max(0, Math.log(total / (count + prior)) / mostOf(total));
}

const ownCount = ({ nearCounts, counts }: Own, feature: number): number =>
  nearCounts.get(feature) ?? counts.get(feature) ?? 0;

/** What was worked out last, for it is asked of one text's words in a row. */
let lastTotal = 0;
let lastMost = 0;

/** How much a word would tell that was never met among so many items, unscaled. */
function mostOf(total: number): number {
  if (total !== lastTotal) {
    lastTotal = total;
    lastMost = Math.log(total / PRIOR_WORD);
  }
  return lastMost;
}

export function rarityOfRow(frequencies: Frequencies, row: Row): number {
  return rarityOf(frequencies, row.feature, row.kind);
}
