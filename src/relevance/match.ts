import type { Analysis } from '../text/analysis.ts';
import { COGNATE, CONCEPT, FIGURE, NAME, PAIR, PLACE, type Row, STEM, TAIL } from '../text/rows.ts';
import type { Whereabouts } from '../story/home.ts';
import type { Compiled } from './compiled.ts';
import type { Element } from './elements.ts';
import { emptyMatch, type Match } from './match-sums.ts';
import { nearnessOf } from './matters.ts';

const AMBIGUOUS = 0.6;
const SAME: Readonly<Record<number, number>> = {
  [STEM]: 1,
  [CONCEPT]: 0.5,
  [PLACE]: 0.9,
  [COGNATE]: 0.5,
  [TAIL]: 0.4,
  [FIGURE]: 0.8,
  [PAIR]: 1,
};
const CROSS: Readonly<Record<number, number>> = { ...SAME, [STEM]: 0.8, [CONCEPT]: 1.3, [COGNATE]: 0.6 };
/** A small word that cannot be written alike in another language counts less among what is missing. */
const CROSS_UNMATCHED = 0.3;
/** A place counts by how rare it is in the stream, times this: fully at most, and never less than the least share. */
const PLACE_TELLS = 1.8;
const LEAST_PLACE = 0.2;

/** What was learnt so well counts as known. */
const KNOWN = 0.1;

/** How much a word learnt from accepted items counts, from 0 to 1. */
export type Learnt = (row: Row) => number;
/** How much a word tells, from 0 to 1. */
export type Rarity = (row: Row) => number;

interface Unit {
  weight: number;
  match: number;
  learnt: number;
  isName: boolean;
  isConcept: boolean;
  /** It says what a text is about, not what is done. */
  isMatter: boolean;
  text: string;
  best: Element | undefined;
}

/** Compares an analysed item with a profile, word by word. */
export function matchItem(analysis: Analysis, compiled: Compiled, rarity: Rarity, learnt: Learnt): Match {
  const match = emptyMatch(compiled.strands.length);
  const strengths = analysis.lang === compiled.profile.lang ? SAME : CROSS;
  const translated = compiled.translated.get(analysis.lang);
  const units: Unit[] = [];
  for (let index = 0; index < analysis.units; index += 1) units.push(emptyUnit());
  for (const row of analysis.rows) {
    const unit = units[row.unit];
    if (unit === undefined) continue;
    takeRow(match, unit, row, compiled, translated, strengths, rarity, learnt);
  }
  for (const unit of units) addUnit(match, unit, strengths === CROSS);
  return match;
}

function takeRow(
  match: Match,
  unit: Unit,
  row: Row,
  compiled: Compiled,
  translated: ReadonlyMap<number, Element> | undefined,
  strengths: Readonly<Record<number, number>>,
  rarity: Rarity,
  learnt: Learnt,
): void {
  const element = compiled.elements.get(row.feature) ?? translated?.get(row.feature);
  const isWord = row.kind === STEM || row.kind === FIGURE;
  const tells = isWord || row.kind === CONCEPT || element !== undefined ? rarity(row) : 0;
  const taught = row.kind === NAME || row.kind === PAIR ? 0 : learnt(row);
  if (isWord) {
    unit.weight = row.weight * tells;
    unit.text = row.text;
    if (row.capital === 2) unit.isName = true;
  } else if (row.kind === PLACE) takePlace(match, unit, row, element, tells, compiled.whereabouts);
  else if (row.kind === CONCEPT) {
    takeConcept(match, unit, row, element, tells);
    takeMatter(match, unit, nearnessOf(compiled.matters, row.feature, taught > KNOWN));
  }
  unit.learnt = Math.max(unit.learnt, taught);
  if (element === undefined || row.kind === NAME) return;
  if (element.ambiguous && row.capital === 0) return;
  if (element.isWholeName && !element.ambiguous) match.nearestActor = Math.max(match.nearestActor, element.weight);
  const strength = (strengths[row.kind] ?? 0) * (element.ambiguous ? AMBIGUOUS : 1);
  const mass = strength * element.weight * row.weight * tells;
  if (mass > unit.match) {
    unit.match = mass;
    unit.best = element;
  }
}

function takePlace(
  match: Match,
  unit: Unit,
  row: Row,
  element: Element | undefined,
  rarity: number,
  { above, abroad }: Whereabouts,
): void {
  // A person of the story may be called like a country; and what the Union does may follow from what a member did.
  if (element === undefined && (unit.best?.role === 'actor' || above.has(row.id))) return;
  match.namesPlace = true;
  if (element === undefined) {
    match.foreignTexts.push(row.text);
    if (row.inTitle) match.foreignInTitle = true;
    return;
  }
  match.placeTexts.push(row.text);
  const telling = Math.min(1, PLACE_TELLS * rarity);
  const weight = element.weight * Math.max(LEAST_PLACE, telling);
  if (abroad.has(row.id)) match.nearestActor = Math.max(match.nearestActor, element.weight * telling);
  match.place = Math.max(match.place, weight);
  addStrands(match.strandPlace, element, weight);
}

function takeConcept(match: Match, unit: Unit, row: Row, element: Element | undefined, rarity: number): void {
  unit.isConcept = true;
  match.conceptTotal += row.weight * rarity;
  if (element === undefined) return;
  match.conceptMatched += row.weight * rarity;
  match.concepts += row.weight * rarity * element.weight;
  match.conceptTexts.push(row.text);
}

function takeMatter(match: Match, unit: Unit, near: number | undefined): void {
  if (near === undefined) return;
  unit.isMatter = true;
  match.nearestMatter = Math.max(match.nearestMatter ?? 0, near);
}

function addUnit(match: Match, unit: Unit, cross: boolean): void {
  const weight = unit.weight > 0 ? unit.weight : 0.3;
  const counted =
    unit.best === undefined && cross && !unit.isName && !unit.isConcept ? weight * CROSS_UNMATCHED : weight;
  match.total += counted;
  const found = Math.min(1, (unit.match / weight) * 1.2);
  match.matched += weight * found;
  match.withLearnt += weight * Math.max(found, unit.learnt);
  if (unit.learnt > found && unit.text !== '') takeLearnt(match, unit);
  if (unit.best === undefined) return;
  const mass = unit.match;
  addStrands(match.strandOwn, unit.best, mass / unit.best.weight / strandsOf(unit.best));
  if (unit.best.role === 'actor') {
    match.actors += mass;
    if (!match.actorTexts.includes(unit.best.text)) match.actorTexts.push(unit.best.text);
    addStrands(match.strandActors, unit.best, mass);
  } else if (unit.best.role === 'term') {
    match.topic += mass;
    const text = unit.text === '' ? unit.best.text : unit.text;
    if (unit.isMatter) match.termTexts.splice(match.matterTerms++, 0, text);
    else if (unit.isConcept) match.termTexts.splice(match.matterTerms + match.actTerms++, 0, text);
    else match.termTexts.push(text);
    addStrands(match.strandTopic, unit.best, mass);
  }
}

/** Learnt so well, a word that the profile has not is one of the story's. */
const WELL = 0.15;

function takeLearnt(match: Match, { learnt, best, text }: Unit): void {
  if (learnt > WELL && best === undefined) match.learntTexts.splice(match.learntTerms++, 0, text);
  else match.learntTexts.push(text);
}

function addStrands(sums: Float64Array, element: Element, mass: number): void {
  for (let bits = element.strands, index = 0; bits !== 0 && index < sums.length; bits >>>= 1, index += 1) {
    if ((bits & 1) !== 0) sums[index] = (sums[index] ?? 0) + mass;
  }
}

/** In how many strands the element stands, at least 1. */
function strandsOf({ strands }: Element): number {
  let count = 0;
  for (let bits = strands; bits !== 0; bits &= bits - 1) count += 1;
  return Math.max(1, count);
}

function emptyUnit(): Unit {
  return {
    weight: 0,
    match: 0,
    learnt: 0,
    isName: false,
    isConcept: false,
    isMatter: false,
    text: '',
    best: undefined,
  };
}
