import { cleanLine, cut } from '../message/clean.ts';
import { type Tally, totalOf } from './tally.ts';

/** A picture as SVG, and the same in words. */
export interface Picture {
  readonly svg: string;
  readonly alt: string;
}

const WIDTH = 720;
const PLOT = { left: 20, right: 700, top: 64, bottom: 226 };
/** Told apart also by readers who do not see all colours: Okabe and Ito's palette, the darker ones. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#b5608f', '#8a8a8a'];
const INK = '#1f2933';
const QUIET = '#5f6b7a';
const LEGEND_LINE = 24;
const LONGEST_LABEL = 78;

/** Draws follow-ups per day as stacked bars, one colour a strand, each bar with its number. */
export function weekPicture(tally: Tally, title: string): Picture {
  const height = PLOT.bottom + 44 + tally.strands.length * LEGEND_LINE + 8;
  const most = Math.max(1, ...tally.days.map(sumOf));
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans, sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    textAt(PLOT.left, 34, title, `font-size="19" font-weight="bold" fill="${INK}"`),
    `<line x1="${PLOT.left}" y1="${PLOT.bottom}" x2="${PLOT.right}" y2="${PLOT.bottom}" stroke="${QUIET}" stroke-width="1"/>`,
    ...tally.days.map((day, at) => bar(tally, day, at, most)),
    ...tally.strands.map((strand, at) => legend(tally, strand, at)),
    '</svg>',
  ];
  return { svg: parts.join('\n'), alt: altOf(tally, title) };
}

function bar(tally: Tally, day: Tally['days'][number], at: number, most: number): string {
  const step = (PLOT.right - PLOT.left) / tally.days.length;
  const middle = PLOT.left + step * (at + 0.5);
  const width = Math.min(56, step * 0.6);
  const unit = (PLOT.bottom - PLOT.top - 22) / most;
  let top = PLOT.bottom;
  const boxes = day.counts.map((count, strand) => {
    if (count === 0) return '';
    top -= count * unit;
    return `<rect x="${round(middle - width / 2)}" y="${round(top)}" width="${round(width)}" height="${round(Math.max(1, count * unit - 1))}" fill="${COLOURS[strand] ?? QUIET}"/>`;
  });
  const sum = sumOf(day);
  const centred = 'text-anchor="middle"';
  return [
    ...boxes,
    textAt(
      middle,
      sum === 0 ? PLOT.bottom - 8 : top - 8,
      String(sum),
      `${centred} font-size="15" fill="${sum === 0 ? QUIET : INK}"`,
    ),
    textAt(middle, PLOT.bottom + 22, day.label, `${centred} font-size="13" fill="${QUIET}"`),
  ].join('');
}

function legend(tally: Tally, strand: string, at: number): string {
  const y = PLOT.bottom + 44 + at * LEGEND_LINE;
  const count = columnOf(tally, at);
  return [
    `<rect x="${PLOT.left}" y="${y}" width="14" height="14" fill="${COLOURS[at] ?? QUIET}"/>`,
    textAt(PLOT.left + 24, y + 12, `${count}  ${shortened(strand)}`, `font-size="14" fill="${INK}"`),
  ].join('');
}

/** Names each strand once and then gives every day's numbers in the strands' order, so that platforms' limits hold it. */
function altOf(tally: Tally, title: string): string {
  const strands = tally.strands.map((strand, at) => `${shortened(strand)} (${columnOf(tally, at)})`);
  const days = tally.days.map((day) => {
    const sum = sumOf(day);
    return sum === 0 || tally.strands.length === 1
      ? `${day.label}: ${sum}`
      : `${day.label}: ${sum} (${day.counts.join(' + ')})`;
  });
  return `${title}, ${totalOf(tally)} in all: ${strands.join(', ')}. ${days.join('; ')}.`;
}

function columnOf(tally: Tally, strand: number): number {
  return tally.days.reduce((sum, day) => sum + (day.counts[strand] ?? 0), 0);
}

function sumOf(day: Tally['days'][number]): number {
  return day.counts.reduce((sum, count) => sum + count, 0);
}

function shortened(text: string): string {
  return cut(cleanLine(text), LONGEST_LABEL);
}

function textAt(x: number, y: number, text: string, style: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${style}>${escaped(text)}</text>`;
}

/** XML allows no control characters and no lone surrogates, and strangers' text is never markup. */
function escaped(text: string): string {
  const clean = text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, ' ');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
