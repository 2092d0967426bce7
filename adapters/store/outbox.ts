import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Claimed, Outbox } from '../../src/ports.ts';
import type { ChannelRef } from '../../src/story/story.ts';
import type { Instant } from '../../src/time.ts';
import { FREE, giveUpOrphans } from './given-up.ts';
import { chunks } from './items.ts';
import { alertFromRow, alertToRow, deliveryToRow } from './rows.ts';
import { createStopped } from './stopped.ts';
import type { Access, Tables } from './tables.ts';

const ROWS = 50;

/** What is to be said and what was said: a queue in which every thread keeps its order. */
export function createOutbox(access: Access): Outbox {
  const { read, atomically } = access;
  return {
    ...createStopped(access),

    add: (alerts) =>
      atomically(async (db) => {
        for (const part of chunks(alerts.map(alertToRow), ROWS)) {
          await db
            .insertInto('alerts')
            .values(part)
            .onConflict((conflict) => conflict.column('id').doNothing())
            .execute();
        }
        const threads = alerts.flatMap(({ place }) => (place.kind === 'root' ? [] : [place.root]));
        for (const thread of new Set<string>(threads)) await giveUpOrphans(db, thread);
      }),

    async claim(now, leaseMs, limit, busy = []) {
      // Most of the time nothing is due, and looking needs no write lock.
      if ((await dueIds(read, now, 1, busy)).length === 0) return [];
      return atomically(async (db) => {
        const ids = await dueIds(db, now, limit, busy);
        return ids.length === 0 ? [] : lease(db, ids, now, leaseMs);
      });
    },

    settle: ({ alert, lease }, delivery) =>
      atomically(async (db) => {
        const { numUpdatedRows } = await db
          .updateTable('alerts')
          .set({ ...deliveryToRow(delivery), ...FREE })
          .where('id', '=', alert.id)
          .where('lease', '=', lease)
          .where('state', '=', 'pending')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        if (delivery.state === 'given-up' && alert.place.kind === 'root') await giveUpOrphans(db, alert.id);
        return true;
      }),

    async find(alert) {
      const row = await read.selectFrom('alerts').selectAll().where('id', '=', alert).executeTakeFirst();
      return row === undefined ? undefined : alertFromRow(row);
    },

    async queuedSince(target, since) {
      const { number } = await read
        .selectFrom('alerts')
        .select((eb) => eb.fn.countAll<number>().as('number'))
        .where('platform', '=', target.platform)
        .where('channel', '=', target.channel)
        .where('created_at', '>=', since)
        .where('place', 'in', ['root', 'reply'])
        .executeTakeFirstOrThrow();
      return number;
    },

    async unsent(limit) {
      const rows = await read
        .selectFrom('alerts')
        .selectAll()
        .where('state', 'in', ['pending', 'given-up'])
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(alertFromRow);
    },

    async depth() {
      const rows = await read
        .selectFrom('alerts')
        .select((eb) => ['state', eb.fn.countAll<number>().as('number')])
        .groupBy('state')
        .execute();
      const of = (state: string): number => rows.find((row) => row.state === state)?.number ?? 0;
      return { pending: of('pending'), sent: of('sent'), givenUp: of('given-up') };
    },
  };
}

/**
 * The oldest alert of each thread, where it is due and the thread is free, oldest first.
 * An amendment counts only while no newer one of its root waits.
 */
async function dueIds(
  db: Kysely<Tables>,
  now: Instant,
  limit: number,
  busy: readonly ChannelRef[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select head.id from alerts as head
    where head.state = 'pending' and head.not_before <= ${now}
      and (head.lease_until is null or head.lease_until <= ${now})
      and not exists (
        select 1 from stopped where stopped.platform = head.platform and stopped.channel = head.channel)
      and not ${superseded('head')}
      and (head.place = 'root'
        or exists (select 1 from alerts as root where root.id = head.thread and root.state = 'sent'))
      and not exists (
        select 1 from alerts as other
        where other.thread = head.thread and other.state = 'pending' and other.id <> head.id
          and (other.lease_until > ${now} or (head.place <> 'root' and other.seq < head.seq and not ${superseded('other')})))
      ${sql.join(
        busy.map(({ platform, channel }) => sql`and not (head.platform = ${platform} and head.channel = ${channel})`),
        sql` `,
      )}
    order by head.seq limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** True of an amendment that a newer one of the same root makes needless. */
function superseded(alias: 'head' | 'other' | 'alerts') {
  const old = sql.ref(alias);
  return sql<boolean>`(${old}.place = 'amend' and exists (
    select 1 from alerts as newer
    where newer.thread = ${old}.thread and newer.place = 'amend' and newer.state = 'pending' and newer.seq > ${old}.seq))`;
}

async function lease(
  db: Kysely<Tables>,
  ids: readonly string[],
  now: Instant,
  leaseMs: number,
): Promise<readonly Claimed[]> {
  const token = randomUUID();
  // A lease that ran out means an attempt whose outcome nobody knows.
  await sql`update alerts set
      uncertain_since = case when lease is null then uncertain_since else coalesce(uncertain_since, leased_at) end,
      attempts = case when lease is null then attempts else attempts + 1 end,
      lease = ${token}, leased_at = ${now}, lease_until = ${now + leaseMs}
    where id in (${sql.join(ids)})`.execute(db);
  const rows = await db
    .selectFrom('alerts')
    .leftJoin('alerts as root', (join) => join.onRef('root.id', '=', 'alerts.thread').on('root.place', '=', 'root'))
    .selectAll('alerts')
    .select('root.receipt as root_receipt')
    .where('alerts.lease', '=', token)
    .orderBy('alerts.seq')
    .execute();
  await dropSuperseded(
    db,
    rows.map(({ thread }) => thread),
    now,
  );
  return rows.map((row) => ({
    alert: alertFromRow(row),
    root: row.place === 'root' ? undefined : (row.root_receipt ?? undefined),
    lease: token,
  }));
}

async function dropSuperseded(db: Kysely<Tables>, threads: readonly string[], now: Instant): Promise<void> {
  await db
    .updateTable('alerts')
    .set({ state: 'superseded', why: 'a newer version took its place', ...FREE })
    .where('thread', 'in', threads)
    .where('state', '=', 'pending')
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .where(superseded('alerts'))
    .execute();
}
