import type { Kysely } from 'kysely';
import type { Stopped } from '../../src/alerts/alert.ts';
import type { Outbox } from '../../src/ports.ts';
import { FREE, giveUpOrphans } from './given-up.ts';
import { chunks } from './items.ts';
import { alertFromRow } from './rows.ts';
import type { Access, StoppedRow, Tables } from './tables.ts';

const ROWS = 50;

/** The destinations that take nothing, in a table of their own: a claim passes over what waits for them. */
export function createStopped({ read, atomically }: Access): Pick<Outbox, 'stop' | 'stopped' | 'resume'> {
  return {
    stop: ({ target: { platform, channel }, why, since }) =>
      atomically(async (db) => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('stopped')
          .values({ platform, channel, why, since })
          .onConflict((conflict) => conflict.columns(['platform', 'channel']).doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      }),

    async stopped() {
      const rows = await read.selectFrom('stopped').selectAll().orderBy('since').orderBy('channel').execute();
      return await Promise.all(
        rows.map(async (row) => {
          const { number } = await waitingFor(read, row)
            .select((eb) => eb.fn.countAll<number>().as('number'))
            .where('place', 'in', ['root', 'reply'])
            .executeTakeFirstOrThrow();
          return { ...fromRow(row), waiting: number };
        }),
      );
    },

    resume: ({ platform, channel }, stale) =>
      atomically(async (db) => {
        const row = await db
          .deleteFrom('stopped')
          .where('platform', '=', platform)
          .where('channel', '=', channel)
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        // What a worker holds is its own to settle.
        const waiting = await waitingFor(db, row).selectAll().where('lease', 'is', null).orderBy('seq').execute();
        const alerts = waiting.map(alertFromRow);
        const given = stale(alerts);
        for (const part of chunks(given, ROWS)) {
          await db
            .updateTable('alerts')
            .set({ state: 'given-up', why: `its destination was stopped: ${row.why}`, ...FREE })
            .where(
              'id',
              'in',
              part.map(({ id }) => id),
            )
            .execute();
        }
        for (const { id, place } of given) if (place.kind === 'root') await giveUpOrphans(db, id);
        const said = alerts.filter(({ place }) => place.kind !== 'amend');
        return { ...fromRow(row), waiting: said.length - given.length, givenUp: given.length };
      }),
  };
}

function waitingFor(db: Kysely<Tables>, { platform, channel }: StoppedRow) {
  return db
    .selectFrom('alerts')
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('state', '=', 'pending');
}

function fromRow({ platform, channel, why, since }: StoppedRow): Stopped {
  return { target: { platform, channel }, why, since };
}
