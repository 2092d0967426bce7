import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const sequence = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey().autoIncrement();
const unique = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().unique();

/** What is followed. */
export async function createStories(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('stories')
    .addColumn('seq', 'integer', sequence)
    .addColumn('id', 'text', unique)
    .addColumn('profile', 'text', required)
    .addColumn('channels', 'text', required)
    .addColumn('since', 'bigint', required)
    .execute();
}

/** What is polled, and what is known of each between two polls. */
export async function createFeeds(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('url', 'text', (column) => column.primaryKey().notNull())
    .addColumn('position', 'integer', required)
    .addColumn('name', 'text', required)
    .addColumn('lang', 'text')
    .addColumn('country', 'text')
    .addColumn('tier', 'text', required)
    .addColumn('every_ms', 'bigint', required)
    .addColumn('health', 'text', required)
    .addColumn('next_poll_at', 'bigint', required)
    .addColumn('last_poll_at', 'bigint')
    .addColumn('last_good_at', 'bigint')
    .addColumn('last_item_at', 'bigint')
    .addColumn('failures', 'integer', required)
    .addColumn('problem', 'text')
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('moved_to', 'text')
    .addColumn('first_polled_at', 'bigint')
    .addColumn('move_to', 'text')
    .addColumn('move_times', 'integer')
    .addColumn('rhythm_ms', 'bigint')
    .execute();
  await db.schema.createIndex('feeds_due').on('feeds').column('next_poll_at').execute();
}

/** What was read, its keys, and its words for search. */
export async function createItems(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('items')
    .addColumn('seq', 'integer', sequence)
    .addColumn('id', 'text', unique)
    .addColumn('keys', 'text', required)
    .addColumn('feed', 'text', required)
    .addColumn('source', 'text', required)
    .addColumn('tier', 'text', required)
    .addColumn('url', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('summary', 'text', required)
    .addColumn('lang', 'text', required)
    .addColumn('country', 'text')
    .addColumn('published_at', 'bigint')
    .addColumn('first_seen_at', 'bigint', required)
    .execute();
  await db.schema.createIndex('items_seen').on('items').column('first_seen_at').execute();
  await db.schema.createIndex('items_url').on('items').column('url').execute();
  await db.schema
    .createTable('item_keys')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('item', 'text', required)
    .addColumn('seen_at', 'bigint', required)
    .modifyEnd(sql`without rowid`)
    .execute();
  await createSearch(db);
}

/** The words alone: the text stays in `items`, and triggers keep both in step. */
async function createSearch(db: Kysely<Tables>): Promise<void> {
  await sql`create virtual table item_words using fts5(
    title, summary, content='items', content_rowid='seq', tokenize='unicode61 remove_diacritics 2'
  )`.execute(db);
  await sql`create trigger item_words_added after insert on items begin
    insert into item_words(rowid, title, summary) values (new.seq, new.title, new.summary);
  end`.execute(db);
  await sql`create trigger item_words_removed after delete on items begin
    insert into item_words(item_words, rowid, title, summary) values ('delete', old.seq, old.title, old.summary);
  end`.execute(db);
}

/** What each item means for each story, and the developments that items report. */
export async function createCoverage(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('developments')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('story', 'text', (column) => column.notNull().references('stories.id').onDelete('cascade'))
    .addColumn('strand', 'text')
    .addColumn('title', 'text', required)
    .addColumn('opened_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .execute();
  await db.schema.createIndex('developments_story').on('developments').columns(['story', 'updated_at']).execute();
  await db.schema
    .createTable('coverage')
    .addColumn('seq', 'integer', sequence)
    .addColumn('story', 'text', (column) => column.notNull().references('stories.id').onDelete('cascade'))
    .addColumn('item', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
    .addColumn('seen_at', 'bigint', required)
    .addColumn('kind', 'text', required)
    .addColumn('score', 'real', required)
    .addColumn('threshold', 'real', required)
    .addColumn('reasons', 'text', required)
    .addColumn('strand', 'text')
    .addColumn('development', 'text', (column) => column.references('developments.id').onDelete('cascade'))
    .addColumn('development_at', 'bigint')
    .addColumn('placement', 'text')
    .addColumn('repeats', 'text')
    .addColumn('evidence', 'text')
    .addUniqueConstraint('coverage_item_story', ['item', 'story'])
    .execute();
  await db.schema.createIndex('coverage_story').on('coverage').columns(['story', 'seen_at']).execute();
  await db.schema.createIndex('coverage_seen').on('coverage').column('seen_at').execute();
  await db.schema
    .createIndex('coverage_development')
    .on('coverage')
    .column('development')
    .where(sql.ref('development'), 'is not', null)
    .execute();
}

/** The outbox. */
export async function createAlerts(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('seq', 'integer', sequence)
    .addColumn('id', 'text', unique)
    .addColumn('platform', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('message', 'text', required)
    .addColumn('place', 'text', required)
    .addColumn('thread', 'text', required)
    .addColumn('story', 'text')
    .addColumn('development', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('not_before', 'bigint', required)
    .addColumn('uncertain_since', 'bigint')
    .addColumn('why', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('receipt', 'text')
    .addColumn('lease', 'text')
    .addColumn('leased_at', 'bigint')
    .addColumn('lease_until', 'bigint')
    .execute();
  await db.schema.createIndex('alerts_thread').on('alerts').columns(['thread', 'state', 'seq']).execute();
  await db.schema.createIndex('alerts_state').on('alerts').columns(['state', 'seq']).execute();
  await db.schema.createIndex('alerts_target').on('alerts').columns(['platform', 'channel', 'created_at']).execute();
}

/** What people say, and what was decided where they overrule it. */
export async function createFeedback(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('feedback')
    .addColumn('seq', 'integer', sequence)
    .addColumn('kind', 'text', required)
    .addColumn('story', 'text', required)
    .addColumn('development', 'text')
    .addColumn('items', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('platform', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('said_by', 'text', required)
    .addColumn('said_at', 'bigint', required)
    .addColumn('until', 'bigint')
    .addColumn('undone_by', 'text')
    .addColumn('undone_at', 'bigint')
    .execute();
  await db.schema.createIndex('feedback_story').on('feedback').columns(['story', 'seq']).execute();
  await db.schema
    .createTable('overruled')
    .addColumn('story', 'text', (column) => column.notNull().references('stories.id').onDelete('cascade'))
    .addColumn('item', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
    .addColumn('kind', 'text', required)
    .addColumn('score', 'real', required)
    .addColumn('threshold', 'real', required)
    .addColumn('reasons', 'text', required)
    .addColumn('strand', 'text')
    .addColumn('development', 'text')
    .addColumn('development_at', 'bigint')
    .addColumn('placement', 'text')
    .addColumn('repeats', 'text')
    .addColumn('evidence', 'text')
    .addPrimaryKeyConstraint('overruled_item_story', ['item', 'story'])
    .execute();
}
