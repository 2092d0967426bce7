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

/** Words of many languages for the same things: what lets an item in one language follow a seed in another. */
export interface Lexicon {
  readonly concepts: ReadonlyMap<string, LexiconEntry>;
  readonly places: ReadonlyMap<string, LexiconEntry>;
  /** The languages that any entry has words in (ISO 639-1). */
  readonly languages: ReadonlySet<string>;
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

/** Joins entries of one id: a later list adds words to an earlier one. A language's table is made once it is read. */
export function compileLexicon(concepts: readonly LexiconEntry[], places: readonly LexiconEntry[]): Lexicon {
  const joinedConcepts = join(concepts);
  const joinedPlaces = join(places);
  const entries = [...joinedConcepts.values(), ...joinedPlaces.values()];
  return {
    concepts: joinedConcepts,
    places: joinedPlaces,
    languages: new Set(entries.flatMap(({ words }) => Object.keys(words))),
    tables: new Map(),
    words: undefined,
    fields: fieldsOf(joinedConcepts),
  };
}

/** The words of one language, ready for look-up; undefined for a language that no entry has. */
export function tableOf(lexicon: Lexicon, lang: string): LexiconTable | undefined {
  const known = lexicon.tables.get(lang);
  if (known !== undefined || !lexicon.languages.has(lang)) return known;
  const table = emptyTable();
  for (const entry of lexicon.concepts.values()) addEntry(table, entry, lang, false);
  for (const entry of lexicon.places.values()) addEntry(table, entry, lang, true);
  lexicon.tables.set(lang, table);
  return table;
}

/** Whether a folded word stands for a concept by itself, in whatever language. */
export function isWordOfConcept(lexicon: Lexicon, form: string): boolean {
  lexicon.words ??= new Set(
    [...lexicon.concepts.values()].flatMap(({ words }) =>
      Object.values(words).flatMap((list) => list.filter((word) => !/[\s*-]/.test(word)).map(fold)),
    ),
  );
  return lexicon.words.has(form);
}

function fieldsOf(concepts: ReadonlyMap<string, LexiconEntry>): ReadonlyMap<number, string> {
  const matters = [...concepts.values()].filter(({ id, group }) => group !== PROCEDURE && !isHelper(id));
  return new Map(matters.map(({ id, group }) => [conceptFeature(id), group ?? '']));
}

interface MutableTable {
  readonly exact: Map<string, Sense[]>;
  readonly prefixes: Map<string, Sense[]>;
  readonly phrases: Map<string, LexiconPhrase[]>;
  readonly phrasePrefixes: Map<string, LexiconPhrase[]>;
}

function join(entries: readonly LexiconEntry[]): ReadonlyMap<string, LexiconEntry> {
  const joined = new Map<string, LexiconEntry>();
  for (const entry of entries) {
    const known = joined.get(entry.id);
    const words: Record<string, readonly string[]> = { ...known?.words };
    for (const [lang, list] of Object.entries(entry.words))
      words[lang] = [...new Set([...(words[lang] ?? []), ...list])];
    joined.set(entry.id, { id: entry.id, group: known?.group ?? entry.group, words });
  }
  return joined;
}

function addEntry(table: MutableTable, { id, words }: LexiconEntry, lang: string, isPlace: boolean): void {
  const feature = isPlace ? placeFeature(id) : conceptFeature(id);
  for (const written of words[lang] ?? []) addPattern(table, written, { id, isPlace, feature });
}

function emptyTable(): MutableTable {
  return { exact: new Map(), prefixes: new Map(), phrases: new Map(), phrasePrefixes: new Map() };
}

function addPattern(table: MutableTable, written: string, meaning: Omit<Sense, 'needs' | 'written' | 'isOpen'>): void {
  const parts = written.split(/[\s-]+/).flatMap((piece) => partsOf(piece));
  const [first, ...rest] = parts;
  if (first === undefined) return;
  const sense = { ...meaning, needs: first.needs, written: first.written, isOpen: first.open };
  if (rest.length === 0) push(first.open ? table.prefixes : table.exact, first.form, sense);
  else push(first.open ? table.phrasePrefixes : table.phrases, first.form, { sense, rest });
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
    return {
      written: spellingOf(raw),
      form: fold(raw),
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
