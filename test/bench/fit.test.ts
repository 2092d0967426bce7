import { describe, expect, it } from 'vitest';
import { fitLogistic } from '../../bench/fit.ts';

/** Follow-ups measure 1 and the rest 0, each a few times otherwise. */
const EXAMPLES = Array.from({ length: 40 }, (_, at) => ({
  values: Float64Array.of(at % 8 === 0 ? (at < 20 ? 0 : 1) : at < 20 ? 1 : 0),
  follows: at < 20,
  weight: 1,
}));

describe('fitLogistic', () => {
  it('finds the weight of a signal that tells follow-ups from the rest', () => {
    expect(fitLogistic(EXAMPLES, [1], 0.0005).weights[0]).toBeGreaterThan(2);
  });

  it('sets a weight of the wrong sign to 0', () => {
    expect(fitLogistic(EXAMPLES, [-1], 0.0005).weights[0]).toBe(0);
  });

  it('draws a weight to its aim, the more strongly the nearer', () => {
    const drawn = (pull: number) =>
      fitLogistic(EXAMPLES, [1], 0.0005, { weights: Float64Array.of(0.5), pull }).weights[0] ?? 0;

    expect(drawn(5)).toBeLessThan(drawn(0.5));
    expect(drawn(1_000)).toBeCloseTo(0.5, 1);
  });
});
