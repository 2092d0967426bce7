import { isLastName } from '../text/analysis.ts';
import { isHelper, LAW_PART } from '../text/lexicon.ts';
import { fold } from '../text/fold.ts';
import { numberOf } from '../text/numbers.ts';
import { type Scan, textAfter, textOf, wordOf } from '../text/scan.ts';
import { NUMBER } from '../text/tokens.ts';
import { round } from './actors.ts';
import { placeTokens } from './mentions.ts';
import { type Reading, type Segment, sensesIn } from './reading.ts';
import type { PlaceWeight, Term } from './story.ts';

const MAX_TERMS = 90;
/** Behind so many only what the first paragraphs say is taken, by its weight: the end of a long article tells of much else. */
const ANY_TERMS = 60;
const WEIGHT_OF_FIRST = 0.2;
const REPEAT_BONUS = 0.1;

/** Words and concepts that seeds use, weightiest first: by position, and by repetition in further paragraphs. */
export function draftTerms(reading: Reading): readonly Term[] {
  const terms = new Map<string, { phrase: string; concept: string | undefined; weight: number; count: number }>();
  for (const segment of reading.segments) {
    for (const { key, phrase, concept } of termsIn(segment)) {
      const known = terms.get(key);
      if (known === undefined) terms.set(key, { phrase, concept, weight: segment.weight, count: 1 });
      else {
        known.weight = Math.max(known.weight, segment.weight);
        known.count += 1;
      }
    }
  }
  return [...terms.values()]
    .map(({ phrase, concept, weight, count }) => ({
      phrase,
      concept,
      weight: round(Math.min(1, weight + REPEAT_BONUS * Math.log2(count))),
    }))
    .sort((a, b) => b.weight - a.weight)
    .filter(({ weight }, at) => at < ANY_TERMS || weight >= WEIGHT_OF_FIRST)
    .slice(0, MAX_TERMS);
}

/** The terms of one segment in the order of the text; `key` is the same for inflected forms. */
export function termsIn(
  segment: Segment,
): readonly { readonly key: string; readonly phrase: string; readonly concept: string | undefined }[] {
  const { scan } = segment;
  const taken = nameTokens(segment);
  const places = placeTokens(scan);
  const concepts = conceptAt(scan);
  const found: { key: string; phrase: string; concept: string | undefined }[] = [];
  for (let at = 0; at < scan.tokens.count; at += 1) {
    if (wordOf(scan, at)?.senses.some((sense) => sense.id === LAW_PART)) {
      // `Article 6-3`: its figures are passed over with it.
      while (isFigure(scan, at + 1)) at += 1;
      continue;
    }
    if (taken.has(at) || places.has(at)) continue;
    const here = concepts.get(at);
    const to = here?.to ?? at;
    if (to > at) {
      const phrase = written(scan, at, to);
      found.push({ key: fold(phrase), phrase, concept: here?.id });
      at = to;
      continue;
    }
    const word = wordOf(scan, at);
    if (word === undefined) {
      const figure = figureAt(segment, at);
      if (figure !== undefined) found.push({ key: `#${figure}`, phrase: figure, concept: undefined });
    } else if (!word.stop && word.form.length > 1) {
      found.push({ key: word.stem, phrase: textOf(scan, at).toLowerCase(), concept: here?.id });
    }
  }
  return found;
}

/** The places that seeds name, weightiest first. */
export function draftPlaces(reading: Reading): readonly PlaceWeight[] {
  const places = new Map<string, { weight: number; count: number }>();
  for (const { scan, weight } of reading.segments) {
    for (const { sense, from } of sensesIn(scan)) {
      if (!sense.isPlace || isLastName(scan, from, sense)) continue;
      const known = places.get(sense.id);
      places.set(sense.id, { weight: Math.max(known?.weight ?? 0, weight), count: (known?.count ?? 0) + 1 });
    }
  }
  return [...places]
    .map(([id, { weight, count }]) => ({ id, weight: round(Math.min(1, weight + REPEAT_BONUS * Math.log2(count))) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 12);
}

function nameTokens(segment: Segment): ReadonlySet<number> {
  const tokens = new Set<number>();
  for (const { from, to } of segment.names) for (let at = from; at <= to; at += 1) tokens.add(at);
  return tokens;
}

/** The concept that starts at a token: the longest phrase, else the word's first meaning. */
function conceptAt(scan: Scan): ReadonlyMap<number, { readonly id: string; readonly to: number }> {
  const concepts = new Map<number, { id: string; to: number }>();
  for (const { sense, from, to } of sensesIn(scan)) {
    if (!sense.isPlace && !isHelper(sense.id) && !concepts.has(from)) concepts.set(from, { id: sense.id, to });
  }
  return concepts;
}

/** Figures near the top that are no year: ages, sums, shares, articles of law. */
function figureAt(segment: Segment, at: number): string | undefined {
  const { scan } = segment;
  if (!isFigure(scan, at) || segment.weight < 0.3) return undefined;
  const figure = numberOf(textOf(scan, at), textAfter(scan, at));
  return figure === undefined || /^(19|20)\d\d$/.test(figure) ? undefined : figure;
}

const isFigure = (scan: Scan, at: number): boolean =>
  at < scan.tokens.count && ((scan.tokens.flags[at] ?? 0) & NUMBER) !== 0;

function written(scan: Scan, from: number, to: number): string {
  return textOf(scan, from, to).replace(/\s+/g, ' ').toLowerCase();
}
