import { newFeedState } from '../../src/feeds/schedule.ts';
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
        const known = await db.selectFrom('feeds').select('url').execute();
        const wanted = new Set<string>(feeds.map((feed) => feed.url));
        for (const { url } of known) {
          if (!wanted.has(url)) await db.deleteFrom('feeds').where('url', '=', url).execute();
        }
        for (const [position, feed] of feeds.entries()) {
          const row = feedToRow(newFeedState(feed, now), position);
          const { name, lang, country, tier, every_ms } = row;
          await db
            .insertInto('feeds')
            .values(row)
            .onConflict((conflict) =>
              conflict.column('url').doUpdateSet({ position, name, lang, country, tier, every_ms }),
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
  };
}
