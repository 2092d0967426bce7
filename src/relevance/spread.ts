/** How a few signals are spread over the items that do not follow the story, by the seed's or another language. */
export interface Spread {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** Items of the seed's language, and of others, that do not follow the story. */
  readonly items: Float64Array;
}

/** Signals that are compared with their own spread. */
export const SPREAD_SIGNALS = 2;
const PRIOR_ITEMS = 25;
const PRIOR_MEAN = 0.05;
const PRIOR_DEVIATION = 0.07;
const FULL_SCALE = 6;
/** On a stream that never comes near, a little likeness is still only a little. */
const LEAST_DEVIATION = 0.06;

export function makeSpread(): Spread {
  return {
    sums: new Float64Array(SPREAD_SIGNALS * 2),
    squares: new Float64Array(SPREAD_SIGNALS * 2),
    items: new Float64Array(2),
  };
}

/** Adds what an unrelated item measured; an item that never came near counts by `addFarItem`. */
export function addToSpread(spread: Spread, values: readonly number[], cross: boolean): void {
  const half = cross ? 1 : 0;
  for (let signal = 0; signal < SPREAD_SIGNALS; signal += 1) {
    const value = values[signal] ?? 0;
    const at = half * SPREAD_SIGNALS + signal;
    spread.sums[at] = (spread.sums[at] ?? 0) + value;
    spread.squares[at] = (spread.squares[at] ?? 0) + value * value;
  }
  spread.items[half] = (spread.items[half] ?? 0) + 1;
}

/**
 * How far a value lies above what unrelated items measure: 0 at their mean or below, 1 at six deviations.
 * `far` is the number of items that measured nothing.
 */
export function above(spread: Spread, signal: number, value: number, cross: boolean, far: number): number {
  const half = cross ? 1 : 0;
  const at = half * SPREAD_SIGNALS + signal;
  const count = (spread.items[half] ?? 0) + far + PRIOR_ITEMS;
  const mean = ((spread.sums[at] ?? 0) + PRIOR_ITEMS * PRIOR_MEAN) / count;
  const priorSquare = PRIOR_ITEMS * (PRIOR_MEAN * PRIOR_MEAN + PRIOR_DEVIATION * PRIOR_DEVIATION);
  const variance = Math.max(0, ((spread.squares[at] ?? 0) + priorSquare) / count - mean * mean);
  const deviation = Math.max(LEAST_DEVIATION, Math.sqrt(variance));
  return Math.max(0, Math.min(1, (value - mean) / deviation / FULL_SCALE));
}
