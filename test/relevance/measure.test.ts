import { describe, expect, it } from 'vitest';
import { averagePrecision, type Labelled, scoresAt, thresholdTable } from '../../src/relevance/measure.ts';

const row = (positive: boolean, score: number): Labelled => ({ positive, score, taken: score >= 0.5 });
const ROWS = [row(true, 0.9), row(false, 0.8), row(true, 0.6), row(true, 0.2), row(false, 0.1)];

describe('measure', () => {
  it('counts what the verdicts took', () => {
    const scores = scoresAt(ROWS, undefined);

    expect(scores.precision).toBeCloseTo(2 / 3);
    expect(scores.recall).toBeCloseTo(2 / 3);
    expect(scores.f1).toBeCloseTo(2 / 3);
  });

  it('says what another threshold would have taken', () => {
    expect(scoresAt(ROWS, 0.85)).toEqual({ precision: 1, recall: 1 / 3, f1: 0.5 });
  });

  it('gives zeros where nothing was taken or nothing was to be found', () => {
    expect(scoresAt([row(false, 0.1)], undefined)).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(averagePrecision([])).toBe(0);
  });

  it('averages the precision at each follow-up, by rank', () => {
    expect(averagePrecision(ROWS)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3);
  });

  it('breaks ties against us', () => {
    expect(averagePrecision([row(true, 0.5), row(false, 0.5)])).toBe(0.5);
  });

  it('tabulates nineteen thresholds', () => {
    const table = thresholdTable(ROWS);

    expect(table).toHaveLength(19);
    expect(table.at(-1)).toEqual({ threshold: 0.95, precision: 0, recall: 0, f1: 0 });
  });
});
