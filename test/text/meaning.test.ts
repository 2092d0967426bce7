import { describe, expect, it } from 'vitest';
import { cosine, directionOf, toMeaning } from '../../src/text/meaning.ts';

function alike(a: readonly number[], b: readonly number[]): number {
  const [first, second] = [toMeaning('m', a), toMeaning('m', b)];
  if (first === undefined || second === undefined) throw new Error('no direction');
  return cosine(directionOf(first), directionOf(second));
}

describe('a meaning', () => {
  it('keeps the angle between vectors to within a percent, at a byte a dimension', () => {
    const wave = (phase: number): number[] => Array.from({ length: 384 }, (_, at) => Math.sin(at * 0.7 + phase));
    const exact = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...b);

    for (const phase of [0, 0.3, 1, 2, 3]) {
      expect(alike(wave(0), wave(phase))).toBeCloseTo(exact(wave(0), wave(phase)), 2);
    }
    expect(toMeaning('m', wave(0))?.vector.byteLength).toBe(384);
  });

  it('is none of what has no direction', () => {
    expect(toMeaning('m', [])).toBeUndefined();
    expect(toMeaning('m', [0, 0])).toBeUndefined();
    expect(toMeaning('m', [1, Number.NaN])).toBeUndefined();
    expect(toMeaning('m', [1, Number.POSITIVE_INFINITY])).toBeUndefined();
  });

  it('is not compared with one of another number of dimensions', () => {
    expect(cosine(Float32Array.of(1, 0), Float32Array.of(1))).toBe(0);
  });
});
