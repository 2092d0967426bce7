import type { FeedItem } from '../src/feeds/item.ts';
import { hashOf, hashPair } from '../src/text/hash.ts';
import {
  dayOf,
  type LabelledSet,
  longStories,
  recalledStories,
  seedOf,
  storySets,
  type Task,
  taskSet,
  timeOf,
} from './sets.ts';

const LEAST_SUMMARY_CHARS = 60;

/**
 * The real stories begun anew from their own items, as a team begins from a headline and a lede: in each language once
 * from the first follow-up, and once from the first three together. What came before them does not count as a follow-up.
 */
export function begunOtherwise(sets: readonly LabelledSet[]): readonly LabelledSet[] {
  return sets.flatMap((set) =>
    set.tasks.filter(({ kind }) => kind === 'real').flatMap((task) => beginnings(set, task)),
  );
}

function beginnings(set: LabelledSet, task: Task): readonly LabelledSet[] {
  const follows = set.items
    .filter(({ id: item, summary }) => task.truth.get(item) === 1 && summary.length > LEAST_SUMMARY_CHARS)
    .filter((item) => timeOf(item) >= dayOf(task))
    .toSorted((a, b) => timeOf(a) - timeOf(b));
  return [...Map.groupBy(follows, ({ lang }) => lang)].flatMap(([lang, items]) =>
    BEGUN_FROM.flatMap((count) => (items.length < count ? [] : [begun(set, task, lang, items.slice(0, count))])),
  );
}

/** From so many items each. */
const BEGUN_FROM = [1, 3];

function begun(set: LabelledSet, task: Task, lang: string, from: readonly FeedItem[]): LabelledSet {
  const name = `${set.name} from ${from.length} in ${lang}`;
  const items = set.items.filter((item) => !from.includes(item));
  const since = Math.max(...from.map(timeOf));
  const truth = new Map(
    items.flatMap((item) => {
      const label = task.truth.get(item.id) ?? 0;
      return label === 0 || timeOf(item) >= since ? [[item.id as string, label]] : [];
    }),
  );
  const seeds = from.flatMap((item) => {
    const line = set.labels.get(item.id);
    return line === undefined ? [] : [seedOf(line)];
  });
  const begunTask: Task = { name, kind: 'begun', group: task.group, set: name, seeds, truth };
  return { name, items, labels: set.labels, tasks: [begunTask] };
}

/** The real stories in streams of headlines alone, as search feeds have them. */
export function inHeadlines(sets: readonly LabelledSet[]): readonly LabelledSet[] {
  return sets.flatMap(({ name: whole, items, labels, tasks }) => {
    const name = `${whole} in headlines`;
    const real = tasks.filter(({ kind }) => kind === 'real');
    const bare = items.map((item) => ({ ...item, summary: '' }));
    return real.map((task) => ({
      name,
      items: bare,
      labels,
      tasks: [{ ...task, name, set: name, kind: 'headlines' }],
    }));
  });
}

/**
 * Of the concepts another half each time. A lexicon is written with some stories in mind, and knows less of the next one:
 * leaving features out in training teaches to do without them (Wager, Wang, Liang 2013, Dropout Training as Adaptive
 * Regularization). Low bits of a pair's hash hang on the part alone.
 */
const HALVES = Array.from(
  { length: 4 },
  (_, part) => (concept: string) => (hashPair(hashOf(concept), part + 1) >>> 16) % 2 === 0,
);

/**
 * The stories as they come in feeds that tell of them seldom, in words that the lexicon knows half of: each stream in
 * as many parts as there are halves, of every so many items.
 */
export function toldSeldom(sets: readonly LabelledSet[]): readonly LabelledSet[] {
  return sets.flatMap((set) =>
    HALVES.map((knows, part) => {
      const name = `${set.name} told seldom, ${part + 1}`;
      const items = set.items.filter((_, at) => at % HALVES.length === part);
      const tasks = set.tasks.map((task): Task => {
        const truth = new Map(items.flatMap(({ id: item }) => pairOf(item, task.truth.get(item))));
        return { ...task, name, set: name, kind: 'seldom', truth };
      });
      return { name, items, labels: set.labels, tasks, knows };
    }),
  );
}

const pairOf = <Value>(key: string, value: Value | undefined): readonly (readonly [string, Value])[] =>
  value === undefined ? [] : [[key, value]];

/** All that a model is trained and scored on. */
export function allSets(): readonly LabelledSet[] {
  const stories = storySets();
  return [
    ...stories,
    ...begunOtherwise(stories),
    ...inHeadlines(stories),
    ...toldSeldom(stories),
    ...recalledStories(),
    ...longStories(),
    taskSet('ecbplus', 1),
    taskSet('uci', 1),
  ];
}
