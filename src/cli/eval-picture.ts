import type { CurvePoint } from '../relevance/measure.ts';

/** What is drawn: the curve, the point of the threshold in force, and a caption of our own words. */
export interface CurvePicture {
  readonly curve: readonly CurvePoint[];
  readonly chosen: CurvePoint;
  readonly caption: string;
}

const SIZE = { width: 640, height: 560 };
const PLOT = { left: 70, right: 610, top: 56, bottom: 500 };
const INK = '#1f2933';
const QUIET = '#5f6b7a';
const FAINT = '#c9d0d8';
/** Told apart also by readers who do not see all colours: Okabe and Ito's palette. */
const CURVE = '#0072b2';
const CHOSEN = '#d55e00';
const EVEN_F1 = [0.5, 0.6, 0.7, 0.8, 0.9];
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Draws precision against recall as SVG, over lines of even F1. */
export function curveSvg({ curve, chosen, caption }: CurvePicture): string {
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="DejaVu Sans, sans-serif">`,
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#ffffff"/>`,
    label(PLOT.left, 30, caption, `font-size="15" fill="${INK}"`),
    ...EVEN_F1.map(evenLine),
    ...TICKS.map(ticks),
    `<rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.right - PLOT.left}" height="${PLOT.bottom - PLOT.top}" fill="none" stroke="${QUIET}"/>`,
    label(
      (PLOT.left + PLOT.right) / 2,
      PLOT.bottom + 44,
      'recall',
      `text-anchor="middle" font-size="14" fill="${INK}"`,
    ),
    label(
      22,
      (PLOT.top + PLOT.bottom) / 2,
      'precision',
      `text-anchor="middle" font-size="14" fill="${INK}" transform="rotate(-90 22 ${(PLOT.top + PLOT.bottom) / 2})"`,
    ),
    `<polyline points="${curve.map(spot).join(' ')}" fill="none" stroke="${CURVE}" stroke-width="2.5" stroke-linejoin="round"/>`,
    circle(chosen),
    '</svg>',
  ];
  return parts.join('\n');
}

function evenLine(f1: number): string {
  const least = f1 / (2 - f1);
  const points = Array.from({ length: 41 }, (_, step) => least + ((1 - least) * step) / 40).map((recall) => ({
    recall,
    precision: (f1 * recall) / (2 * recall - f1),
  }));
  const at = xOf(1) + 4;
  const end = points.at(-1)?.precision ?? 0;
  return [
    `<polyline points="${points.map(spot).join(' ')}" fill="none" stroke="${FAINT}" stroke-dasharray="4 4"/>`,
    label(at, yOf(end) + 4, f1.toFixed(1).slice(1), `font-size="11" fill="${QUIET}"`),
  ].join('');
}

function ticks(value: number): string {
  const text = value.toFixed(1);
  return (
    label(xOf(value), PLOT.bottom + 20, text, `text-anchor="middle" font-size="12" fill="${QUIET}"`) +
    label(PLOT.left - 8, yOf(value) + 4, text, `text-anchor="end" font-size="12" fill="${QUIET}"`)
  );
}

function circle(point: CurvePoint): string {
  const x = xOf(point.recall);
  const isLeft = x > (PLOT.left + PLOT.right) / 2;
  return [
    `<circle cx="${round(x)}" cy="${round(yOf(point.precision))}" r="6" fill="${CHOSEN}"/>`,
    label(
      isLeft ? x - 12 : x + 12,
      yOf(point.precision) + 20,
      'threshold in force',
      `text-anchor="${isLeft ? 'end' : 'start'}" font-size="13" fill="${CHOSEN}"`,
    ),
  ].join('');
}

const xOf = (recall: number): number => PLOT.left + recall * (PLOT.right - PLOT.left);
const yOf = (precision: number): number => PLOT.bottom - precision * (PLOT.bottom - PLOT.top);
const round = (value: number): number => Math.round(value * 10) / 10;
const spot = ({ recall, precision }: CurvePoint): string => `${round(xOf(recall))},${round(yOf(precision))}`;

function label(x: number, y: number, text: string, style: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${style}>${text}</text>`;
}

const COLUMNS = 50;
const ROWS = 13;

/** The same in letters, for a terminal: `·` the curve, `◆` the threshold in force. */
export function curveText({ curve, chosen }: CurvePicture): string {
  const grid = Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, () => ' '));
  const put = ({ recall, precision }: CurvePoint, mark: string): void => {
    const line = grid[Math.round((1 - precision) * (ROWS - 1))];
    if (line !== undefined) line[Math.round(recall * (COLUMNS - 1))] = mark;
  };
  for (const point of dense(curve)) put(point, '·');
  put(chosen, '◆');
  const lines = grid.map((cells, at) => {
    const tick = at % 3 === 0 ? (1 - at / (ROWS - 1)).toFixed(2) : '';
    return `${tick.padStart(6)} ┤${cells.join('').trimEnd()}`;
  });
  return [
    'precision',
    ...lines,
    `       └${'─'.repeat(COLUMNS)} recall`,
    `        0${'0.5'.padStart(COLUMNS / 2)}${'1'.padStart(COLUMNS / 2 - 1)}`,
    '        ◆ the threshold in force',
  ].join('\n');
}

/** Points close enough that no column between two of them stays empty. */
function dense(curve: readonly CurvePoint[]): readonly CurvePoint[] {
  return curve.flatMap((point, at) => {
    const next = curve[at + 1];
    if (next === undefined) return [point];
    const steps = Math.max(1, Math.ceil((next.recall - point.recall) * COLUMNS));
    return Array.from({ length: steps }, (_, step) => ({
      recall: point.recall + ((next.recall - point.recall) * step) / steps,
      precision: point.precision + ((next.precision - point.precision) * step) / steps,
    }));
  });
}
