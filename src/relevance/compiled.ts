import { type Analysis, analyse, figureFeature, pairFeature } from '../text/analysis.ts';
import { makeCases } from '../text/cases.ts';
import { conceptFeature, placeFeature } from '../text/lexicon.ts';
import { COGNATE, CONCEPT, FIGURE, PAIR, PLACE, STEM, TAIL } from '../text/rows.ts';
import { makeScan, type Scan, scanText, wordsOf } from '../text/scan.ts';
import type { Vocabulary, Word } from '../text/vocabulary.ts';
import { type Whereabouts, whereaboutsOf } from '../story/home.ts';
import type { Actor, Profile, Term } from '../story/story.ts';
import { type Matters, mattersOf } from './matters.ts';

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

/** A profile as look-up tables. */
export interface Compiled {
  readonly profile: Profile;
  /** It knows its story by one paragraph, or by a headline alone. */
  readonly isBrief: boolean;
  readonly elements: ReadonlyMap<number, Element>;
  /** What is looked for in items of one language alone, by language; what is among `elements` counts by those. */
  readonly translated: ReadonlyMap<string, ReadonlyMap<number, Element>>;
  readonly strands: readonly CompiledStrand[];
  readonly placeIds: ReadonlySet<string>;
  readonly whereabouts: Whereabouts;
  readonly matters: Matters;
  /** The headline, read as an item is. */
  readonly title: Analysis;
  readonly exclude: readonly (readonly string[])[];
}

export interface CompiledStrand {
  readonly hasActors: boolean;
  readonly hasPlaces: boolean;
  readonly weight: number;
}

const MAX_STRANDS = 30;
const GIVEN_NAME_SHARE = 0.35;
const BODY_WORD_SHARE = 0.5;
const PHRASE_WORD_SHARE = 0.7;
/** A translation may be wrong, or a word of many meanings. */
const TRANSLATED_SHARE = 0.6;

/** Compiles a profile once, so that deciding is cheap. */
export function compileProfile(profile: Profile, vocabulary: Vocabulary): Compiled {
  const elements = new Map<number, Element>();
  const scan = makeScan(vocabulary);
  const words = (phrase: string, lang = profile.lang): readonly (Word | undefined)[] => {
    scanText(scan, phrase, '', lang);
    return wordsOf(scan);
  };
  for (const actor of profile.actors) addActor(elements, actor, strandsWith(profile, 'actors', actor.name), words);
  for (const term of profile.terms) addTerm(elements, term, strandsWith(profile, 'terms', term.phrase), words);
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
  return {
    profile,
    isBrief: profile.strands.length <= 1,
    elements,
    translated: translatedElements(profile, words),
    strands: profile.strands.slice(0, MAX_STRANDS).map((strand) => ({
      hasActors: strand.actors.length > 0,
      hasPlaces: strand.places.length > 0,
      weight: strand.weight,
    })),
    placeIds: new Set(profile.places.map((place) => place.id)),
    whereabouts: whereaboutsOf(profile.places, profile.lang),
    matters: mattersOf(profile, vocabulary.lexicon),
    title: analyseText(scan, profile.title, profile.lang),
    exclude: profile.exclude
      .map((phrase) => words(phrase).map((word) => word?.form ?? ''))
      .filter((forms) => forms.length > 0),
  };
}

function strandsWith(profile: Profile, part: 'actors' | 'terms' | 'places', name: string): number {
  let bits = 0;
  for (const [index, strand] of profile.strands.slice(0, MAX_STRANDS).entries()) {
    if (strand[part].includes(name)) bits |= 1 << index;
  }
  return bits;
}

const NO_CASES = makeCases();

/** Reads a text of the profile as an item's headline is read. */
function analyseText(scan: Scan, text: string, lang: string): Analysis {
  scanText(scan, text, '', lang);
  return analyse(scan, NO_CASES);
}

const PART = { kind: PAIR, ambiguous: false, isWholeName: false } as const;

type ReadPhrase = (phrase: string) => readonly (Word | undefined)[];

/** A name of one word stands for the actor; of a longer one, the last word of a person does, and every neighbouring pair. */
function addActor(elements: Map<number, Element>, actor: Actor, strands: number, read: ReadPhrase): void {
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
    const isPerson = singles.has((content.at(-1)?.form ?? '').toLowerCase());
    for (const [index, word] of content.entries()) {
      const before = content[index - 1];
      if (before !== undefined) addElement(elements, pairFeature(before, word), { ...base, weight: actor.weight });
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
function translatedElements(
  profile: Profile,
  read: (phrase: string, lang: string) => readonly (Word | undefined)[],
): Compiled['translated'] {
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

/** As a text a profile is read more evenly than it is looked for: a follow-up tells of the last paragraph as well as of the first. */
const EVENNESS = 0.35;

/** The profile as rows, to compare whole texts with it. */
export function rowsOfProfile(compiled: Compiled): Analysis {
  const rows = [...compiled.elements].map(([feature, element], unit) => ({
    feature,
    kind: element.kind,
    weight: element.weight ** EVENNESS,
    inTitle: false,
    text: element.text,
    id: '',
    capital: element.role === 'actor' ? 2 : 0,
    unit,
  }));
  return { lang: compiled.profile.lang, rows, units: rows.length, hasSummary: true };
}
