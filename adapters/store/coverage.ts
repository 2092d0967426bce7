import { type Insertable, type Kysely, sql } from 'kysely';
import type { Counts, CoverageStore } from '../../src/ports.ts';
import type { Instant } from '../../src/time.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import { type CoveredRow, loadCoverage, loadDevelopments, selectCovered } from './developments.ts';
import { forgetItems, forgetKeys } from './forget.ts';
import { chunks, keepItems, unseenOf } from './items.ts';
import { overrule } from './overrule.ts';
import { itemFromRow } from './rows.ts';
import { findItem, search } from './search.ts';
import type { Access, CoverageRow, DevelopmentRow, Tables } from './tables.ts';
import { written } from './written.ts';

const ROWS = 50;

/** What was read, and what it means for the stories. */
export function createCoverageStore(access: Access): CoverageStore {
  const { read, atomically } = access;
  return {
    unseen: (items) => unseenOf(read, items),
    saveItems: (items) => atomically((db) => keepItems(db, items)),
    save: (coverage) => atomically((db) => keepCoverage(db, coverage)),
    overrule: (story, item, by) => atomically((db) => overrule(db, story, item, by)),

    async developments(story, updatedSince) {
      const rows = await read
        .selectFrom('developments')
        .selectAll()
        .where('story', '=', story)
        .where('updated_at', '>=', updatedSince)
        .execute();
      return loadDevelopments(read, rows);
    },

    async development(development) {
      const rows = await read.selectFrom('developments').selectAll().where('id', '=', development).execute();
      return (await loadDevelopments(read, rows))[0];
    },

    findItem: (text) => findItem(read, text.trim()),

    async coverageOf(item) {
      const rows = await selectCovered(read).where('coverage.item', '=', item).orderBy('coverage.seq').execute();
      return loadCoverage(read, rows);
    },

    async unsure(since) {
      const rows = await selectCovered(read)
        .where('coverage.seen_at', '>=', since)
        .where('coverage.kind', '=', 'unsure')
        .orderBy('coverage.seen_at')
        .orderBy('items.seq')
        .execute();
      return loadCoverage(read, rows);
    },

    async between(story, from, to) {
      const rows: readonly CoveredRow[] = await selectCovered(read)
        .where('coverage.story', '=', story)
        .where('coverage.seen_at', '>=', from)
        .where('coverage.seen_at', '<', to)
        .orderBy('coverage.seen_at')
        .orderBy('items.seq')
        .execute();
      return loadCoverage(read, rows);
    },

    async items(from, to, limit) {
      const rows = await read
        .selectFrom('items')
        .selectAll()
        .where('first_seen_at', '>=', from)
        .where('first_seen_at', '<', to)
        .orderBy('first_seen_at', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.reverse().map(itemFromRow);
    },

    search: (asked, limit) => search(read, asked, limit),

    counts: (from, to) => countItems(read, from, to),

    async forget(itemsBefore, keysBefore) {
      await forgetKeys(access, keysBefore);
      return forgetItems(access, itemsBefore);
    },
  };
}

async function countItems(db: Kysely<Tables>, from: Instant, to: Instant): Promise<Counts> {
  const { read } = await db
    .selectFrom('items')
    .select((eb) => eb.fn.countAll<number>().as('read'))
    .where('first_seen_at', '>=', from)
    .where('first_seen_at', '<', to)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('coverage')
    .select((eb) => ['kind', 'placement', eb.fn.countAll<number>().as('number')])
    .where('seen_at', '>=', from)
    .where('seen_at', '<', to)
    .groupBy(['kind', 'placement'])
    .execute();
  const sum = (fits: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(fits).reduce((total, row) => total + row.number, 0);
  return {
    read,
    followUps: sum(({ kind }) => kind === 'follow-up'),
    repeats: sum(({ placement }) => placement === 'repeats'),
    unsure: sum(({ kind }) => kind === 'unsure'),
  };
}

async function keepCoverage(db: Kysely<Tables>, coverage: readonly Coverage[]): Promise<void> {
  // A development that several of the items report is written once, as the last of them left it.
  const developments = new Map(
    coverage.flatMap(({ placement }) => (placement === undefined ? [] : [developmentRow(placement)])),
  );
  for (const part of chunks([...developments.values()], ROWS)) {
    await db
      .insertInto('developments')
      .values(part)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          strand: eb.ref('excluded.strand'),
          title: eb.ref('excluded.title'),
          updated_at: eb.ref('excluded.updated_at'),
        })),
      )
      .execute();
  }
  for (const part of chunks(coverage.map(coverageRow), ROWS)) {
    await db
      .insertInto('coverage')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['item', 'story']).doUpdateSet((eb) => ({
          seq: sql<number>`(select max(seq) + 1 from coverage)`,
          kind: eb.ref('excluded.kind'),
          score: eb.ref('excluded.score'),
          threshold: eb.ref('excluded.threshold'),
          reasons: eb.ref('excluded.reasons'),
          strand: eb.ref('excluded.strand'),
          development: eb.ref('excluded.development'),
          development_at: eb.ref('excluded.development_at'),
          placement: eb.ref('excluded.placement'),
          repeats: eb.ref('excluded.repeats'),
          evidence: eb.ref('excluded.evidence'),
        })),
      )
      .execute();
  }
}

function developmentRow({ development }: NonNullable<Coverage['placement']>): [string, DevelopmentRow] {
  const { id, story, strand, title, openedAt, updatedAt } = development;
  return [id, { id, story, strand: strand ?? null, title, opened_at: openedAt, updated_at: updatedAt }];
}

function coverageRow({ story, item, verdict, placement }: Coverage): Insertable<CoverageRow> {
  return {
    story,
    item: item.id,
    seen_at: item.firstSeenAt,
    kind: verdict.kind,
    score: verdict.score,
    threshold: verdict.threshold,
    reasons: written(verdict.reasons),
    strand: verdict.strand ?? null,
    development: placement?.development.id ?? null,
    development_at: placement?.development.updatedAt ?? null,
    placement: placement?.kind ?? null,
    repeats: placement?.development.reports.at(-1)?.repeats ?? null,
    evidence: placement?.evidence ?? null,
  };
}
