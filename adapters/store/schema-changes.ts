import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** What was added to the tables of schema.ts since they were made. */

/** Where a story comes from, so that one from a chat outlives a start by the configuration. */
export async function addOrigin(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('stories').addColumn('origin', 'text').execute();
}

/** What a profile was before people edited it: in the audit log, and what the configuration says of it. */
export async function addEdits(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('stories').addColumn('configured', 'text').execute();
  await db.schema.alterTable('feedback').addColumn('before', 'text').execute();
}

/** How often a feed wishes to be asked, and when not. */
export async function addFeedWishes(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('feeds').addColumn('ttl_ms', 'bigint').execute();
  await db.schema.alterTable('feeds').addColumn('skips', 'text').execute();
}

/** Where a feed comes from, so that one from a chat outlives a start by the configuration. */
export async function addFeedOrigin(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('feeds').addColumn('origin', 'text').execute();
}

/** What items mean, so that a restart need not ask a model again. */
export async function addMeanings(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('items').addColumn('meaning_model', 'text').execute();
  await db.schema.alterTable('items').addColumn('meaning', 'blob').execute();
}

/** The destinations that take nothing. */
export async function addStopped(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('stopped')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('stopped_target', ['platform', 'channel'])
    .execute();
}
