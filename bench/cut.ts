import {
  type ByRegime,
  byRegime,
  type Compact,
  logistic,
  REGIMES,
  type Regime,
  scoreOf,
} from '../src/relevance/model.ts';
import type { Task } from './sets.ts';
import type { Outcome } from './simulate.ts';
import { positivesOf, RELATED_SHARE, setWeight } from './worth.ts';

/** In log-odds: an item so near the cut counts as partly taken, so that the cut does not hang on single items. */
const SOFTNESS = 0.3;
/** What one false alarm in a thousand foreign items costs, in F1. */
const ALARM_COST = 0.01;
/** About so many items of other sets each story meets. */
const FOREIGN_ITEMS = 2_000;
const ROUNDS = 3;
const FARTHEST = 3;
const STEP = 0.1;

/**
 * By how much each regime's bias must move, in log-odds, for F1 to be best, averaged over sets, each the average of its
 * stories. A probability that is right on average is not yet the best place to cut; the threshold stays the same for all.
 */
export function shiftToBestF1(outcomes: readonly Outcome[], compact: ByRegime<Compact>): ByRegime<number> {
  const columns = columnsOf(outcomes, compact);
  const shift: Record<Regime, number> = { ...byRegime(() => 0) };
  for (const regime of REGIMES) take(columns, regime, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const regime of REGIMES) {
      let most = -1;
      for (let at = -FARTHEST; at <= FARTHEST; at += STEP) {
        take(columns, regime, at);
        const mean = meanF1(columns);
        if (mean <= most + 1e-9) continue;
        most = mean;
        shift[regime] = at;
      }
      take(columns, regime, shift[regime]);
    }
  }
  return shift;
}

/** How an outcome counts for its story: as one of its follow-ups, as a wrong one, or as one of another stream. */
const HIT = 0;
const ALARM = 1;
const FOREIGN = 2;
const COUNTS = 3;

/** Outcomes as columns, for F1 is asked of them a thousand times. */
interface Columns {
  readonly tasks: readonly Task[];
  /** The outcomes of each regime. */
  readonly ofRegime: ByRegime<Int32Array>;
  /** In log-odds, before any shift. */
  readonly odds: Float64Array;
  /** How far each outcome is taken for a follow-up, from 0 to 1. */
  readonly taken: Float64Array;
  /** The count of its story that an outcome adds to, and how much it counts there. */
  readonly count: Int32Array;
  readonly share: Float64Array;
  readonly counts: Float64Array;
}

function columnsOf(outcomes: readonly Outcome[], compact: ByRegime<Compact>): Columns {
  const tasks = [...new Set(outcomes.map(({ task }) => task))];
  const places = new Map(tasks.map((task, at) => [task, at]));
  return {
    tasks,
    ofRegime: byRegime((regime) =>
      Int32Array.from(outcomes.flatMap((outcome, at) => (outcome.regime === regime ? [at] : []))),
    ),
    odds: Float64Array.from(outcomes, ({ values, regime }) => oddsOf(values, compact[regime])),
    taken: new Float64Array(outcomes.length),
    count: Int32Array.from(outcomes, (outcome) => (places.get(outcome.task) ?? 0) * COUNTS + countOf(outcome)),
    share: Float64Array.from(outcomes, ({ truth, foreign }) => (truth === -1 && !foreign ? RELATED_SHARE : 1)),
    counts: new Float64Array(tasks.length * COUNTS),
  };
}

function countOf({ truth, foreign }: Outcome): number {
  if (foreign) return FOREIGN;
  return truth === 1 ? HIT : ALARM;
}

function oddsOf(values: Float64Array, compact: Compact): number {
  const score = scoreOf(values, compact);
  return Math.log(score / (1 - score));
}

/** Works out how far the outcomes of a regime are taken where its bias is moved. */
function take({ ofRegime, odds, taken }: Columns, regime: Regime, shift: number): void {
  for (const at of ofRegime[regime]) taken[at] = logistic(((odds[at] ?? 0) + shift) / SOFTNESS);
}

function meanF1({ tasks, taken, count, share, counts }: Columns): number {
  counts.fill(0);
  for (let at = 0; at < taken.length; at += 1) {
    const cell = count[at] ?? 0;
    counts[cell] = (counts[cell] ?? 0) + (taken[at] ?? 0) * (share[at] ?? 0);
  }
  const bySet = new Map<string, { sum: number; tasks: number; weight: number }>();
  for (const [at, task] of tasks.entries()) {
    const [hits = 0, alarms = 0, foreign = 0] = counts.subarray(at * COUNTS, (at + 1) * COUNTS);
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
