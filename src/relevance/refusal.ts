import type { Analysis } from '../text/analysis.ts';
import { hashOf, hashPair } from '../text/hash.ts';
import { CONCEPT, FIGURE, PLACE, type Row, STEM } from '../text/rows.ts';
import { listed, percent, type Sight, similarityOf } from './measures.ts';
import type { Memory } from './memory.ts';
import { addNear, type Indexed, makeNearIndex, nearest, type NearIndex } from './nearest.ts';
import type { ItemReading } from './state.ts';
import type { Reason } from './verdict.ts';

/** What people took out of a story. */
export interface Refusals {
  readonly index: NearIndex;
  /** In how many of them a word occurred in a language, and in how many a name, a matter, a place or a figure in any. */
  readonly inLanguage: Map<number, number>;
  readonly anywhere: Map<number, number>;
}

const LIMIT = 200;

export function makeRefusals(): Refusals {
  return { index: makeNearIndex(LIMIT), inLanguage: new Map(), anywhere: new Map() };
}

export function addRefusal({ index, inLanguage, anywhere }: Refusals, text: Indexed): void {
  addNear(index, text);
  for (const row of text.analysis.rows) {
    if (!SAYING.has(row.kind)) continue;
    const key = keyIn(text.analysis, row);
    inLanguage.set(key, (inLanguage.get(key) ?? 0) + 1);
    if (crosses(row)) anywhere.set(row.feature, (anywhere.get(row.feature) ?? 0) + 1);
  }
}

/** The rows by which a refusal is told again; all others say the same once more. */
const SAYING: ReadonlySet<number> = new Set([STEM, CONCEPT, PLACE, FIGURE]);
const keyIn = ({ lang }: Analysis, { feature }: Row): number => hashPair(hashOf(lang), feature);
const crosses = ({ kind, capital }: Row): boolean => kind !== STEM || capital === 2;

/** In log-odds for an item that says nothing but what refused ones said; it falls with the square of that share. */
const SAID_WEIGHT = 80;
/**
 * In log-odds for a copy of a refused item: it is a person's word, and all that signals can say is not to outweigh it.
 * It falls so fast with the likeness that it hardly touches what is half alike.
 */
const COPY_WEIGHT = 16;
const COPY_POWER = 6;
const LEAST = 0.01;
const SHOWN = 3;

/** What people's refusals say against an item: that it says what they said and neither the profile nor follow-ups do, or that it is a copy. */
export function refusalOf(sight: Sight, { analysis, vector }: ItemReading): readonly Reason[] {
  const { item, memory, accepted } = sight;
  const [found] = nearest(memory.refusals.index, vector, item.id, 1);
  if (found === undefined) return [];
  const { share, words } = saidBefore(memory, analysis, vector.weights);
  const likeness = found.similarity > similarityOf(accepted) ? found.similarity : 0;
  const contribution = -SAID_WEIGHT * share ** 2 - COPY_WEIGHT * likeness ** COPY_POWER;
  if (contribution > -LEAST) return [];
  const title = `"${found.text.title}"`;
  const evidence =
    words.length === 0
      ? `${percent(found.similarity)} alike to ${title}, which people took out of the story`
      : `says ${listed(words, SHOWN)} like what people took out of the story, such as ${title}`;
  return [{ signal: 'refused', contribution, evidence }];
}

/** A word or phrase of an item. */
interface Unit {
  weight: number;
  /** A name, a matter, a place, a figure: any other word may stand in anything. */
  tells: boolean;
  isOwn: boolean;
  /** How far refused items say it, from 0 to 1. */
  refused: number;
  text: string;
}

const SMALL_WORD = 0.3;

/** The share of what an item says that refused items said and the story does not, from 0 to 1, and the words, weightiest first. */
function saidBefore(
  memory: Memory,
  analysis: Analysis,
  weights: readonly number[],
): { readonly share: number; readonly words: readonly string[] } {
  const units = new Map<number, Unit>();
  for (const [at, row] of analysis.rows.entries()) {
    if (!SAYING.has(row.kind)) continue;
    const unit = units.get(row.unit) ?? { weight: 0, tells: false, isOwn: false, refused: 0, text: row.text };
    units.set(row.unit, unit);
    unit.weight = Math.max(unit.weight, weights[at] ?? 0);
    unit.tells ||= crosses(row);
    unit.isOwn ||= memory.compiled.elements.has(row.feature) || memory.seedVector.weights.has(row.feature);
    unit.refused = Math.max(unit.refused, refusedShare(memory, analysis, row));
  }
  let all = 0;
  let said = 0;
  const by: { readonly text: string; readonly mass: number }[] = [];
  for (const { weight, tells, isOwn, refused, text } of units.values()) {
    const mass = weight * weight * (tells ? 1 : SMALL_WORD);
    all += mass;
    if (isOwn || refused === 0) continue;
    said += mass * refused;
    by.push({ text, mass: mass * refused });
  }
  const words = by.toSorted((a, b) => b.mass - a.mass).map(({ text }) => text);
  return { share: all === 0 ? 0 : said / all, words };
}

/** In how many of the items that said it, refused or accepted, people refused it; as if one more had been accepted. */
function refusedShare({ refusals, counts }: Memory, analysis: Analysis, row: Row): number {
  const here = refusals.inLanguage.get(keyIn(analysis, row)) ?? 0;
  const refused = crosses(row) ? Math.max(here, refusals.anywhere.get(row.feature) ?? 0) : here;
  return refused / (refused + (counts.get(row.feature) ?? 0) + 1);
}
