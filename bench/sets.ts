import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import { parseSeed } from '../src/story/seed.ts';
import type { Seed } from '../src/story/story.ts';

/** Where the labelled sets lie: beside the checkout. */
export const DATA = resolve(import.meta.dirname, '../../shared/data');

/** A line of a labelled set. */
export interface Labelled {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly source?: string;
  readonly url?: string;
  readonly published?: string;
  readonly lang?: string;
  readonly label?: string;
  readonly story_id?: string;
  readonly topic?: string;
  readonly is_seed?: boolean;
}

/**
 * `real` stories, each in a stream of its own; real ones `recalled` from memory; `many` stories in one stream; `written`
 * ones; `long` ones, which are written too, but as long as real ones; real stories `begun` from other items of theirs; real
 * ones in streams of `headlines` alone; and real and written ones told `seldom`.
 */
export type TaskKind = 'real' | 'recalled' | 'many' | 'written' | 'long' | 'begun' | 'headlines' | 'seldom';

/** One story to follow, with what is right for each item of its stream. */
export interface Task {
  readonly name: string;
  readonly kind: TaskKind;
  /** Tasks of one group are left out together. */
  readonly group: string;
  readonly set: string;
  readonly seeds: readonly Seed[];
  /** Item id → 1 follow-up, 0 not, -1 related context (a follow-up to some); items that are missing do not count. */
  readonly truth: ReadonlyMap<string, number>;
}

/** One stream of items and the stories that are followed in it. */
export interface LabelledSet {
  readonly name: string;
  readonly items: readonly FeedItem[];
  readonly labels: ReadonlyMap<string, Labelled>;
  readonly tasks: readonly Task[];
  /** The concepts that the lexicon knows where the set is read; all of its own where it does not say. */
  readonly knows?: (concept: string) => boolean;
}

/** Whether the labelled sets are there. */
export const hasData = (): boolean => existsSync(join(DATA, 'seed-story/items.jsonl'));

/** Makes an item of a line, as `storywatch decide` does: labels are left out. */
export function toItem(line: Labelled): FeedItem {
  const at = line.published === undefined || line.published === '' ? undefined : Date.parse(line.published);
  return {
    id: id<'item'>(line.id),
    keys: [line.id],
    feed: id<'feed'>(line.source ?? ''),
    source: line.source ?? '',
    tier: 'other',
    url: line.url ?? '',
    title: line.title,
    summary: line.summary ?? '',
    lang: line.lang ?? 'en',
    country: undefined,
    publishedAt: at,
    firstSeenAt: at ?? 0,
  };
}

function readLines(file: string): readonly Labelled[] {
  return readFileSync(resolve(DATA, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** A set with one story; `folder` is of the labelled data, or a path of its own. */
function storySet(
  kind: 'real' | 'recalled' | 'written' | 'long',
  name: string,
  folder: string,
  seedFile: string,
  group = name,
): LabelledSet {
  const lines = readLines(`${folder}/items.jsonl`).filter((line) => line.is_seed !== true);
  const seed = parseSeed(readFileSync(resolve(DATA, folder, seedFile), 'utf8'), seedFile);
  const truth = new Map(lines.map((line) => [line.id, truthOf(line.label ?? '')]));
  return {
    name,
    items: lines.map(toItem),
    labels: new Map(lines.map((line) => [line.id, line])),
    tasks: [{ name, kind, group: kind === 'written' ? kind : group, set: name, seeds: [seed], truth }],
  };
}

function truthOf(label: string): number {
  if (label === 'follow_up') return 1;
  return label === 'related_context' ? -1 : 0;
}

/** A set of many stories whose seeds are among the items. */
export function taskSet(name: string, seeds: 1 | 3): LabelledSet {
  const lines = readLines(`${name}/items.jsonl`);
  const labels = new Map(lines.map((line) => [line.id, line]));
  const tasks = readFileSync(join(DATA, name, 'tasks.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean);
  return {
    name: seeds === 1 ? name : `${name}-3`,
    items: lines.map(toItem),
    labels,
    tasks: tasks.map((text) => toTask(name, JSON.parse(text), seeds, lines, labels)),
  };
}

interface TaskLine {
  readonly story_id: string;
  readonly seed_ids: readonly string[];
  readonly seed3_ids: readonly string[];
  readonly positive_ids: readonly string[];
  readonly positive3_ids: readonly string[];
}

function toTask(
  name: string,
  task: TaskLine,
  seeds: 1 | 3,
  lines: readonly Labelled[],
  labels: ReadonlyMap<string, Labelled>,
): Task {
  const seedIds = new Set(seeds === 1 ? task.seed_ids : task.seed3_ids);
  const positives = new Set(seeds === 1 ? task.positive_ids : task.positive3_ids);
  const pool = lines.filter(
    (line) => !seedIds.has(line.id) && (positives.has(line.id) || line.story_id !== task.story_id),
  );
  const [first] = seedIds;
  const topic = labels.get(first ?? '')?.topic;
  return {
    name: task.story_id,
    kind: 'many',
    group: `${name}:${topic ?? task.story_id}`,
    set: name,
    seeds: [...seedIds].flatMap((seedId) => {
      const line = labels.get(seedId);
      return line === undefined ? [] : [seedOf(line)];
    }),
    truth: new Map(pool.map((line) => [line.id, positives.has(line.id) ? 1 : 0])),
  };
}

/** A line read as the article that a story starts from. */
export function seedOf(line: Labelled): Seed {
  return parseSeed(JSON.stringify(line), line.id);
}

/** The names of the folders in a folder of the labelled data, or of a path of its own; sorted. */
export const foldersIn = (name: string): readonly string[] =>
  readdirSync(resolve(DATA, name), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const SMALL = join(import.meta.dirname, 'small-stories');

/** Invented stories of some seventeen items in seventeen languages, by which training is checked: it never meets them. */
export function smallStories(): readonly LabelledSet[] {
  return foldersIn(SMALL).map((name) => storySet('written', `small/${name}`, join(SMALL, name), 'seed.json'));
}

export const RECALLED = join(import.meta.dirname, 'recalled-stories');
export const LONG = join(import.meta.dirname, 'long-stories');
/** In so many groups each are they left out. */
const GROUPS = 2;

/** Real stories of a hundred and ten items in seven languages and more each, written from memory of what was reported. */
export function recalledStories(): readonly LabelledSet[] {
  return foldersIn(RECALLED).map((name, at) =>
    storySet('recalled', `recalled/${name}`, join(RECALLED, name), 'seed.json', `recalled ${(at % GROUPS) + 1}`),
  );
}

/** Invented stories of a hundred and ten items in seven languages each, on matters that the lexicon was not written for. */
export function longStories(): readonly LabelledSet[] {
  return foldersIn(LONG).map((name, at) =>
    storySet('long', `long/${name}`, join(LONG, name), 'seed.json', `long ${(at % GROUPS) + 1}`),
  );
}

/** The stories with one seed article each: the first story, the real ones, the written ones. */
export function storySets(): readonly LabelledSet[] {
  return [
    storySet('real', 'seed-story', 'seed-story', 'article.txt'),
    ...foldersIn('stories').map((name) => storySet('real', name, `stories/${name}`, 'seed.json')),
    ...foldersIn('stories-written').map((name) =>
      storySet('written', `written/${name}`, `stories-written/${name}`, 'seed.json'),
    ),
  ];
}

/** The first story's seed has no date of its own; it appeared on this day. */
const FIRST_STORY_DAY = Date.UTC(2026, 1, 17);

/** The day on which a story of one seed begins. */
export function dayOf({ seeds }: Task): number {
  return seeds[0]?.published ?? FIRST_STORY_DAY;
}

/** When an item of a set was published; 0 where that is not known. */
export const timeOf = ({ publishedAt }: FeedItem): number => publishedAt ?? 0;

/** Whether the figures of a set are reported as the product's. */
export const isScored = ({ tasks }: LabelledSet): boolean =>
  tasks.some(({ kind }) => kind === 'real' || kind === 'many');
