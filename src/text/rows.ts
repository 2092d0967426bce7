/** The kinds of features that a text is compared by. */
export const STEM = 1;
/** Neighbouring capitals as one name. */
export const NAME = 2;
export const CONCEPT = 3;
export const PLACE = 4;
/** The beginning that words of one root share across languages. */
export const COGNATE = 5;
export const FIGURE = 6;
/** Two content words beside each other. */
export const PAIR = 7;
/** The ending that compounds share. */
export const TAIL = 8;

/** What one word or phrase of a text stands for. */
export interface Row {
  readonly feature: number;
  readonly kind: number;
  /** 1 in the headline, less behind it. */
  readonly weight: number;
  readonly inTitle: boolean;
  /** As written. */
  readonly text: string;
  /** The id of a concept or place, the normal form of a figure; empty for others. */
  readonly id: string;
  /** 0 small, 1 with a capital, 2 as a name. */
  readonly capital: number;
  /** The word that this row says something about; rows of one word share it. */
  readonly unit: number;
}

/** Rows by feature, each once at its greatest weight; a number of words that they belong to. */
export interface Rows {
  readonly byFeature: Map<number, number>;
  readonly list: MutableRow[];
  units: number;
}

interface MutableRow {
  feature: number;
  kind: number;
  weight: number;
  inTitle: boolean;
  text: string;
  id: string;
  capital: number;
  unit: number;
}

export function makeRows(): Rows {
  return { byFeature: new Map(), list: [], units: 0 };
}

/** Adds what a word stands for; a feature that is there already keeps its first place and the greater weight. */
export function addRow(rows: Rows, row: Row): void {
  const at = rows.byFeature.get(row.feature);
  const known = at === undefined ? undefined : rows.list[at];
  if (known === undefined) {
    rows.byFeature.set(row.feature, rows.list.length);
    rows.list.push({ ...row });
    return;
  }
  if (row.weight > known.weight) known.weight = row.weight;
  if (row.capital > known.capital) known.capital = row.capital;
}

/** The unit that a word's stem has, or a new one. */
export function unitOf(rows: Rows, stemFeature: number): number {
  const at = rows.byFeature.get(stemFeature);
  const known = at === undefined ? undefined : rows.list[at];
  if (known !== undefined) return known.unit;
  rows.units += 1;
  return rows.units - 1;
}
