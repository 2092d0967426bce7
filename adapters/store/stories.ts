import type { Insertable, Selectable } from 'kysely';
import { id } from '../../src/ids.ts';
import type { StoryStore } from '../../src/ports.ts';
import type { Story } from '../../src/story/story.ts';
import type { Access, StoryRow } from './tables.ts';
import { readChannels, readProfile, written } from './written.ts';

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

function storyToRow(story: Story): Insertable<StoryRow> {
  return {
    id: story.id,
    profile: written(story.profile),
    channels: written(story.channels),
    since: story.since,
    origin: story.origin ?? null,
    configured: story.configured === undefined ? null : written(story.configured),
  };
}

function storyFromRow(row: Selectable<StoryRow>): Story {
  return {
    id: id<'story'>(row.id),
    profile: readProfile(row.profile),
    channels: readChannels(row.channels),
    since: row.since,
    ...(row.origin === 'chat' ? { origin: row.origin } : {}),
    ...(row.configured === null ? {} : { configured: readProfile(row.configured) }),
  };
}
