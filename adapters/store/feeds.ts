import { newFeedState } from '../../src/feeds/schedule.ts';
import { id } from '../../src/ids.ts';
import type { FeedStore } from '../../src/ports.ts';
import { feedFromRow, feedToRow, pollToRow } from './feed-rows.ts';
import type { Access } from './tables.ts';

/** The feeds that are polled. */
export function createFeedStore({ read, atomically }: Access): FeedStore {
  return {
    async all() {
      const rows = await read.selectFrom('feeds').selectAll().orderBy('position').execute();
      return rows.map(feedFromRow);
    },

    async due(now) {
      const rows = await read
        .selectFrom('feeds')
        .selectAll()
        .where('next_poll_at', '<=', now)
        .orderBy('next_poll_at')
        .orderBy('position')
        .execute();
      return rows.map(feedFromRow);
    },

    async follow(feeds, now) {
      await atomically(async (db) => {
        const known = await db.selectFrom('feeds').select('url').where('origin', 'is', null).execute();
        const wanted = new Set<string>(feeds.map((feed) => feed.url));
        for (const { url } of known) {
          if (!wanted.has(url)) await db.deleteFrom('feeds').where('url', '=', url).execute();
        }
        for (const [position, feed] of feeds.entries()) {
          const row = feedToRow(newFeedState(feed, now), position);
          const { name, lang, country, tier, every_ms, origin } = row;
          await db
            .insertInto('feeds')
            .values(row)
            .onConflict((conflict) =>
              conflict.column('url').doUpdateSet({ position, name, lang, country, tier, every_ms, origin }),
            )
            .execute();
        }
      });
    },

    async recordPoll(state) {
      await atomically((db) =>
        db.updateTable('feeds').set(pollToRow(state)).where('url', '=', state.feed.url).execute(),
      );
    },

    add(feed, now) {
      return atomically(async (db) => {
        const { last } = await db
          .selectFrom('feeds')
          .select((eb) => eb.fn.max('position').as('last'))
          .executeTakeFirstOrThrow();
        const added = await db
          .insertInto('feeds')
          .values(feedToRow(newFeedState(feed, now), (last ?? -1) + 1))
          .onConflict((conflict) => conflict.column('url').doNothing())
          .executeTakeFirst();
        return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
      });
    },

    async remove(feed) {
      await atomically((db) => db.deleteFrom('feeds').where('url', '=', feed).execute());
    },

    async itemsSince(since) {
      const rows = await read
        .selectFrom('items')
        .select((eb) => ['feed', eb.fn.countAll<number>().as('number')])
        .where('first_seen_at', '>=', since)
        .groupBy('feed')
        .execute();
      return new Map(rows.map((row) => [id<'feed'>(row.feed), row.number]));
    },
  };
}
