import { figureFeature, pairFeature } from '../text/analysis.ts';
import { conceptFeature, placeFeature } from '../text/lexicon.ts';
import { COGNATE, CONCEPT, FIGURE, PAIR, PLACE, STEM, TAIL } from '../text/rows.ts';
import type { Word } from '../text/vocabulary.ts';
import type { Actor, Profile, Term } from '../story/story.ts';

/** One feature that a profile looks for. */
export interface Element {
  /** From 0 to 1. */
  weight: number;
  role: 'actor' | 'term' | 'place';
  /** The kind of the feature. */
  readonly kind: number;
  /** Counts less, and only where it is written with a capital. */
  ambiguous: boolean;
  /** An actor's whole name, or what a body is called by alone; a person's last name says less of what is told. */
  isWholeName: boolean;
  /** The strands it belongs to, one bit each. */
  strands: number;
  /** As the profile writes it. */
  readonly text: string;
}

/** A phrase as the words it is made of; undefined stands for a figure. */
export type ReadPhrase = (phrase: string, lang?: string) => readonly (Word | undefined)[];

/** Strands are bits of a number. */
export const MAX_STRANDS = 30;
const GIVEN_NAME_SHARE = 0.35;
const BODY_WORD_SHARE = 0.5;
const PHRASE_WORD_SHARE = 0.7;
/** A translation may be wrong, or a word of many meanings. */
const TRANSLATED_SHARE = 0.6;

/** What is looked for in items of one language alone, by language. */
export type Translated = ReadonlyMap<string, ReadonlyMap<number, Element>>;

/** All that a profile looks for, by feature. */
export function elementsOf(profile: Profile, read: ReadPhrase): ReadonlyMap<number, Element> {
  const elements = new Map<number, Element>();
  const capitalsTell = profile.lang !== 'de';
  for (const actor of profile.actors)
    addActor(elements, actor, strandsWith(profile, 'actors', actor.name), read, capitalsTell);
  for (const term of profile.terms) addTerm(elements, term, strandsWith(profile, 'terms', term.phrase), read);
  for (const place of profile.places) {
    addElement(elements, placeFeature(place.id), {
      weight: place.weight,
      ...PART,
      role: 'place',
      kind: PLACE,
      strands: strandsWith(profile, 'places', place.id),
      text: place.id,
    });
  }
  return elements;
}

function strandsWith(profile: Profile, part: 'actors' | 'terms' | 'places', name: string): number {
  let bits = 0;
  for (const [index, strand] of profile.strands.slice(0, MAX_STRANDS).entries()) {
    if (strand[part].includes(name)) bits |= 1 << index;
  }
  return bits;
}

const PART = { kind: PAIR, ambiguous: false, isWholeName: false } as const;

/**
 * A name of one word stands for the actor; of a longer one, the last word of a person does, and every neighbouring pair.
 * Words that say nothing do not count; what is left of `La Poste` may be any post, unless capitals tell.
 */
function addActor(
  elements: Map<number, Element>,
  actor: Actor,
  strands: number,
  read: ReadPhrase,
  capitalsTell: boolean,
): void {
  const names = [actor.name, ...actor.aliases];
  const singles = new Set(names.filter((name) => !/[\s-]/.test(name)).map((name) => name.toLowerCase()));
  for (const name of names) {
    const words = read(name).flatMap((word) => (word === undefined ? [] : [word]));
    const base = { ...PART, role: 'actor', strands, text: actor.name } as const;
    if (words.length === 1 && words[0] !== undefined) {
      const ambiguous = name === actor.name ? actor.ambiguous : name.length <= 2;
      addWordElements(elements, words[0], { ...base, ambiguous, isWholeName: true, weight: actor.weight });
      continue;
    }
    const content = words.filter((word) => !word.stop);
    const [only] = content;
    if (content.length === 1 && only !== undefined && capitalsTell) {
      addWordElements(elements, only, { ...base, ambiguous: true, isWholeName: true, weight: actor.weight });
      continue;
    }
    const isWholeName = content.length === 2;
    const isPerson = singles.has((content.at(-1)?.form ?? '').toLowerCase());
    for (const [index, word] of content.entries()) {
      const before = content[index - 1];
      if (before !== undefined) {
        addElement(elements, pairFeature(before, word), { ...base, isWholeName, weight: actor.weight });
      }
      const share = isPerson ? GIVEN_NAME_SHARE : BODY_WORD_SHARE;
      const role = isPerson ? 'actor' : 'term';
      addWordElements(elements, word, { ...base, role, weight: actor.weight * share });
    }
  }
}

function addTerm(elements: Map<number, Element>, term: Term, strands: number, read: ReadPhrase): void {
  const base = { ...PART, role: 'term', strands, text: term.phrase } as const;
  const words = read(term.phrase);
  if (term.concept !== undefined)
    addElement(elements, conceptFeature(term.concept), { ...base, kind: CONCEPT, weight: term.weight });
  if (words.length === 1 && words[0] === undefined) {
    addElement(elements, figureFeature(term.phrase), { ...base, kind: FIGURE, weight: term.weight });
    return;
  }
  const content = words.flatMap((word) => (word === undefined || word.stop ? [] : [word]));
  const share = content.length > 1 ? PHRASE_WORD_SHARE : 1;
  for (const [index, word] of content.entries()) {
    const before = content[index - 1];
    if (before !== undefined) addElement(elements, pairFeature(before, word), { ...base, weight: term.weight });
    addWordElements(elements, word, { ...base, weight: term.weight * share });
  }
}

/** A translation belongs to the strands of what it translates; of a name it says no more than a term does. */
export function translatedElements(profile: Profile, read: ReadPhrase): Translated {
  const byLanguage = new Map<string, Map<number, Element>>();
  for (const { lang, phrase, of } of profile.translated ?? []) {
    const actor = profile.actors.find(({ name }) => name === of);
    const source = actor ?? profile.terms.find((term) => term.phrase === of);
    if (source === undefined) continue;
    const elements = byLanguage.get(lang) ?? new Map<number, Element>();
    byLanguage.set(lang, elements);
    const term = { phrase, concept: undefined, weight: source.weight * TRANSLATED_SHARE };
    const strands = strandsWith(profile, actor === undefined ? 'terms' : 'actors', of);
    addTerm(elements, term, strands, (text) => read(text, lang));
  }
  return byLanguage;
}

function addWordElements(elements: Map<number, Element>, word: Word, element: Element): void {
  addElement(elements, word.stemFeature, { ...element, kind: STEM });
  if (word.cognate !== 0) addElement(elements, word.cognate, { ...element, kind: COGNATE });
  if (word.tail !== 0) addElement(elements, word.tail, { ...element, kind: TAIL });
}

function addElement(elements: Map<number, Element>, feature: number, element: Element): void {
  const known = elements.get(feature);
  if (known === undefined) {
    elements.set(feature, { ...element });
    return;
  }
  known.weight = Math.max(known.weight, element.weight);
  // `Tarvos` is a word of `Tarvos Holding`, and what the company is called by.
  if (known.role === 'term' && element.isWholeName) {
    known.role = element.role;
    known.isWholeName = true;
  }
  known.strands |= element.strands;
  known.ambiguous &&= element.ambiguous;
}
