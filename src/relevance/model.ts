import trained from './model.json' with { type: 'json' };
import { SIGNALS } from './signals.ts';

/** The weights by which signals become one probability. */
export interface Model {
  /** What an item starts from before anything is found, in log-odds. */
  readonly bias: number;
  /** By signal, in log-odds for the full measure. */
  readonly weights: Readonly<Record<string, number>>;
  /** From this score an item is a follow-up. */
  readonly threshold: number;
  /** From this share of the threshold an item is unsure. */
  readonly unsureShare: number;
}

/** The model that `npm run train` wrote. */
export const MODEL: Model = trained;

/** The weights in the order of the signals. */
export function weightsOf(model: Model): Float64Array {
  return Float64Array.from(SIGNALS, (signal) => model.weights[signal.name] ?? 0);
}

/** From log-odds to a probability. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
