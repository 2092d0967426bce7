import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import { foldersIn } from './sets.ts';

/** Where the labelled stories lie: beside the project, for they are not ours to copy. */
export const SHARED_DATA = resolve(import.meta.dirname, '../../shared/data');

/** A labelled story: all its items in order of date, and those that follow it with their labels. */
export interface LabelledStory {
  readonly name: string;
  readonly folder: string;
  readonly items: readonly FeedItem[];
  readonly followUps: readonly LabelledItem[];
}

/** A follow-up and what a person said of it. */
export interface LabelledItem {
  readonly item: FeedItem;
  readonly subEvent: string;
  /** Items with the same one tell the same text; undefined where it is nobody's copy. */
  readonly copies: string | undefined;
}

const Row = z.object({
  id: z.string(),
  url: z.string(),
  source: z.string(),
  lang: z.string(),
  published: z.string(),
  title: z.string(),
  summary: z.string().default(''),
  label: z.string(),
  sub_event: z.string().nullish(),
  dup_group: z.string().nullish(),
  dup_of: z.string().nullish(),
});

type Row = z.infer<typeof Row>;

/** Reads every labelled story that is there; empty where the data is absent. */
export function labelledStories(): readonly LabelledStory[] {
  if (!existsSync(SHARED_DATA)) return [];
  const stories = readdirSync(join(SHARED_DATA, 'stories')).sort();
  return ['seed-story', ...stories.map((name) => `stories/${name}`)].map((name) => readStory(join(SHARED_DATA, name)));
}

/** The labelled stories of a folder of the project itself, by which no choice on developments was made. */
export const ownStories = (folder: string): readonly LabelledStory[] =>
  foldersIn(folder).map((name) => readStory(join(folder, name)));

function readStory(folder: string): LabelledStory {
  const rows = readFileSync(join(folder, 'items.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Row.parse(JSON.parse(line)))
    .toSorted((a, b) => a.published.localeCompare(b.published));
  const copies = copyGroups(rows);
  const items = new Map(rows.map((row) => [row.id, itemOf(row)]));
  const followUps = rows.flatMap((row): LabelledItem[] => {
    const item = items.get(row.id);
    if (row.label !== 'follow_up' || item === undefined) return [];
    return [{ item, subEvent: row.sub_event ?? row.id, copies: copies.get(row.id) }];
  });
  return { name: folder.slice(folder.lastIndexOf('/') + 1), folder, items: [...items.values()], followUps };
}

/** Joins dup_of and dup_group: an item's copies are all that either label ties together. */
function copyGroups(rows: readonly Row[]): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const root = (key: string): string => {
    const parent = parents.get(key) ?? key;
    return parent === key ? key : root(parent);
  };
  const tie = (a: string, b: string): void => void parents.set(root(a), root(b));
  for (const row of rows) {
    if (row.dup_group) tie(row.id, `group ${row.dup_group}`);
    if (row.dup_of) tie(row.id, row.dup_of);
  }
  return new Map(rows.filter((row) => row.dup_group || row.dup_of).map((row) => [row.id, root(row.id)]));
}

function itemOf(row: Row): FeedItem {
  const publishedAt = Date.parse(row.published);
  return {
    id: id(row.id),
    keys: [row.id],
    feed: id(`https://${row.source}/feed`),
    source: row.source,
    tier: 'other',
    url: row.url,
    title: row.title,
    summary: row.summary,
    lang: row.lang,
    country: undefined,
    publishedAt,
    firstSeenAt: publishedAt,
  };
}
