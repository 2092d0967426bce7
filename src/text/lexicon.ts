import { hashOf } from './hash.ts';
import { ALL_CAPITALS, addTokens, CAPITAL, makeTokens } from './tokens.ts';
import { fold } from './fold.ts';

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
  readonly tables: Map<string, LexiconTable>;
  /** The single words of all languages' concepts, folded; once somebody has asked. */
  words: ReadonlySet<string> | undefined;
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

/** What a word or phrase stands for. */
export interface Sense {
  readonly id: string;
  readonly isPlace: boolean;
  readonly feature: number;
  /** The token flags that the written form must have: capitals tell `US` from `us`. */
  readonly needs: number;
  /** The first word as the lexicon writes it, in small letters: `pais` is not `país`. */
  readonly written: string;
  /** Whether the first word may end in any way, as most demonyms do. */
  readonly isOpen: boolean;
}

/** One language's words, ready for look-up. */
export interface LexiconTable {
  readonly exact: ReadonlyMap<string, readonly Sense[]>;
  readonly prefixes: ReadonlyMap<string, readonly Sense[]>;
  readonly phrases: ReadonlyMap<string, readonly LexiconPhrase[]>;
  readonly phrasePrefixes: ReadonlyMap<string, readonly LexiconPhrase[]>;
}

export interface LexiconPhrase {
  readonly sense: Sense;
  /** The words after the first. */
  readonly rest: readonly { readonly form: string; readonly open: boolean }[];
}

/** The feature of a concept, the same in every language. */
export const conceptFeature = (id: string): number => hashOf(`c:${id}`);
/** The feature of a place, the same in every language. */
export const placeFeature = (id: string): number => hashOf(`p:${id}`);

/** A lexicon of these words. A language is read once it is asked for. */
export function openLexicon(source: LexiconSource): Lexicon {
  const matters = [...source.groups].filter(([id, group]) => group !== PROCEDURE && !isHelper(id));
  const fields = new Map(matters.map(([id, group]) => [conceptFeature(id), group ?? '']));
  return { source, tables: new Map(), words: undefined, fields };
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
  };
}

/** The words of both; a concept's field is the first one's. */
export function joinSources(first: LexiconSource, second: LexiconSource): LexiconSource {
  return {
    groups: new Map([...second.groups, ...first.groups]),
    languages: new Set([...first.languages, ...second.languages]),
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
export function tableOf({ source, tables }: Lexicon, lang: string): LexiconTable | undefined {
  const known = tables.get(lang);
  if (known !== undefined || !source.languages.has(lang)) return known;
  const making: Making = { table: emptyTable(), pieces: new Map(), senses: new Map() };
  const { concepts, places } = source.wordsIn(lang);
  for (const [id, words] of Object.entries(concepts)) if (source.groups.has(id)) addWords(making, id, words, false);
  for (const [id, words] of Object.entries(places)) addWords(making, id, words, true);
  tables.set(lang, making.table);
  return making.table;
}

/** Whether a folded word stands for a concept by itself, in whatever language. */
export function isWordOfConcept(lexicon: Lexicon, form: string): boolean {
  lexicon.words ??= new Set([...lexicon.source.languages].flatMap((lang) => singleWords(lexicon.source, lang)));
  return lexicon.words.has(form);
}

const singleWords = ({ groups, wordsIn }: LexiconSource, lang: string): readonly string[] =>
  Object.entries(wordsIn(lang).concepts)
    .filter(([id]) => groups.has(id))
    .flatMap(([, words]) => words.filter((word) => !/[\s*-]/.test(word)).map(fold));

interface MutableTable {
  readonly exact: Map<string, Sense[]>;
  readonly prefixes: Map<string, Sense[]>;
  readonly phrases: Map<string, LexiconPhrase[]>;
  readonly phrasePrefixes: Map<string, LexiconPhrase[]>;
}

/** A table while it is made. Phrases are mostly of words that others have too: each is kept once. */
interface Making {
  readonly table: MutableTable;
  readonly pieces: Map<string, readonly Part[]>;
  readonly senses: Map<string, Sense>;
}

function addWords(making: Making, id: string, words: readonly string[], isPlace: boolean): void {
  const feature = isPlace ? placeFeature(id) : conceptFeature(id);
  for (const written of words) addPattern(making, written, { id, isPlace, feature });
}

function emptyTable(): MutableTable {
  return { exact: new Map(), prefixes: new Map(), phrases: new Map(), phrasePrefixes: new Map() };
}

function addPattern(making: Making, pattern: string, meaning: Omit<Sense, 'needs' | 'written' | 'isOpen'>): void {
  const { table } = making;
  const [first, ...rest] = pattern.split(/[\s-]+/).flatMap((piece) => piecesOf(making, piece));
  if (first === undefined) return;
  const sense = senseOf(making, { ...meaning, needs: first.needs, written: first.written, isOpen: first.open });
  if (rest.length === 0) push(first.open ? table.prefixes : table.exact, first.form, sense);
  else push(first.open ? table.phrasePrefixes : table.phrases, first.form, { sense, rest });
}

function piecesOf({ pieces }: Making, piece: string): readonly Part[] {
  const known = pieces.get(piece);
  if (known !== undefined) return known;
  const parts = partsOf(piece);
  pieces.set(piece, parts);
  return parts;
}

function senseOf({ senses }: Making, sense: Sense): Sense {
  const key = `${sense.feature} ${sense.needs} ${sense.isOpen} ${sense.written}`;
  const known = senses.get(key);
  if (known !== undefined) return known;
  senses.set(key, sense);
  return sense;
}

/** In small letters, and Romanian's letters with a comma below as keyboards with a cedilla write them. */
export const spellingOf = (written: string): string =>
  written.toLowerCase().normalize('NFC').replaceAll('ș', 'ş').replaceAll('ț', 'ţ');

interface Part {
  readonly written: string;
  readonly form: string;
  readonly open: boolean;
  readonly needs: number;
}

/** Reused from piece to piece: room for each of the lexicon's words would be two hundred megabytes. */
const tokens = makeTokens();

function partsOf(piece: string): readonly Part[] {
  const open = piece.endsWith('*');
  const text = open ? piece.slice(0, -1) : piece;
  tokens.count = 0;
  addTokens(tokens, text, 0);
  return Array.from({ length: tokens.count }, (_, index) => {
    const raw = text.slice(tokens.start[index], tokens.end[index]).replaceAll('.', '');
    const flags = tokens.flags[index] ?? 0;
    const isAcronym = (flags & ALL_CAPITALS) !== 0 && raw.length <= 4;
    const needs = isAcronym ? ALL_CAPITALS : flags & CAPITAL;
    const form = fold(raw);
    const written = spellingOf(raw);
    return {
      written: written === form ? form : written,
      form,
      open: open && index === tokens.count - 1,
      needs,
    };
  });
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
