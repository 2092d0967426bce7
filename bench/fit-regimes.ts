import { type ByRegime, byRegime, type Regime, type Weights } from '../src/relevance/model.ts';
import { SIGNALS } from '../src/relevance/signals.ts';
import { type Aim, type Example, type Fit, fitLogistic } from './fit.ts';
import type { Task } from './sets.ts';
import type { Outcome } from './simulate.ts';
import { RELATED_SHARE, setWeight } from './worth.ts';

const RIDGE = 0.0005;
/** How strongly regimes of one kin are drawn to their mean, as a ridge; and how often the mean is taken anew. */
const PULL_OF_ITEM = 0.1;
const PULL_OF_LENGTH = 0.02;
const MEETINGS = 4;
/** What the foreign streams of a story weigh against its own; those of many in one stream meet each other there already. */
const FOREIGN_SHARE = 2.5;
const FOREIGN_SHARE_OF_MANY = 1;

/**
 * Fits the regimes. Few stories are followed in several languages or in headlines alone, so what items of each kind teach
 * is drawn to what they teach together with their kin, and a little to what they teach of stories that are known by more
 * or by less. The headlines that follow a headline are read otherwise and learn by themselves.
 */
export function fitRegimes(outcomes: readonly Outcome[]): ByRegime<Weights> {
  const examples = byRegime(examplesIn(outcomes));
  const evidence = byRegime((regime) => evidenceIn(examples[regime]));
  let fits = byRegime((regime) => fitted(examples[regime]));
  for (let round = 0; round < MEETINGS; round += 1) {
    const before = fits;
    fits = byRegime((regime) => {
      const kin = KIN[regime];
      return kin === undefined
        ? before[regime]
        : fitted(examples[regime], aimOf(regime, kin, before, evidence), before[regime]);
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

const fitted = (examples: readonly Example[], towards?: Aim, from?: Fit): Fit =>
  fitLogistic(
    examples,
    SIGNALS.map((signal) => signal.sign),
    RIDGE,
    towards,
    from,
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
