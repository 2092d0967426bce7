import { type Kysely, sql } from 'kysely';
import { UserError } from '../../src/errors.ts';
import type { Instant } from '../../src/time.ts';
import type { Tables } from './tables.ts';
import { addEdits, addFeedOrigin, addFeedWishes, addMeanings, addOrigin, addStopped } from './schema-changes.ts';
import { createAlerts, createCoverage, createFeedback, createFeeds, createItems, createStories } from './schema.ts';

/** One step of the schema, forward only: a released step is never changed, a further one is added. */
export interface Migration {
  readonly name: string;
  up(db: Kysely<Tables>): Promise<void>;
}

/** In order; the n-th brings the schema to version n. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'stories, feeds, items, developments, coverage, alerts',
    async up(db) {
      await createStories(db);
      await createFeeds(db);
      await createItems(db);
      await createCoverage(db);
      await createAlerts(db);
    },
  },
  { name: 'feedback', up: createFeedback },
  { name: 'stories from chats', up: addOrigin },
  { name: 'edited profiles', up: addEdits },
  { name: 'what feeds wish', up: addFeedWishes },
  { name: 'feeds from chats', up: addFeedOrigin },
  { name: 'stopped destinations', up: addStopped },
  { name: 'what items mean', up: addMeanings },
];

/**
 * Brings the schema up to date, each step in a transaction of its own: a kill leaves the old version or the new one.
 * Two processes may start at once; the second finds the work done.
 * Throws a UserError where the database was written by a newer program.
 */
export async function migrate(
  db: Kysely<Tables>,
  path: string,
  now: Instant,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const found = await versionOf(db);
  if (found > migrations.length) {
    throw new UserError(
      `the database ${path} has schema version ${found}; this program knows versions up to ${migrations.length}`,
      { hint: 'Start the newer Storywatch that wrote it, or restore the backup from before the update.' },
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < found) continue;
    await db.transaction().execute((tx) => apply(tx, index + 1, migration, now));
  }
}

async function apply(tx: Kysely<Tables>, version: number, migration: Migration, now: Instant): Promise<void> {
  await tx.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute();
  // Read again under the write lock: another process may have been faster.
  const done = await tx.selectFrom('migrations').select('version').where('version', '=', version).executeTakeFirst();
  if (done !== undefined) return;
  await migration.up(tx);
  await tx.insertInto('migrations').values({ version, name: migration.name, applied_at: now }).execute();
}

async function versionOf(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql`select 1 from sqlite_schema where type = 'table' and name = 'migrations'`.execute(db);
  if (rows.length === 0) return 0;
  const newest = await db
    .selectFrom('migrations')
    .select((eb) => eb.fn.max('version').as('version'))
    .executeTakeFirst();
  return newest?.version ?? 0;
}
