import { type Analysis, analyse } from '../text/analysis.ts';
import { makeCases } from '../text/cases.ts';
import { makeScan, type Scan, scanText, wordsOf } from '../text/scan.ts';
import type { Vocabulary, Word } from '../text/vocabulary.ts';
import { type Whereabouts, whereaboutsOf } from '../story/home.ts';
import type { Profile } from '../story/story.ts';
import { type Element, elementsOf, MAX_STRANDS, type Translated, translatedElements } from './elements.ts';
import { type Matters, mattersOf } from './matters.ts';

/** A profile as look-up tables. */
export interface Compiled {
  readonly profile: Profile;
  /** It knows its story by one paragraph, or by a headline alone. */
  readonly isBrief: boolean;
  readonly elements: ReadonlyMap<number, Element>;
  /** What is looked for in items of one language alone, by language; what is among `elements` counts by those. */
  readonly translated: Translated;
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

/** Compiles a profile once, so that deciding is cheap. */
export function compileProfile(profile: Profile, vocabulary: Vocabulary): Compiled {
  const scan = makeScan(vocabulary);
  const words = (phrase: string, lang = profile.lang): readonly (Word | undefined)[] => {
    scanText(scan, phrase, '', lang);
    return wordsOf(scan);
  };
  return {
    profile,
    isBrief: profile.strands.length <= 1,
    elements: elementsOf(profile, words),
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

const NO_CASES = makeCases();

/** Reads a text of the profile as an item's headline is read. */
function analyseText(scan: Scan, text: string, lang: string): Analysis {
  scanText(scan, text, '', lang);
  return analyse(scan, NO_CASES);
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
