import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../src/time.ts';
import type { Access, Tables } from './tables.ts';

/** Rows that go in one step: a writer in between waits a few milliseconds at most. */
const STEP = 1_000;

/** Forgets what no story follows. What a story follows stays as long as the story: it is its record. */
export async function forgetItems({ atomically }: Access, before: Instant): Promise<number> {
  let gone = 0;
  for (;;) {
    const step = await atomically((db) => removeItems(db, before));
    gone += step;
    if (step < STEP) return gone;
  }
}

/** Forgets keys that no feed has shown for so long. */
export async function forgetKeys({ atomically }: Access, before: Instant): Promise<void> {
  for (;;) {
    const step = await atomically(async (db) => {
      const { numAffectedRows = 0n } = await sql`delete from item_keys where key in (
        select key from item_keys where seen_at < ${before} limit ${STEP})`.execute(db);
      return Number(numAffectedRows);
    });
    if (step < STEP) return;
  }
}

async function removeItems(db: Kysely<Tables>, before: Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('items')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('items as old')
        .select('old.id')
        .where('old.first_seen_at', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('coverage')
                .select('coverage.seq')
                .whereRef('coverage.item', '=', 'old.id')
                .where('coverage.kind', '=', 'follow-up'),
            ),
          ),
        )
        .limit(STEP),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
