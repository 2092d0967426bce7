import { clearKeys, type KeyTable, makeKeyTable, numberOfKey, setKey } from './key-table.ts';

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

/** What the rows of one word or phrase share. */
export type Said = Omit<Row, 'feature' | 'kind' | 'id'>;

/** Rows by feature, each once at its greatest weight; a number of words that they belong to. */
export interface Rows {
  readonly byFeature: KeyTable;
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

/** Most texts have fewer rows. */
const USUAL_ROWS = 1 << 7;
let byFeature = makeKeyTable(USUAL_ROWS);

/** No rows yet. Those made before can be read, but not added to any more. */
export function makeRows(): Rows {
  if (byFeature.count > USUAL_ROWS) byFeature = makeKeyTable(USUAL_ROWS);
  else clearKeys(byFeature);
  return { byFeature, list: [], units: 0 };
}

const rowOf = ({ byFeature, list }: Rows, feature: number): MutableRow | undefined => {
  const at = numberOfKey(byFeature, feature);
  return at < 0 ? undefined : list[at];
};

/** Adds what a word stands for; a feature that is there already keeps its first place and the greater weight. */
export function addRow(rows: Rows, feature: number, kind: number, said: Said, id = ''): void {
  const { weight, inTitle, text, capital, unit } = said;
  const known = rowOf(rows, feature);
  if (known === undefined) {
    setKey(rows.byFeature, feature, rows.list.length);
    rows.list.push({ feature, kind, weight, inTitle, text, id, capital, unit });
    return;
  }
  if (weight > known.weight) known.weight = weight;
  if (capital > known.capital) known.capital = capital;
}

/** The unit that a word's stem has, or a new one. */
export function unitOf(rows: Rows, stemFeature: number): number {
  const known = rowOf(rows, stemFeature);
  if (known !== undefined) return known.unit;
  rows.units += 1;
  return rows.units - 1;
}
