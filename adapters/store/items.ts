import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { FeedItem } from '../../src/feeds/item.ts';
import { DAY_MS } from '../../src/time.ts';
import { itemToRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** Rows in one statement: few enough for every engine's limit of parameters, many enough to be quick. */
const ROWS = 50;
const KEYS = 500;

/** A key's digest: 132 bits of SHA-256, for keys may be long addresses. */
function digestOf(key: string): string {
  return hash('sha256', key, 'base64url').slice(0, 22);
}

interface Known {
  readonly item: string;
  readonly seenAt: number;
}

/** The items of which no key has been seen: neither before, nor earlier in the list. */
export async function unseenOf(db: Kysely<Tables>, items: readonly FeedItem[]): Promise<readonly FeedItem[]> {
  return (await sort(db, items)).fresh;
}

/**
 * Keeps the fresh items with their keys. Of an item that was seen under another of its keys only the keys are kept:
 * publishers change guids, addresses and titles, seldom all of them at once. Says how many were fresh.
 */
export async function keepItems(db: Kysely<Tables>, items: readonly FeedItem[]): Promise<number> {
  const { fresh, keys } = await sort(db, items);
  for (const part of chunks(fresh, ROWS)) {
    await db
      .insertInto('items')
      .values(part.map(itemToRow))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await breath();
  }
  for (const part of chunks(keys, ROWS * 3)) {
    await db
      .insertInto('item_keys')
      .values(part)
      .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ seen_at: eb.ref('excluded.seen_at') })))
      .execute();
  }
  return fresh.length;
}

/** SQLite answers at once, so that many keys or a large transaction would keep commands from being acknowledged until its end. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Sorted {
  readonly fresh: readonly FeedItem[];
  /** Keys to write: new ones, and known ones that have not been touched for a day. */
  readonly keys: readonly { readonly key: string; readonly item: string; readonly seen_at: number }[];
}

async function sort(db: Kysely<Tables>, items: readonly FeedItem[]): Promise<Sorted> {
  const digests = items.map((item) => [...new Set(item.keys)].map(digestOf));
  const known = await knownKeys(db, digests.flat());
  const fresh: FeedItem[] = [];
  const keys: { key: string; item: string; seen_at: number }[] = [];
  for (const [index, item] of items.entries()) {
    const own = digests[index] ?? [];
    const earlier = own.map((key) => known.get(key)).find((found) => found !== undefined);
    if (earlier === undefined) fresh.push(item);
    for (const key of own) {
      const found = known.get(key);
      if (found !== undefined && found.seenAt > item.firstSeenAt - DAY_MS) continue;
      const owner = found?.item ?? earlier?.item ?? item.id;
      keys.push({ key, item: owner, seen_at: item.firstSeenAt });
      known.set(key, { item: owner, seenAt: item.firstSeenAt });
    }
  }
  return { fresh, keys };
}

async function knownKeys(db: Kysely<Tables>, digests: readonly string[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const part of chunks(digests, KEYS)) {
    const rows = await db.selectFrom('item_keys').selectAll().where('key', 'in', part).execute();
    for (const row of rows) known.set(row.key, { item: row.item, seenAt: row.seen_at });
    await breath();
  }
  return known;
}

/** Cuts a list into parts of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let from = 0; from < list.length; from += size) parts.push(list.slice(from, from + size));
  return parts;
}
