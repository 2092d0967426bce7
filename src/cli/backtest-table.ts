import { periodText, weekdayText } from '../digest/dates.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import { cleanLine, cleanTitle, cut } from '../message/clean.ts';
import type { Backtest, Difference } from '../app/backtest.ts';
import type { NearMiss, WouldPost } from '../app/backtest-figures.ts';

/** What a table is drawn for. */
export interface TableSettings {
  readonly title: string;
  readonly timeZone: string;
  /** Columns of the terminal. */
  readonly width: number;
}

const ALERTS_SHOWN = 100;
const NEAR_SHOWN = 15;
const FEEDS_SHOWN = 12;
const BAR = 24;

/** The outcome of a backtest for a person: figures, alerts, near misses, days, feeds. */
export function backtestTable(tested: Backtest, difference: Difference | undefined, settings: TableSettings): string {
  const sections = [
    headOf(tested, settings),
    ...(difference === undefined ? [] : differenceLines(difference, settings)),
    section('Alerts', alertLines(tested.alerts, settings), tested.alerts.length - ALERTS_SHOWN),
    section(
      'Near misses, nearest first',
      nearLines(tested.nearMisses, settings),
      tested.nearMisses.length - NEAR_SHOWN,
    ),
    section('Alerts by day', dayLines(tested)),
    section('By feed', feedLines(tested, settings), tested.feeds.length - FEEDS_SHOWN),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function headOf(tested: Backtest, { title, timeZone, width }: TableSettings): string {
  const { alerts, held, repeats, nearMisses, read, leftOut } = tested;
  const threads = alerts.filter(({ kind }) => kind === 'root').length;
  const rows: readonly (readonly [number, string])[] = [
    [read, 'items read'],
    [
      alerts.length,
      `alerts, ${tested.perWeek.toFixed(1)} a week (threads: ${threads}, replies: ${alerts.length - threads})`,
    ],
    [repeats.length, 'repeats merged: counted, not posted'],
    [nearMisses.length, 'near misses'],
    ...(held.length > 0 ? [[held.length, 'beyond the hourly cap: left to the digest'] as const] : []),
    ...(leftOut > 0 ? [[leftOut, 'could not be read and were left out'] as const] : []),
  ];
  const digits = Math.max(...rows.map(([count]) => String(count).length));
  return [
    cut(cleanTitle(title), width),
    `What would have been posted, ${periodText(tested.from, tested.to - 1, timeZone)}:`,
    ...rows.map(([count, what]) => `  ${String(count).padStart(digits)}  ${what}`),
  ].join('\n');
}

function differenceLines({ newlyPosted, noLongerPosted }: Difference, settings: TableSettings): readonly string[] {
  if (newlyPosted.length + noLongerPosted.length === 0) return ['The profile in force posts the same.'];
  return [
    section('Newly posted', alertLines(newlyPosted, settings, '+ '), newlyPosted.length - ALERTS_SHOWN),
    section('No longer posted', alertLines(noLongerPosted, settings, '- '), noLongerPosted.length - ALERTS_SHOWN),
  ];
}

function section(name: string, lines: readonly string[], more = 0): string {
  if (lines.length === 0) return '';
  return [name, ...lines, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n');
}

function alertLines(alerts: readonly WouldPost[], settings: TableSettings, mark = '  '): readonly string[] {
  return alerts
    .slice(0, ALERTS_SHOWN)
    .flatMap(({ item, kind, score, why }) => [
      itemLine(mark, item, score, kind === 'root' ? '' : '↳ ', settings),
      ...(why === '' ? [] : [whyLine(why, settings)]),
    ]);
}

function nearLines(nearMisses: readonly NearMiss[], settings: TableSettings): readonly string[] {
  return nearMisses
    .toSorted((a, b) => b.score / b.threshold - a.score / a.threshold)
    .slice(0, NEAR_SHOWN)
    .flatMap(({ item, score, why }) => [itemLine('  ', item, score, '', settings), whyLine(why, settings)]);
}

function itemLine(
  mark: string,
  item: FeedItem,
  score: number,
  before: string,
  { timeZone, width }: TableSettings,
): string {
  const day = weekdayText(instantOf(item), timeZone).padEnd(10);
  const text = `${before}${cleanTitle(item.title)} · ${cleanLine(item.source)}`;
  return cut(`${mark}${day}  ${score.toFixed(2)}  ${text}`, width);
}

/** Below the headline. */
const INDENT = ' '.repeat(18);

function whyLine(why: string, { width }: TableSettings): string {
  return cut(`${INDENT}${cleanLine(why)}`, width);
}

function dayLines({ days }: Backtest): readonly string[] {
  const most = Math.max(1, ...days.map(({ alerts }) => alerts));
  return days
    .filter(({ alerts, nearMisses }) => alerts + nearMisses > 0)
    .map(({ day, read, alerts, nearMisses }) => {
      const bar = '█'.repeat(Math.ceil((alerts * BAR) / most));
      const near = nearMisses === 0 ? '' : `, ${nearMisses} near`;
      return `  ${day}  ${bar}${bar === '' ? '' : ' '}${alerts} of ${read} read${near}`;
    });
}

function feedLines({ feeds }: Backtest, { width }: TableSettings): readonly string[] {
  if (feeds.length === 0) return [];
  const row = (cells: readonly (string | number)[], name: string): string =>
    cut(`${cells.map((cell) => String(cell).padStart(8)).join('')}  ${name}`, width);
  return [
    row(['alerts', 'read', 'merged', 'near'], 'feed'),
    ...feeds
      .slice(0, FEEDS_SHOWN)
      .map(({ source, feed, read, alerts, repeats, nearMisses }) =>
        row([alerts, read, repeats, nearMisses], cleanLine(source) || cleanLine(feed)),
      ),
  ];
}
