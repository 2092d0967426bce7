import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Development, Placement, PlacementKind, Report } from '../../src/developments/development.ts';
import { id } from '../../src/ids.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import { chunks } from './items.ts';
import { itemFromRow, verdictFromRow } from './rows.ts';
import type { CoverageRow, DevelopmentRow, ItemRow, Tables } from './tables.ts';

const WrittenPlacement: z.ZodType<PlacementKind> = z.enum(['opens', 'develops', 'repeats']);
const IDS = 500;

/** One row of coverage beside its item. */
export type CoveredRow = Selectable<CoverageRow> & {
  readonly [Column in keyof ItemRow as `item_${Column}`]: Selectable<ItemRow>[Column];
};

/** Coverage joined with its items; the caller adds conditions and an order. */
export function selectCovered(db: Kysely<Tables>) {
  return db
    .selectFrom('coverage')
    .innerJoin('items', 'items.id', 'coverage.item')
    .selectAll('coverage')
    .select([
      'items.seq as item_seq',
      'items.id as item_id',
      'items.keys as item_keys',
      'items.feed as item_feed',
      'items.source as item_source',
      'items.tier as item_tier',
      'items.url as item_url',
      'items.title as item_title',
      'items.summary as item_summary',
      'items.lang as item_lang',
      'items.country as item_country',
      'items.published_at as item_published_at',
      'items.first_seen_at as item_first_seen_at',
      'items.meaning_model as item_meaning_model',
      'items.meaning as item_meaning',
    ]);
}

/** A development with all reports, in the order in which they were decided. */
interface Loaded {
  readonly row: DevelopmentRow;
  readonly reports: readonly { readonly seq: number; readonly report: Report }[];
}

/** The developments of these rows, whole, in the order in which they were opened. */
export async function loadDevelopments(
  db: Kysely<Tables>,
  rows: readonly DevelopmentRow[],
): Promise<readonly Development[]> {
  const loaded = [...(await load(db, rows)).values()].filter(({ reports }) => reports.length > 0);
  loaded.sort((a, b) => (a.reports[0]?.seq ?? 0) - (b.reports[0]?.seq ?? 0));
  return loaded.map(({ row, reports }) =>
    developmentOf(
      row,
      reports.map(({ report }) => report),
      row.updated_at,
    ),
  );
}

/** The coverage of these rows, in their order; each placement sees its development as it was then. */
export async function loadCoverage(db: Kysely<Tables>, rows: readonly CoveredRow[]): Promise<readonly Coverage[]> {
  const ids = [...new Set(rows.flatMap(({ development }) => development ?? []))];
  const found: DevelopmentRow[] = [];
  for (const part of chunks(ids, IDS)) {
    found.push(...(await db.selectFrom('developments').selectAll().where('id', 'in', part).execute()));
  }
  const developments = await load(db, found);
  return rows.map((row) => ({
    story: id<'story'>(row.story),
    item: itemOf(row),
    verdict: verdictFromRow(row),
    placement: placementOf(row, developments),
  }));
}

async function load(db: Kysely<Tables>, rows: readonly DevelopmentRow[]): Promise<ReadonlyMap<string, Loaded>> {
  const reports = new Map<string, { seq: number; report: Report }[]>(rows.map(({ id }) => [id, []]));
  for (const part of chunks([...reports.keys()], IDS)) {
    const covered = await selectCovered(db).where('development', 'in', part).orderBy('coverage.seq').execute();
    for (const row of covered) {
      const report = {
        item: itemOf(row),
        placement: WrittenPlacement.parse(row.placement),
        repeats: row.repeats === null ? undefined : id<'item'>(row.repeats),
      };
      reports.get(row.development ?? '')?.push({ seq: row.seq, report });
    }
  }
  return new Map(rows.map((row) => [row.id, { row, reports: reports.get(row.id) ?? [] }]));
}

function placementOf(row: CoveredRow, developments: ReadonlyMap<string, Loaded>): Placement | undefined {
  const loaded = developments.get(row.development ?? '');
  if (loaded === undefined || row.placement === null) return undefined;
  const then = loaded.reports.filter(({ seq }) => seq <= row.seq).map(({ report }) => report);
  return {
    kind: WrittenPlacement.parse(row.placement),
    development: developmentOf(loaded.row, then, row.development_at ?? loaded.row.updated_at),
    evidence: row.evidence ?? '',
  };
}

function developmentOf(row: DevelopmentRow, reports: readonly Report[], updatedAt: number): Development {
  return {
    id: id<'development'>(row.id),
    story: id<'story'>(row.story),
    strand: row.strand === null ? undefined : id<'strand'>(row.strand),
    // Where people took the opener out of the story, the next report stands first.
    title: reports[0]?.item.title ?? row.title,
    openedAt: row.opened_at,
    updatedAt,
    reports,
  };
}

function itemOf(row: CoveredRow) {
  return itemFromRow({
    id: row.item_id,
    keys: row.item_keys,
    feed: row.item_feed,
    source: row.item_source,
    tier: row.item_tier,
    url: row.item_url,
    title: row.item_title,
    summary: row.item_summary,
    lang: row.item_lang,
    country: row.item_country,
    published_at: row.item_published_at,
    first_seen_at: row.item_first_seen_at,
    meaning_model: row.item_meaning_model,
    meaning: row.item_meaning,
  });
}
