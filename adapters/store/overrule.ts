import type { Kysely } from 'kysely';
import type { ItemId, StoryId } from '../../src/ids.ts';
import type { Verdict } from '../../src/relevance/verdict.ts';
import { verdictFromRow } from './rows.ts';
import type { OverruledRow, Tables } from './tables.ts';
import { written } from './written.ts';

const NO_PLACEMENT = { development: null, development_at: null, placement: null, repeats: null, evidence: null };

/** What was decided moves to `overruled` on the first word, and back when the last one is undone. */
export async function overrule(
  db: Kysely<Tables>,
  story: StoryId,
  item: ItemId,
  by: (decided: Verdict) => Verdict | undefined,
): Promise<void> {
  const kept = await decidedIn(db, 'overruled', story, item);
  const current = await decidedIn(db, 'coverage', story, item);
  const decided = kept ?? current;
  if (decided === undefined) return;
  const verdict = by(verdictFromRow(decided));
  if (verdict === undefined) {
    if (kept === undefined) return;
    await db.deleteFrom('overruled').where('story', '=', story).where('item', '=', item).execute();
    await change(db, kept);
    return;
  }
  if (kept === undefined) await db.insertInto('overruled').values(decided).execute();
  await change(db, {
    ...decided,
    ...(verdict.kind === 'follow-up' ? placementIn(current) : NO_PLACEMENT),
    kind: verdict.kind,
    score: verdict.score,
    threshold: verdict.threshold,
    reasons: written(verdict.reasons),
    strand: verdict.strand ?? null,
  });
}

/** Where the item stands by an earlier word; nothing where it stands nowhere. */
function placementIn(row: OverruledRow | undefined): Partial<OverruledRow> {
  if (row === undefined || row.development === null) return {};
  const { development, development_at, placement, repeats, evidence } = row;
  return { development, development_at, placement, repeats, evidence };
}

function decidedIn(db: Kysely<Tables>, table: 'coverage' | 'overruled', story: StoryId, item: ItemId) {
  return db
    .selectFrom(table)
    .select(['story', 'item', 'kind', 'score', 'threshold', 'reasons', 'strand'])
    .select(['development', 'development_at', 'placement', 'repeats', 'evidence'])
    .where('story', '=', story)
    .where('item', '=', item)
    .executeTakeFirst();
}

async function change(db: Kysely<Tables>, { story, item, ...columns }: OverruledRow): Promise<void> {
  await db.updateTable('coverage').set(columns).where('story', '=', story).where('item', '=', item).execute();
}
