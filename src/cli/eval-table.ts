import type { Scores, thresholdTable } from '../relevance/measure.ts';

/** The figures of a part of the labelled items. */
export interface Part extends Scores {
  readonly part: string;
  readonly items: number;
  readonly positives: number;
  readonly averagePrecision: number;
}

/** The figures of all, of the parts, and of other thresholds. */
export interface Report extends Part {
  readonly parts: readonly Part[];
  readonly thresholds: ReturnType<typeof thresholdTable>;
}

const NAME = 22;

/** The report as tables for a terminal. */
export function evaluationTable(report: Report): string {
  const { thresholds, parts } = report;
  return [
    `${report.items} items, ${report.positives} follow-ups`,
    '',
    `${''.padEnd(NAME)}${columns(['items', 'follow-ups', 'precision', 'recall', 'F1', 'av. prec.'])}`,
    ...[report, ...parts].map(partLine),
    '',
    columns(['threshold', 'precision', 'recall', 'F1']),
    ...thresholds.map(({ threshold, precision, recall, f1 }) =>
      columns([threshold.toFixed(2), ...[precision, recall, f1].map(three)]),
    ),
  ].join('\n');
}

function partLine({ part, items, positives, precision, recall, f1, averagePrecision }: Part): string {
  const figures = [precision, recall, f1, averagePrecision].map(three);
  return `${part.padEnd(NAME)}${columns([String(items), String(positives), ...figures])}`;
}

const three = (value: number): string => value.toFixed(3);
const columns = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(11)).join('');
