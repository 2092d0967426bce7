import type { Analysis } from '../text/analysis.ts';
import { COGNATE, CONCEPT, FIGURE, NAME, PAIR, PLACE, type Row, STEM, TAIL } from '../text/rows.ts';
import { type Frequencies, rarityOfRow } from './frequencies.ts';

/** A text as weights of features, by which texts are compared. */
export interface Vector {
  readonly lang: string;
  readonly features: readonly number[];
  readonly weights: readonly number[];
  /** Its length among texts of its own language, and among others, where most words cannot match. */
  readonly norm: number;
  readonly crossNorm: number;
}

/** What a kind of feature weighs in a comparison. */
const KIND_WEIGHT: Readonly<Record<number, number>> = {
  [STEM]: 1,
  [NAME]: 0.6,
  [CONCEPT]: 0.5,
  [PLACE]: 0.5,
  [COGNATE]: 0.3,
  [FIGURE]: 0.6,
  [PAIR]: 0.4,
  [TAIL]: 0.15,
};
/** What counts in the length across languages: a word has a chance to be written alike only as a name. */
const CROSS_SHARE = 0.3;
const TELLS_NOTHING = 0.22;
const NAME_BONUS = 1.3;
/** A name of one letter is shared by too many things. */
const LETTER_SHARE = 0.4;

/** Weighs an analysed text by how rare its features are in the stream now. */
export function vectorOf(analysis: Analysis, frequencies: Frequencies): Vector {
  const count = analysis.rows.length;
  // Typed arrays of this size would each have memory apart, which takes longer to get and to give back.
  const features: number[] = [];
  const weights: number[] = [];
  let square = 0;
  let crossSquare = 0;
  for (let index = 0; index < count; index += 1) {
    const row = analysis.rows[index];
    if (row === undefined) continue;
    const rarity = rarityOfRow(frequencies, row);
    // What nearly every item says makes no two of them alike.
    const weight = rarity < TELLS_NOTHING ? 0 : weightOf(row, rarity);
    features.push(row.feature);
    weights.push(weight);
    square += weight * weight;
    const cross = canCross(row) ? weight : weight * CROSS_SHARE;
    crossSquare += cross * cross;
  }
  return {
    lang: analysis.lang,
    features,
    weights,
    norm: Math.sqrt(square) || 1,
    crossNorm: Math.sqrt(crossSquare) || 1,
  };
}

function weightOf(row: Row, rarity: number): number {
  const isLetter = row.kind === STEM && row.text.length === 1;
  const bonus = row.kind === STEM && row.capital === 2 ? NAME_BONUS : 1;
  return row.weight * (isLetter ? LETTER_SHARE : bonus) * (KIND_WEIGHT[row.kind] ?? 0) * rarity;
}

function canCross(row: Row): boolean {
  return row.capital === 2 || row.kind === CONCEPT || row.kind === PLACE || row.kind === FIGURE;
}
