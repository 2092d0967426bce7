/** What a measure usually is over a stream: its running mean and deviation, which no outlier moves far. */
export interface Usual {
  count: number;
  mean: number;
  variance: number;
}

/** Before so many values nothing is said of what is usual. */
const LEAST_COUNT = 50;
/** Older values fade: as many are remembered. */
const WINDOW = 2_000;
/** In deviations: what lies further off is taken in as if it lay here. */
const BOUND = 3;
/** A stream of nearly equal values makes no small difference a great one. */
const LEAST_DEVIATION = 0.01;

export function makeUsual(): Usual {
  return { count: 0, mean: 0, variance: 0 };
}

/** Whether enough was seen to tell the usual from the unusual. */
export function isUsualKnown({ count }: Usual): boolean {
  return count >= LEAST_COUNT;
}

/** Takes in one more value. */
export function takeUsual(usual: Usual, value: number): void {
  const bound = BOUND * deviationOf(usual);
  const off = value - usual.mean;
  const bounded = isUsualKnown(usual) ? Math.max(-bound, Math.min(bound, off)) : off;
  usual.count += 1;
  const share = 1 / Math.min(usual.count, WINDOW);
  usual.mean += share * bounded;
  usual.variance = (1 - share) * (usual.variance + share * bounded * bounded);
}

/** How many deviations a value lies above the mean; negative below it. */
export function deviationsAbove(usual: Usual, value: number): number {
  return (value - usual.mean) / deviationOf(usual);
}

function deviationOf({ variance }: Usual): number {
  return Math.max(LEAST_DEVIATION, Math.sqrt(variance));
}
