import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Feedback, FeedbackKind, Said } from '../../src/feedback/feedback.ts';
import { id } from '../../src/ids.ts';
import type { FeedbackStore } from '../../src/ports.ts';
import type { Access, FeedbackRow } from './tables.ts';
import { readKeys, readProfile, written } from './written.ts';

const Kind: z.ZodType<FeedbackKind> = z.enum([
  'this-story',
  'not-this-story',
  'important',
  'already-known',
  'mute',
  'share',
  'track',
  'edit',
  'add-feed',
  'retry-feed',
]);
const IN_FORCE = 1_000;

/** What people said. A row's number is its id: short enough to type. */
export function createFeedbackStore({ read, atomically }: Access): FeedbackStore {
  return {
    async record(said) {
      const row = await atomically((db) =>
        db.insertInto('feedback').values(rowOf(said)).returningAll().executeTakeFirstOrThrow(),
      );
      return feedbackOf(row);
    },

    async find(feedback) {
      const row = await read.selectFrom('feedback').selectAll().where('seq', '=', seqOf(feedback)).executeTakeFirst();
      return row === undefined ? undefined : feedbackOf(row);
    },

    async undo(feedback, user, at) {
      const row = await atomically((db) =>
        db
          .updateTable('feedback')
          .set({ undone_by: user, undone_at: at })
          .where('seq', '=', seqOf(feedback))
          .where('undone_at', 'is', null)
          .returningAll()
          .executeTakeFirst(),
      );
      return row === undefined ? undefined : feedbackOf(row);
    },

    async inForce(story, now) {
      const rows = await read
        .selectFrom('feedback')
        .selectAll()
        .where('story', '=', story)
        .where('undone_at', 'is', null)
        .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
        .orderBy('seq', 'desc')
        .limit(IN_FORCE)
        .execute();
      return rows.reverse().map(feedbackOf);
    },

    async log(story, limit) {
      const all = read.selectFrom('feedback').selectAll().orderBy('seq', 'desc').limit(limit);
      const rows = await (story === undefined ? all : all.where('story', '=', story)).execute();
      return rows.map(feedbackOf);
    },
  };
}

function seqOf(feedback: string): number {
  return /^\d{1,15}$/.test(feedback) ? Number(feedback) : -1;
}

function rowOf(said: Said) {
  return {
    kind: said.kind,
    story: said.story,
    development: said.development ?? null,
    items: written(said.items),
    title: said.title,
    platform: said.target.platform,
    channel: said.target.channel,
    said_by: said.user,
    said_at: said.at,
    until: said.until ?? null,
    before: said.before === undefined ? null : written(said.before),
  };
}

function feedbackOf(row: Selectable<FeedbackRow>): Feedback {
  return {
    id: id<'feedback'>(String(row.seq)),
    kind: Kind.parse(row.kind),
    story: id<'story'>(row.story),
    development: row.development === null ? undefined : id<'development'>(row.development),
    items: readKeys(row.items).map((item) => id<'item'>(item)),
    title: row.title,
    target: { platform: row.platform, channel: row.channel },
    user: row.said_by,
    at: row.said_at,
    until: row.until ?? undefined,
    ...(row.before === null ? {} : { before: readProfile(row.before) }),
    undone: row.undone_at === null ? undefined : { at: row.undone_at, user: row.undone_by ?? '' },
  };
}
