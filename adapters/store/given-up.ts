import type { Kysely } from 'kysely';
import { id } from '../../src/ids.ts';
import type { Tables } from './tables.ts';

/** The columns of an alert that nobody holds. */
export const FREE = { lease: null, leased_at: null, lease_until: null };

/** Gives up what waits for a root that will never be sent. */
export async function giveUpOrphans(db: Kysely<Tables>, thread: string): Promise<void> {
  const root = await db
    .selectFrom('alerts')
    .select(['state', 'why'])
    .where('id', '=', thread)
    .where('place', '=', 'root')
    .executeTakeFirst();
  if (root !== undefined && root.state !== 'given-up') return;
  const why =
    root === undefined
      ? 'the message it belongs to was never queued'
      : `its root message was given up: ${root.why ?? ''}`;
  await db
    .updateTable('alerts')
    .set({ state: 'given-up', why, ...FREE })
    .where('thread', '=', id<'alert'>(thread))
    .where('state', '=', 'pending')
    .execute();
}
