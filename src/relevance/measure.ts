import type { Score } from './verdict.ts';

/** One judged item of a labelled set. */
export interface Labelled {
  /** What the label says. */
  readonly positive: boolean;
  readonly score: Score;
  /** Whether the verdict was follow-up. */
  readonly taken: boolean;
}

/** Precision, recall and F1, each in [0, 1]; 0 where there is nothing to divide by. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Measures the verdicts (threshold undefined), or what another threshold would have taken. */
export function scoresAt(labelled: readonly Labelled[], threshold: Score | undefined): Scores {
  let hits = 0;
  let alarms = 0;
  let misses = 0;
  for (const { positive, score, taken } of labelled) {
    const yes = threshold === undefined ? taken : score >= threshold;
    if (yes && positive) hits += 1;
    else if (yes) alarms += 1;
    else if (positive) misses += 1;
  }
  const precision = hits + alarms === 0 ? 0 : hits / (hits + alarms);
  const recall = hits + misses === 0 ? 0 : hits / (hits + misses);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

/** The mean of the precisions at each follow-up, ranked by score; ties are broken against us. */
export function averagePrecision(labelled: readonly Labelled[]): number {
  const ranked = [...labelled].sort((a, b) => b.score - a.score || Number(a.positive) - Number(b.positive));
  let hits = 0;
  let total = 0;
  for (const [rank, { positive }] of ranked.entries()) {
    if (!positive) continue;
    hits += 1;
    total += hits / (rank + 1);
  }
  return hits === 0 ? 0 : total / hits;
}

/** The scores at thresholds from .05 to .95 in steps of .05. */
export function thresholdTable(labelled: readonly Labelled[]): readonly (Scores & { readonly threshold: Score })[] {
  return Array.from({ length: 19 }, (_, step) => {
    const threshold = (step + 1) / 20;
    return { threshold, ...scoresAt(labelled, threshold) };
  });
}

/** What a threshold takes rightly and wrongly. */
export interface CurvePoint {
  readonly recall: number;
  readonly precision: number;
}

/** Precision against recall as the threshold falls from the highest score to the lowest; a point for each score. Empty without follow-ups. */
export function curveOf(labelled: readonly Labelled[]): readonly CurvePoint[] {
  const ranked = labelled.toSorted((a, b) => b.score - a.score);
  const positives = labelled.filter(({ positive }) => positive).length;
  if (positives === 0) return [];
  const points: CurvePoint[] = [];
  let hits = 0;
  for (const [at, { positive, score }] of ranked.entries()) {
    if (positive) hits += 1;
    if (ranked[at + 1]?.score !== score) points.push({ recall: hits / positives, precision: hits / (at + 1) });
  }
  return points;
}
