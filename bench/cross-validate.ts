import type { Model } from '../src/relevance/model.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import { foldOf, outcomesOf, trainModel } from './learn.ts';
import type { Answer, Answers } from './metrics.ts';
import type { LabelledSet, Task } from './sets.ts';
import type { Outcome } from './simulate.ts';
import { START } from './start.ts';

/** Stories that were left out of training together, and the model that was trained without them. */
export interface Fold {
  readonly name: string;
  readonly model: Model;
  readonly outcomes: readonly Outcome[];
}

/** In how many parts the sets of many stories are cut. */
const PARTS = 2;

/** Trains once for each fold without its stories, then follows them. Written stories only train. */
export function crossValidate(
  sets: readonly LabelledSet[],
  lexicon: Lexicon,
  done: (name: string) => void,
): readonly Fold[] {
  const names = new Set(sets.flatMap((set) => set.tasks.flatMap((task) => foldOf(task, PARTS) ?? [])));
  return [...names].map((name) => {
    const model = trainModel(sets, lexicon, START, (task) => foldOf(task, PARTS) !== name);
    const outcomes = sets.flatMap((set) => outcomesOf(set, lexicon, model, (task) => isIn(task, name)));
    done(name);
    return { name, model, outcomes };
  });
}

/** Whether a story is left out in a fold. */
export function isIn(task: Task, fold: string): boolean {
  return foldOf(task, PARTS) === fold;
}

/** What was answered on the items of a story, by the model that was trained without it. */
export function answersOf(folds: readonly Fold[], task: Task): Answers {
  const answers = new Map<string, Answer>();
  for (const { outcomes } of folds) {
    for (const outcome of outcomes) {
      if (outcome.task !== task) continue;
      answers.set(outcome.item.id, { score: outcome.verdict.score, follows: outcome.verdict.kind === 'follow-up' });
    }
  }
  return answers;
}
