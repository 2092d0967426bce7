import type { Model } from '../src/relevance/model.ts';
import { SIGNALS } from '../src/relevance/signals.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import { type Example, fitLogistic } from './fit.ts';
import type { LabelledSet, Task } from './sets.ts';
import { type Outcome, scoreOf, simulate } from './simulate.ts';

/** Rounds of training: each on the states that the model of the round before reaches. */
const ROUNDS = 3;
const RIDGE = 0.003;
/** Related context is labelled as no follow-up, but a team may see it otherwise: it teaches less. */
const RELATED_SHARE = 0.6;
const UNSURE_SHARE = 0.5;

/** What a set weighs in training, all its stories together. */
function setWeight(name: string): number {
  if (name.startsWith('written/')) return 0.3;
  return 1;
}

/** Trains one model for all stories on the given ones. */
export function trainModel(
  sets: readonly LabelledSet[],
  lexicon: Lexicon,
  start: Model,
  keep: (task: Task) => boolean,
): Model {
  let model = start;
  for (let round = 0; round < ROUNDS; round += 1) {
    const outcomes = sets.flatMap((set) => outcomesOf(set, lexicon, model, keep));
    model = fitModel(outcomes);
  }
  return model;
}

/** Follows the stories that are kept. */
export function outcomesOf(
  set: LabelledSet,
  lexicon: Lexicon,
  model: Model,
  keep: (task: Task) => boolean,
): readonly Outcome[] {
  const tasks = set.tasks.filter(keep);
  return tasks.length === 0 ? [] : simulate(set, tasks, lexicon, model);
}

function fitModel(outcomes: readonly Outcome[]): Model {
  const counted = outcomes.filter((outcome) => outcome.truth !== undefined && !outcome.vetoed);
  const perTask = new Map<Task, number>();
  const tasksOf = new Map<string, Set<Task>>();
  for (const { task } of counted) {
    perTask.set(task, (perTask.get(task) ?? 0) + 1);
    tasksOf.set(task.set, (tasksOf.get(task.set) ?? new Set()).add(task));
  }
  const examples: Example[] = counted.map(({ task, values, truth }) => ({
    values,
    follows: truth === 1,
    weight:
      ((truth === -1 ? RELATED_SHARE : 1) * setWeight(task.set)) /
      (perTask.get(task) ?? 1) /
      (tasksOf.get(task.set)?.size ?? 1),
  }));
  const fit = fitLogistic(
    examples,
    SIGNALS.map((signal) => signal.sign),
    RIDGE,
  );
  const threshold = bestThreshold(counted, (outcome) => scoreOf(outcome.values, fit.bias, fit.weights));
  const weights: Record<string, number> = {};
  for (const [at, signal] of SIGNALS.entries()) weights[signal.name] = Math.round((fit.weights[at] ?? 0) * 1000) / 1000;
  return { bias: Math.round(fit.bias * 1000) / 1000, weights, threshold, unsureShare: UNSURE_SHARE };
}

/** The threshold with the best F1, averaged over sets, each the average of its stories. */
export function bestThreshold(outcomes: readonly Outcome[], score: (outcome: Outcome) => number): number {
  const scored = outcomes.map((outcome) => ({ outcome, score: score(outcome) }));
  let best = 0.5;
  let most = -1;
  for (let threshold = 0.05; threshold < 0.9; threshold += 0.01) {
    const mean = meanF1(scored, threshold);
    if (mean > most) {
      most = mean;
      best = threshold;
    }
  }
  return Math.round(best * 100) / 100;
}

function meanF1(scored: readonly { readonly outcome: Outcome; readonly score: number }[], threshold: number): number {
  const counts = new Map<Task, { hits: number; alarms: number }>();
  for (const { outcome, score } of scored) {
    const count = counts.get(outcome.task) ?? { hits: 0, alarms: 0 };
    counts.set(outcome.task, count);
    if (score < threshold) continue;
    if (outcome.truth === 1) count.hits += 1;
    else count.alarms += 1;
  }
  const bySet = new Map<string, { sum: number; tasks: number }>();
  for (const [task, { hits, alarms }] of counts) {
    const positives = [...task.truth.values()].filter((truth) => truth === 1).length;
    const set = bySet.get(task.set) ?? { sum: 0, tasks: 0 };
    set.sum += (2 * hits) / (hits + alarms + positives || 1);
    set.tasks += 1;
    bySet.set(task.set, set);
  }
  let total = 0;
  let weight = 0;
  for (const [name, { sum, tasks }] of bySet) {
    total += (setWeight(name) * sum) / tasks;
    weight += setWeight(name);
  }
  return weight === 0 ? 0 : total / weight;
}

/** Groups of stories that are left out together: real stories one by one, task sets in parts, written ones never. */
export function foldOf(task: Task, parts: number): string | undefined {
  if (task.group === 'written') return undefined;
  if (task.set === task.name) return task.group;
  let hash = 7;
  for (const letter of task.group) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return `part ${hash % parts}`;
}
