import type { Lexicon } from '../src/text/lexicon.ts';
import { type Fold, isIn } from './cross-validate.ts';
import { type Answer, type Figures, figuresOf, meanOf } from './metrics.ts';
import type { LabelledSet, Task, TaskKind } from './sets.ts';
import { type Outcome, type Says, simulate } from './simulate.ts';

/** How stories are followed where people say what they think of items. */
export interface WithPeople {
  readonly name: string;
  readonly stories: number;
  /** Words said of a story, in the mean. */
  readonly words: number;
  readonly figures: Figures;
}

/** How much people say. What has nothing to do with the story they refuse; what was nearly taken, they find and take in. */
const PEOPLE: Readonly<Record<string, Says>> = {
  'nobody says anything': () => undefined,
  'wrong alerts are refused': refusing,
  'nearly taken ones are taken in': takingIn,
  both: (truth, verdict) => refusing(truth, verdict) ?? takingIn(truth, verdict),
};

function refusing(truth: number | undefined, { kind }: Parameters<Says>[1]): ReturnType<Says> {
  return truth === 0 && kind === 'follow-up' ? 'unrelated' : undefined;
}

function takingIn(truth: number | undefined, { kind }: Parameters<Says>[1]): ReturnType<Says> {
  return truth === 1 && kind === 'unsure' ? 'missed' : undefined;
}

/** Stories with one seed, or with several, of a kind. */
const GROUPS: readonly (readonly [name: string, kind: TaskKind, seeds: 'one' | 'several' | 'any'])[] = [
  ['the real stories', 'real', 'any'],
  ['begun from one item', 'begun', 'one'],
  ['begun from three', 'begun', 'several'],
  ['recalled', 'recalled', 'any'],
];

/**
 * Follows stories once more, each by a model that never saw it, with somebody who answers at once. An alert counts as it was
 * posted, and what was taken in as missed: the words help only what comes after.
 */
export function followWithPeople(
  sets: readonly LabelledSet[],
  folds: readonly Fold[],
  lexicon: Lexicon,
): readonly WithPeople[] {
  return GROUPS.flatMap(([name, kind, seeds]) => {
    const isMeant = (task: Task): boolean =>
      task.kind === kind && (seeds === 'any' || (seeds === 'one') === (task.seeds.length === 1));
    const meant = sets.filter(({ tasks }) => tasks.some(isMeant));
    return Object.entries(PEOPLE).map(([people, says]): WithPeople => {
      const outcomes = meant.flatMap((set) => outcomesOf(set, folds, lexicon, says));
      const tasks = meant.flatMap((set) => set.tasks.filter(isMeant));
      const ofTask = Map.groupBy(outcomes, ({ task }) => task);
      const words = tasks
        .flatMap((task) => ofTask.get(task) ?? [])
        .filter(({ truth, verdict }) => says(truth, verdict));
      return {
        name: `${name}: ${people}`,
        stories: tasks.length,
        words: words.length / Math.max(1, tasks.length),
        figures: meanOf(tasks.map((task) => figuresOf(task, answersIn(ofTask.get(task) ?? [])))),
      };
    });
  });
}

function outcomesOf(set: LabelledSet, folds: readonly Fold[], lexicon: Lexicon, says: Says): readonly Outcome[] {
  return folds.flatMap(({ name, model }) => {
    if (!set.tasks.some((task) => isIn(task, name))) return [];
    return simulate(set, set.tasks, lexicon, model, says).filter(({ task }) => isIn(task, name));
  });
}

const answersIn = (outcomes: readonly Outcome[]): ReadonlyMap<string, Answer> =>
  new Map(
    outcomes.map(({ item, verdict }) => [item.id, { score: verdict.score, follows: verdict.kind === 'follow-up' }]),
  );
