import trained from './model.json' with { type: 'json' };
import type { Sight } from './measures.ts';
import { SIGNALS } from './signals.ts';

/** The weights by which signals become one probability. */
export interface Model {
  readonly regimes: ByRegime<Weights>;
  /** From this score an item is a follow-up. */
  readonly threshold: number;
  /** From this share of the threshold an item is unsure. */
  readonly unsureShare: number;
}

/**
 * Signals mean different things in the seed's language, in another one, and where there is only a headline; and again
 * for a story that is known by a headline and a lede alone: what follows it shares less with it.
 */
export const REGIMES = ['same', 'other', 'brief-same', 'brief-other', 'headline', 'brief-headline'] as const;
export type Regime = (typeof REGIMES)[number];

/** One of something for each regime. */
export type ByRegime<Value> = Readonly<Record<Regime, Value>>;

export function byRegime<Value>(make: (regime: Regime) => Value): ByRegime<Value> {
  return {
    same: make('same'),
    other: make('other'),
    'brief-same': make('brief-same'),
    'brief-other': make('brief-other'),
    headline: make('headline'),
    'brief-headline': make('brief-headline'),
  };
}

export interface Weights {
  /** What an item starts from before anything is found, in log-odds. */
  readonly bias: number;
  /** By signal, in log-odds for the full measure. */
  readonly weights: Readonly<Record<string, number>>;
}

/** The model that `npm run train` wrote. */
export const MODEL: Model = trained;

/** Weights in the order of the signals. */
export interface Compact {
  readonly bias: number;
  readonly weights: Float64Array;
}

export function compactOf({ bias, weights }: Weights): Compact {
  return { bias, weights: Float64Array.from(SIGNALS, (signal) => weights[signal.name] ?? 0) };
}

/** By which weights an item is judged for a story. */
export function regimeOf(sight: Sight): Regime {
  const kind = sight.cross ? 'other' : sight.hasSummary ? 'same' : 'headline';
  return sight.memory.compiled.isBrief ? `brief-${kind}` : kind;
}

/** From log-odds to a probability. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The score that weights give to the signals of an item, and what else is said of it in log-odds. */
export function scoreOf(values: Float64Array, { bias, weights }: Compact, further = 0): number {
  let sum = bias + further;
  for (let at = 0; at < values.length; at += 1) sum += (weights[at] ?? 0) * (values[at] ?? 0);
  return logistic(sum);
}
