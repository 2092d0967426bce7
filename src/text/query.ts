import { UserError } from '../errors.ts';

/** What to look for in a full text: every one of `all`, none of `none`. */
export interface Query {
  /** Each is a choice: one of its terms must occur. */
  readonly all: readonly (readonly QueryTerm[])[];
  readonly none: readonly QueryTerm[];
}

/** Words that must stand one after the other. */
export interface QueryTerm {
  /** As they were typed, without any sign in them; at least one. */
  readonly words: readonly string[];
  /** The last word may go on: `prosecut*`. */
  readonly isPrefix: boolean;
}

/** What can be typed, in one line. */
export const QUERY_SYNTAX = 'Every word must occur. "two words" together, one OR other, -without, begin*.';

const MAX_WORDS = 32;
const MAX_CHARACTERS = 1_000;
/** A shorter beginning stands in half of all items. */
const MIN_PREFIX = 2;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** A mark of exclusion, then a phrase in quotation marks or whatever stands up to the next space. */
const TOKEN = /(-?)(?:["“”„]([^"“”„]*)(["“”„]?)|([^\s"“”„]+))/gu;

/**
 * Reads what somebody typed into a search. Signs that are no syntax part words; `AND` is what is meant anyway.
 * Undefined where there is no word in it. Throws a UserError that says what is wrong and how it is written.
 */
export function readQuery(text: string): Query | undefined {
  if (text.length > MAX_CHARACTERS) throw fault('That is too long to look for', 'a few telling words find more');
  const all: QueryTerm[][] = [];
  const none: QueryTerm[] = [];
  let joins = false;
  for (const [, minus = '', phrase, end = '', bare] of text.matchAll(TOKEN)) {
    if (phrase !== undefined && end === '') throw fault('A quotation mark is not closed', 'put one at the end, too');
    if (bare === 'AND') continue;
    if (bare === 'NOT') throw fault('NOT is not known here', 'write -word for what must not occur');
    if (bare === 'OR' && minus === '') {
      if (joins || all.length === 0) throw missingSide();
      joins = true;
      continue;
    }
    const term = termOf(phrase ?? bare ?? '');
    if (term === undefined) continue;
    if (minus === '-') {
      if (joins) throw missingSide();
      none.push(term);
    } else if (joins) all.at(-1)?.push(term);
    else all.push([term]);
    joins = false;
  }
  if (joins) throw missingSide();
  if (all.length === 0 && none.length === 0) return undefined;
  if (all.length === 0) throw fault('Only what must not occur is named', 'add a word that must');
  const words = [...all.flat(), ...none].reduce((sum, term) => sum + term.words.length, 0);
  if (words > MAX_WORDS) throw fault(`${words} words are too many to look for`, `use at most ${MAX_WORDS}`);
  return { all, none };
}

function termOf(text: string): QueryTerm | undefined {
  const words = text.toWellFormed().match(WORD) ?? [];
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const isPrefix = text.endsWith('*');
  if (isPrefix && last.length < MIN_PREFIX) {
    throw fault(`"${last}*" would find almost everything`, `write at least ${MIN_PREFIX} letters before the *`);
  }
  return { words, isPrefix };
}

function missingSide(): UserError {
  return fault('OR has no word on one side', 'write one OR other');
}

function fault(what: string, remedy: string): UserError {
  return new UserError(what, { hint: `To mend it, ${remedy}. ${QUERY_SYNTAX}` });
}
