import type { Task, TaskKind } from './sets.ts';

/** Related context is labelled as no follow-up, but a team may see it otherwise: it teaches less. */
export const RELATED_SHARE = 0.6;

/** What a set weighs in training, all its stories together. */
const WEIGHTS: Readonly<Record<TaskKind, number>> = {
  real: 1,
  recalled: 0.15,
  many: 2,
  written: 0.3,
  long: 0.2,
  begun: 0.2,
  headlines: 0.2,
  seldom: 0.5,
};
/** A story begun from several items is known by several paragraphs, as the story itself is: it adds little. */
const BEGUN_FROM_SEVERAL = 0.05;
const WRITTEN_AND_SELDOM = 0.08;

/** What the set of a story weighs. */
export function setWeight({ kind, seeds, group }: Task): number {
  if (kind === 'seldom' && group === 'written') return WRITTEN_AND_SELDOM;
  return kind === 'begun' && seeds.length > 1 ? BEGUN_FROM_SEVERAL : WEIGHTS[kind];
}

const positives = new WeakMap<Task, number>();

/** How many items of the stream follow the story. */
export function positivesOf(task: Task): number {
  let count = positives.get(task);
  if (count === undefined) {
    count = [...task.truth.values()].filter((truth) => truth === 1).length;
    positives.set(task, count);
  }
  return count;
}
