import { byRegime, compactOf, type Model } from '../src/relevance/model.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import { shiftToBestF1 } from './cut.ts';
import { fitRegimes } from './fit-regimes.ts';
import type { LabelledSet, Task, TaskKind } from './sets.ts';
import { type Outcome, simulate, simulateForeign } from './simulate.ts';

/** Rounds of training: each on the states that the model of the round before reaches. */
const ROUNDS = 2;
const UNSURE_SHARE = 0.5;
const THRESHOLD = 0.5;

/** Trains one model for all stories on the given ones. */
export function trainModel(
  sets: readonly LabelledSet[],
  lexicon: Lexicon,
  start: Model,
  keep: (task: Task) => boolean,
): Model {
  let model = start;
  for (let round = 0; round < ROUNDS; round += 1) {
    const outcomes = sets.flatMap((set) => [
      ...outcomesOf(set, lexicon, model, keep),
      ...foreignOutcomesOf(set, sets, lexicon, model, keep),
    ]);
    model = fitModel(outcomes);
  }
  return model;
}

/** What a model made of a set: the same for every part of it that is left out. */
const followed = new WeakMap<Model, Map<LabelledSet, readonly Outcome[]>>();

/** Follows all stories of a set together, and answers for those that are kept. */
export function outcomesOf(
  set: LabelledSet,
  lexicon: Lexicon,
  model: Model,
  keep: (task: Task) => boolean,
): readonly Outcome[] {
  if (!set.tasks.some(keep)) return [];
  const known = followed.get(model)?.get(set) ?? simulate(set, set.tasks, lexicon, model);
  const sets = followed.get(model) ?? new Map<LabelledSet, readonly Outcome[]>();
  followed.set(model, sets.set(set, known));
  return known.filter(({ task }) => keep(task));
}

const metForeign = new WeakMap<Model, Map<string, readonly Outcome[]>>();

/** What the stories of a set make of the other sets' streams, those that are left out excepted. */
function foreignOutcomesOf(
  own: LabelledSet,
  sets: readonly LabelledSet[],
  lexicon: Lexicon,
  model: Model,
  keep: (task: Task) => boolean,
): readonly Outcome[] {
  if (!own.tasks.some(keep)) return [];
  const cached = metForeign.get(model) ?? new Map<string, readonly Outcome[]>();
  metForeign.set(model, cached);
  return sets.flatMap((other) => {
    if (isPassedOver(own, other) || !other.tasks.some(keep)) return [];
    const key = `${own.name} in ${other.name}`;
    const known = cached.get(key) ?? simulateForeign(thinned(other), own, own.tasks, lexicon, model);
    cached.set(key, known);
    return known.filter(({ task }) => keep(task));
  });
}

/** Whether a story is not asked of a stream: it tells of the same story, is the same one again, or one of many alike. */
function isPassedOver(own: LabelledSet, other: LabelledSet): boolean {
  if (isOf(other, ['recalled']) || (isOf(own, ['recalled']) && !isOf(other, ['many']))) return true;
  if (own === other || isOf(own, ['headlines', 'seldom']) || isOf(other, ['begun', 'headlines', 'seldom'])) return true;
  return own.tasks.some(({ kind, group }) => kind === 'begun' && other.tasks.some((task) => task.group === group));
}

const isOf = ({ tasks }: LabelledSet, kinds: readonly TaskKind[]): boolean =>
  tasks.every(({ kind }) => kinds.includes(kind));

const MOST_FOREIGN = 700;

/** A long stream stands for itself by every so many of its items. */
function thinned(set: LabelledSet): LabelledSet {
  const step = Math.ceil(set.items.length / MOST_FOREIGN);
  return step === 1 ? set : { ...set, items: set.items.filter((_, at) => at % step === 0) };
}

function fitModel(outcomes: readonly Outcome[]): Model {
  const counted = outcomes.filter((outcome) => outcome.truth !== undefined && !outcome.vetoed);
  const fitted = fitRegimes(counted);
  const shift = shiftToBestF1(
    counted,
    byRegime((regime) => compactOf(fitted[regime])),
  );
  const regimes = byRegime((regime) => ({
    bias: Math.round((fitted[regime].bias + shift[regime]) * 1000) / 1000,
    weights: fitted[regime].weights,
  }));
  return { regimes, threshold: THRESHOLD, unsureShare: UNSURE_SHARE };
}

/** Groups of stories that are left out together: real stories one by one, task sets in parts, written ones never. */
export function foldOf(task: Task, parts: number): string | undefined {
  if (task.group === 'written') return undefined;
  if (task.set === task.name) return task.group;
  let hash = 7;
  for (const letter of task.group) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return `part ${hash % parts}`;
}
