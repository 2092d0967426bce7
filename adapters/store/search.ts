import { type Kysely, sql } from 'kysely';
import type { FeedItem } from '../../src/feeds/item.ts';
import type { Query, QueryTerm } from '../../src/text/query.ts';
import { itemFromRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** More words than this narrow nothing down any more. */
const MAX_WORDS = 16;
const MAX_CHARACTERS = 1_000;
const MIN_PREFIX = 6;
/** Later than any character that an id holds. */
const LAST = '\u{10ffff}';

/**
 * A reader's words as an FTS5 query in which each must occur; undefined where there is nothing to look for.
 * Every word is quoted, so that no sign in it is taken for syntax: https://www.sqlite.org/fts5.html#fts5_strings
 */
export function matchQuery(words: string): string | undefined {
  const found = words.slice(0, MAX_CHARACTERS).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const quoted = [...new Set(found)].slice(0, MAX_WORDS).map((word) => `"${word}"`);
  return quoted.length === 0 ? undefined : quoted.join(' ');
}

/** A reader's query as FTS5 writes it: https://www.sqlite.org/fts5.html#full_text_query_syntax */
export function matchOf({ all, none }: Query): string {
  const wanted = all.map((choice) => `(${choice.map(quoted).join(' OR ')})`).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(quoted).join(' OR ')})`;
}

/** Letters, digits and marks alone are in the words: none of them ends the string. */
function quoted({ words, isPrefix }: QueryTerm): string {
  return `"${words.join(' ')}"${isPrefix ? ' *' : ''}`;
}

/** The item with this id or address, or the only one whose id begins so. */
export async function findItem(db: Kysely<Tables>, text: string): Promise<FeedItem | undefined> {
  if (text === '') return undefined;
  const exact = await db
    .selectFrom('items')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', text), eb('url', '=', text)]))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (exact !== undefined) return itemFromRow(exact);
  if (text.length < MIN_PREFIX) return undefined;
  const begun = await db
    .selectFrom('items')
    .selectAll()
    .where('id', '>=', text)
    .where('id', '<', text + LAST)
    .limit(2)
    .execute();
  // A beginning that two items share names neither.
  return begun.length === 1 && begun[0] !== undefined ? itemFromRow(begun[0]) : undefined;
}

/** Full text over titles and summaries, newest first. */
export async function search(db: Kysely<Tables>, asked: string | Query, limit: number): Promise<readonly FeedItem[]> {
  const query = typeof asked === 'string' ? matchQuery(asked) : matchOf(asked);
  if (query === undefined) return [];
  const rows = await db
    .selectFrom('items')
    .innerJoin(sql<{ rowid: number }>`item_words`.as('words'), (join) => join.onRef('words.rowid', '=', 'items.seq'))
    .selectAll('items')
    .where(sql<boolean>`item_words match ${query}`)
    .orderBy('words.rowid', 'desc')
    .limit(limit)
    .execute();
  return rows.map(itemFromRow);
}
