import type { StoryStore } from '../../src/ports.ts';
import { storyFromRow, storyToRow } from './rows.ts';
import type { Access } from './tables.ts';

/** The stories that are followed. Removing one removes what was decided for it and what is not yet said. */
export function createStoryStore({ read, atomically }: Access): StoryStore {
  return {
    async all() {
      const rows = await read.selectFrom('stories').selectAll().orderBy('seq').execute();
      return rows.map(storyFromRow);
    },

    async save(story) {
      const { id, ...changes } = storyToRow(story);
      await atomically((db) =>
        db
          .insertInto('stories')
          .values({ id, ...changes })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
          .execute(),
      );
    },

    async remove(story) {
      await atomically(async (db) => {
        await db.deleteFrom('stories').where('id', '=', story).execute();
        await db
          .updateTable('alerts')
          .set({ state: 'given-up', why: 'its story was removed', lease: null })
          .where('story', '=', story)
          .where('state', '=', 'pending')
          .execute();
      });
    },
  };
}
