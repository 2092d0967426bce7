import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import { id, type ItemId, type StoryId } from '../ids.ts';
import { decide, learn, openWatch } from '../relevance/watch.ts';
import { draftProfile } from '../story/draft.ts';
import { seedOf } from '../story/seed.ts';
import type { Seed, Story } from '../story/story.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { readItems } from './items.ts';
import { chosenLexicon } from './profile-options.ts';
import { numberedLines } from './lines.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly stories: string;
  readonly seeds: string;
  readonly items: string;
  readonly lexicon?: string;
}

const Task = z.looseObject({
  story_id: z.string(),
  seed_ids: z.array(z.string()).min(1),
  seed3_ids: z.array(z.string()).optional(),
});
type Task = z.infer<typeof Task>;

/** Prints {"story","id","kind","score"} for every story and item that are not unrelated. A story's own seeds are not judged. */
export async function printManyStories(options: Options, terminal: Terminal): Promise<0 | 1> {
  const tasks = await readTasks(options.stories, terminal);
  const faults = { count: 0 };
  const items: FeedItem[] = [];
  for await (const { item } of readItems(options.items, terminal, faults, 0)) items.push(item);
  const lexicon = chosenLexicon(options);
  const byId = new Map(items.map((item) => [item.id, item]));
  const seedIds = new Map(tasks.map((task) => [id<'story'>(task.story_id), seedsOf(task, options.seeds)]));
  const stories = tasks.map((task) => storyOf(task, seedsOf(task, options.seeds), byId, lexicon));
  await judgeAll(stories, seedIds, items, lexicon, terminal);
  return faults.count === 0 ? 0 : 1;
}

async function judgeAll(
  stories: readonly Story[],
  seedIds: ReadonlyMap<StoryId, ReadonlySet<ItemId>>,
  items: readonly FeedItem[],
  lexicon: Lexicon,
  terminal: Terminal,
): Promise<void> {
  const watch = openWatch(stories, lexicon);
  for (const item of items) {
    const decisions = decide(watch, item);
    // A story's own seed teaches as any item does, or it would stand for what the story is not; it is only not told.
    learn(watch, item, decisions);
    const rows = decisions
      .filter(({ story, verdict }) => verdict.kind !== 'unrelated' && seedIds.get(story)?.has(item.id) !== true)
      .map(({ story, verdict }) =>
        JSON.stringify({ story, id: item.id, kind: verdict.kind, score: Math.round(verdict.score * 10_000) / 10_000 }),
      );
    if (rows.length > 0) await terminal.out(`${rows.join('\n')}\n`);
  }
}

async function readTasks(path: string, terminal: Terminal): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  for await (const { line, number } of numberedLines(path, terminal)) {
    const checked = Task.safeParse(parseJson(line, path, number));
    if (!checked.success) {
      throw new UserError(
        `${path}:${number} is not a task; expected {"story_id", "seed_ids": [...], "seed3_ids": [...]}.`,
      );
    }
    tasks.push(checked.data);
  }
  return tasks;
}

function parseJson(line: string, path: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UserError(`${path}:${number} is not JSON; expected one object a line.`, { cause });
  }
}

function seedsOf(task: Task, seeds: string): ReadonlySet<ItemId> {
  const ids = seeds === '3' ? (task.seed3_ids ?? task.seed_ids) : task.seed_ids;
  return new Set(ids.map((text) => id<'item'>(text)));
}

function storyOf(
  task: Task,
  seedIds: ReadonlySet<ItemId>,
  items: ReadonlyMap<ItemId, FeedItem>,
  lexicon: Lexicon,
): Story {
  const seeds = [...seedIds].map((seedId): Seed => {
    const item = items.get(seedId);
    if (item === undefined)
      throw new UserError(`Story ${task.story_id} starts from ${seedId}, which is not among the items.`);
    return seedOf(item);
  });
  const { profile } = draftProfile(seeds, lexicon);
  return { id: id(task.story_id), profile, channels: [], since: profile.published ?? 0 };
}
