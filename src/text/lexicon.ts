import { fold } from './fold.ts';
import { hashOf } from './hash.ts';
import { addPattern, makePatterns, type Meaning, type Patterns } from './patterns.ts';

/** One concept or place and the words that mean it, by language. A `*` at a word's end stands for any ending. */
export interface LexiconEntry {
  readonly id: string;
  /** The field it belongs to, such as `justice`; only for concepts. */
  readonly group?: string | undefined;
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** What a lexicon is made of. */
export interface LexiconSource {
  /** The concepts, each with the field it belongs to; undefined where none is given. */
  readonly groups: ReadonlyMap<string, string | undefined>;
  /** Those that any words are in (ISO 639-1). */
  readonly languages: ReadonlySet<string>;
  /** The words of one of its languages. */
  readonly wordsIn: (lang: string) => LanguageWords;
  /** Persons' given names of all languages, folded: they tell a person from a body. */
  readonly givenNames: ReadonlySet<string>;
}

/** What means what in one language, by the ids of concepts and of places. */
export interface LanguageWords {
  readonly concepts: WordsById;
  readonly places: WordsById;
}

export type WordsById = Readonly<Record<string, readonly string[]>>;

/** Words of many languages for the same things: what lets an item in one language follow a seed in another. */
export interface Lexicon {
  readonly source: LexiconSource;
  /** The tables of the languages that were asked for so far: most bots read a few. */
  readonly tables: Map<string, Patterns>;
  /** The single words of the concepts of the languages that were asked for so far, folded. */
  readonly words: Map<string, ReadonlySet<string>>;
  /** The field of each concept that says what a text is about, by its feature; empty where none is given. */
  readonly fields: ReadonlyMap<number, string>;
}

/** The concept of words such as `Secretary` that stand before a name: they help to read names and are no matter. */
export const ROLE_TITLE = 'role-title';
/** The concept of `article`, `section`: they and the figure behind them say where something stands, not what. */
export const LAW_PART = 'law-part';

/** Whether a concept is there to read texts by, and never a matter of its own. */
export const isHelper = (id: string): boolean => id === ROLE_TITLE || id === LAW_PART;

/** The group of concepts that say what is done and by whom: `vote`, `minister`, `announce`. */
export const PROCEDURE = 'procedure';

/** The feature of a concept, the same in every language. */
export const conceptFeature = (id: string): number => hashOf(`c:${id}`);
/** The feature of a place, the same in every language. */
export const placeFeature = (id: string): number => hashOf(`p:${id}`);

/** A lexicon of these words. A language is read once it is asked for. */
export function openLexicon(source: LexiconSource): Lexicon {
  const matters = [...source.groups].filter(([id, group]) => group !== PROCEDURE && !isHelper(id));
  const fields = new Map(matters.map(([id, group]) => [conceptFeature(id), group ?? '']));
  return { source, tables: new Map(), words: new Map(), fields };
}

/** A lexicon of these entries alone. */
export const compileLexicon = (concepts: readonly LexiconEntry[], places: readonly LexiconEntry[]): Lexicon =>
  openLexicon(sourceOf(concepts, places));

/** Entries as a source; one that is there twice has the words of both. */
export function sourceOf(concepts: readonly LexiconEntry[], places: readonly LexiconEntry[]): LexiconSource {
  const groups = new Map<string, string | undefined>();
  for (const { id, group } of concepts) groups.set(id, groups.get(id) ?? group);
  const languages = new Set([...concepts, ...places].flatMap(({ words }) => Object.keys(words)));
  return {
    groups,
    languages,
    wordsIn: (lang) => ({ concepts: wordsById(concepts, lang), places: wordsById(places, lang) }),
    givenNames: new Set(),
  };
}

/** The words of both; a concept's field is the first one's. */
export function joinSources(first: LexiconSource, second: LexiconSource): LexiconSource {
  return {
    groups: new Map([...second.groups, ...first.groups]),
    languages: new Set([...first.languages, ...second.languages]),
    givenNames: new Set([...first.givenNames, ...second.givenNames]),
    wordsIn: (lang) => {
      const parts = [first, second].flatMap((each) => (each.languages.has(lang) ? [each.wordsIn(lang)] : []));
      return {
        concepts: joinWords(parts.map(({ concepts }) => concepts)),
        places: joinWords(parts.map(({ places }) => places)),
      };
    },
  };
}

const wordsById = (entries: readonly LexiconEntry[], lang: string): WordsById =>
  joinWords(entries.map(({ id, words }) => ({ [id]: words[lang] ?? [] })));

function joinWords(parts: readonly WordsById[]): WordsById {
  const joined: Record<string, readonly string[]> = {};
  for (const part of parts) {
    for (const [id, words] of Object.entries(part)) joined[id] = [...new Set([...(joined[id] ?? []), ...words])];
  }
  return joined;
}

/** The words of one language, ready for look-up; undefined for a language that the lexicon has no words in. */
export function tableOf({ source, tables }: Lexicon, lang: string): Patterns | undefined {
  const known = tables.get(lang);
  if (known !== undefined || !source.languages.has(lang)) return known;
  const table = makePatterns();
  const { concepts, places } = source.wordsIn(lang);
  for (const [id, words] of Object.entries(concepts)) {
    if (source.groups.has(id)) addWords(table, words, { id, isPlace: false, feature: conceptFeature(id) });
  }
  for (const [id, words] of Object.entries(places)) {
    addWords(table, words, { id, isPlace: true, feature: placeFeature(id) });
  }
  tables.set(lang, table);
  return table;
}

function addWords(table: Patterns, words: readonly string[], meaning: Meaning): void {
  for (const written of words) addPattern(table, written, meaning);
}

/** Whether a folded word stands for a concept by itself in this language. */
export function isWordOfConcept({ source, words }: Lexicon, form: string, lang: string): boolean {
  const known = words.get(lang) ?? new Set(source.languages.has(lang) ? singleWords(source, lang) : []);
  words.set(lang, known);
  return known.has(form);
}

/** Whether persons are given this name, `Anna` or `Jean-Marc`; a double one by its first part. */
export function isGivenName({ source }: Lexicon, name: string): boolean {
  const [first = ''] = fold(name).split('-');
  return source.givenNames.has(first);
}

const singleWords = ({ groups, wordsIn }: LexiconSource, lang: string): readonly string[] =>
  Object.entries(wordsIn(lang).concepts)
    .filter(([id]) => groups.has(id))
    .flatMap(([, words]) => words.filter((word) => !/[\s*-]/.test(word)).map(fold));
