import {
  type ByRegime,
  byRegime,
  type Compact,
  compactOf,
  logistic,
  type Model,
  REGIMES,
  type Regime,
  scoreOf,
  type Weights,
} from '../src/relevance/model.ts';
import { SIGNALS } from '../src/relevance/signals.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import { type Aim, type Example, type Fit, fitLogistic } from './fit.ts';
import type { LabelledSet, Task, TaskKind } from './sets.ts';
import { type Outcome, simulate, simulateForeign } from './simulate.ts';

/** Rounds of training: each on the states that the model of the round before reaches. */
const ROUNDS = 2;
const RIDGE = 0.0005;
/** How strongly regimes of one kin are drawn to their mean, as a ridge; and how often the mean is taken anew. */
const PULL_OF_ITEM = 0.1;
const PULL_OF_LENGTH = 0.02;
const MEETINGS = 4;
/** Related context is labelled as no follow-up, but a team may see it otherwise: it teaches less. */
const RELATED_SHARE = 0.6;
/** What the foreign streams of a story weigh against its own; those of many in one stream meet each other there already. */
const FOREIGN_SHARE = 2.5;
const FOREIGN_SHARE_OF_MANY = 1;
/** In log-odds: an item so near the cut counts as partly taken, so that the cut does not hang on single items. */
const SOFTNESS = 0.3;
/** What one false alarm in a thousand foreign items costs, in F1. */
const ALARM_COST = 0.01;
const UNSURE_SHARE = 0.5;
const THRESHOLD = 0.5;

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
function setWeight({ kind, seeds, group }: Task): number {
  if (kind === 'seldom' && group === 'written') return WRITTEN_AND_SELDOM;
  return kind === 'begun' && seeds.length > 1 ? BEGUN_FROM_SEVERAL : WEIGHTS[kind];
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
  const regimes = fitRegimes(examplesIn(counted));
  const compact = byRegime((regime) => compactOf(regimes[regime]));
  return tuneBiases(regimes, compact, counted);
}

/**
 * Moves each regime's bias to where F1 is best, averaged over sets, each the average of its stories.
 * A probability that is right on average is not yet the best place to cut; the threshold itself stays the same for all.
 */
function tuneBiases(regimes: ByRegime<Weights>, compact: ByRegime<Compact>, outcomes: readonly Outcome[]): Model {
  const logOdds = outcomes.map((outcome) => ({ outcome, score: oddsOf(outcome.values, compact[outcome.regime]) }));
  const shift: Record<Regime, number> = { ...byRegime(() => 0) };
  for (let round = 0; round < 3; round += 1) {
    for (const regime of REGIMES) {
      let best = shift[regime];
      let most = -1;
      for (let at = -3; at <= 3; at += 0.1) {
        shift[regime] = at;
        const mean = meanF1(logOdds, shift);
        if (mean > most + 1e-9) {
          most = mean;
          best = at;
        }
      }
      shift[regime] = best;
    }
  }
  const shifted = byRegime((regime) => ({
    bias: Math.round((regimes[regime].bias + shift[regime]) * 1000) / 1000,
    weights: regimes[regime].weights,
  }));
  return { regimes: shifted, threshold: THRESHOLD, unsureShare: UNSURE_SHARE };
}

function oddsOf(values: Float64Array, compact: Compact): number {
  const score = scoreOf(values, compact);
  return Math.log(score / (1 - score));
}

/**
 * Fits the regimes. Few stories are followed in several languages or in headlines alone, so what items of each kind teach
 * is drawn to what they teach together with their kin, and a little to what they teach of stories that are known by more
 * or by less. The headlines that follow a headline are read otherwise and learn by themselves.
 */
function fitRegimes(examplesOf: (regime: Regime) => readonly Example[]): ByRegime<Weights> {
  const examples = byRegime(examplesOf);
  const evidence = byRegime((regime) => evidenceIn(examples[regime]));
  let fits = byRegime((regime) => fitted(examples[regime]));
  for (let round = 0; round < MEETINGS; round += 1) {
    const before = fits;
    fits = byRegime((regime) => {
      const kin = KIN[regime];
      return kin === undefined ? before[regime] : fitted(examples[regime], aimOf(regime, kin, before, evidence));
    });
  }
  return byRegime((regime) => rounded(fits[regime]));
}

/** By signal, how much examples have to say of it: the sum of its squares, by weight. Above 0. */
function evidenceIn(examples: readonly Example[]): Float64Array {
  const evidence = new Float64Array(SIGNALS.length).fill(Number.EPSILON);
  for (const { values, weight } of examples) {
    for (const [at, value] of values.entries()) evidence[at] = (evidence[at] ?? 0) + weight * value * value;
  }
  return evidence;
}

/** The regimes that one is drawn to: for items of another kind, and for stories that are known by more or by less. */
interface Kin {
  readonly item: Regime;
  readonly length: Regime;
}

const KIN: Readonly<Partial<Record<Regime, Kin>>> = {
  same: { item: 'other', length: 'brief-same' },
  other: { item: 'same', length: 'brief-other' },
  headline: { item: 'same', length: 'brief-headline' },
  'brief-same': { item: 'brief-other', length: 'same' },
  'brief-other': { item: 'brief-same', length: 'other' },
};

/**
 * The mean of a regime and its kin, as one aim: each counts by how much its examples have to say of a signal, so that
 * what a regime hardly ever meets (another story's claim, where stories were labelled one by one) it takes over.
 */
function aimOf(regime: Regime, { item, length }: Kin, fits: ByRegime<Fit>, evidence: ByRegime<Float64Array>): Aim {
  const pull = PULL_OF_ITEM + PULL_OF_LENGTH;
  const voices = [
    { of: regime, strength: pull },
    { of: item, strength: PULL_OF_ITEM },
    { of: length, strength: PULL_OF_LENGTH },
  ];
  const weights = fits[regime].weights.map((_, at) => {
    let sum = 0;
    let all = 0;
    for (const { of, strength } of voices) {
      const share = strength * (evidence[of][at] ?? 0);
      sum += share * (fits[of].weights[at] ?? 0);
      all += share;
    }
    return sum / all;
  });
  return { weights, pull };
}

const fitted = (examples: readonly Example[], towards?: Aim): Fit =>
  fitLogistic(
    examples,
    SIGNALS.map((signal) => signal.sign),
    RIDGE,
    towards,
  );

function rounded(found: Fit): Weights {
  const weights: Record<string, number> = {};
  for (const [at, signal] of SIGNALS.entries()) {
    const weight = Math.round((found.weights[at] ?? 0) * 1000) / 1000;
    if (weight !== 0) weights[signal.name] = weight;
  }
  return { bias: Math.round(found.bias * 1000) / 1000, weights };
}

/** The outcomes of a regime as examples, weighed among all. */
function examplesIn(outcomes: readonly Outcome[]): (regime: Regime) => readonly Example[] {
  const weigh = weightsFor(outcomes);
  return (regime) =>
    outcomes
      .filter((outcome) => outcome.regime === regime)
      .map((outcome) => ({ values: outcome.values, follows: outcome.truth === 1, weight: weigh(outcome) }));
}

/** Each story weighs as much as another of its set; its follow-ups and the rest by the root of how many there are. */
function weightsFor(outcomes: readonly Outcome[]): (outcome: Outcome) => number {
  const tasks = new Map<Task, { hits: number; others: number; foreign: number }>();
  const sets = new Map<string, Set<Task>>();
  for (const { task, truth, foreign } of outcomes) {
    const count = tasks.get(task) ?? { hits: 0, others: 0, foreign: 0 };
    tasks.set(task, count);
    if (foreign) count.foreign += 1;
    else if (truth === 1) count.hits += 1;
    else count.others += 1;
    sets.set(task.set, (sets.get(task.set) ?? new Set()).add(task));
  }
  return ({ task, truth, foreign: isForeign }) => {
    const { hits, others, foreign } = tasks.get(task) ?? { hits: 0, others: 0, foreign: 0 };
    const ratio = Math.sqrt(Math.max(1, hits) / Math.max(1, others));
    const ofTask = setWeight(task) / (sets.get(task.set)?.size ?? 1);
    if (isForeign) return (foreignShare(task) * ofTask) / Math.max(1, foreign);
    if (truth === 1) return (ofTask * ratio) / (1 + ratio) / Math.max(1, hits);
    return ((truth === -1 ? RELATED_SHARE : 1) * ofTask) / (1 + ratio) / Math.max(1, others);
  };
}

const foreignShare = ({ kind }: Task): number => (kind === 'many' ? FOREIGN_SHARE_OF_MANY : FOREIGN_SHARE);

interface Scored {
  readonly outcome: Outcome;
  readonly score: number;
}

function meanF1(scored: readonly Scored[], shift: Readonly<Record<Regime, number>>): number {
  const counts = new Map<Task, { hits: number; alarms: number; foreign: number }>();
  for (const { outcome, score } of scored) {
    let count = counts.get(outcome.task);
    if (count === undefined) {
      count = { hits: 0, alarms: 0, foreign: 0 };
      counts.set(outcome.task, count);
    }
    const taken = logistic((score + shift[outcome.regime]) / SOFTNESS);
    if (outcome.foreign) count.foreign += taken;
    else if (outcome.truth === 1) count.hits += taken;
    else count.alarms += taken * (outcome.truth === -1 ? RELATED_SHARE : 1);
  }
  const bySet = new Map<string, { sum: number; tasks: number; weight: number }>();
  for (const [task, { hits, alarms, foreign }] of counts) {
    const set = bySet.get(task.set) ?? { sum: 0, tasks: 0, weight: setWeight(task) };
    set.sum += (2 * hits) / (hits + alarms + positivesOf(task) || 1) - (ALARM_COST * foreign * 1000) / FOREIGN_ITEMS;
    set.tasks += 1;
    bySet.set(task.set, set);
  }
  let total = 0;
  let weight = 0;
  for (const set of bySet.values()) {
    total += (set.weight * set.sum) / set.tasks;
    weight += set.weight;
  }
  return weight === 0 ? 0 : total / weight;
}

/** About so many items of other sets each story meets. */
const FOREIGN_ITEMS = 2_000;

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

/** Groups of stories that are left out together: real stories one by one, task sets in parts, written ones never. */
export function foldOf(task: Task, parts: number): string | undefined {
  if (task.group === 'written') return undefined;
  if (task.set === task.name) return task.group;
  let hash = 7;
  for (const letter of task.group) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return `part ${hash % parts}`;
}
