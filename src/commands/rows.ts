import type { Development } from '../developments/development.ts';
import { describeSources, sourcesOf } from '../developments/sources.ts';
import { dayText } from '../digest/dates.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { Block, Button, Span } from '../message/message.ts';
import type { Instant } from '../time.ts';
import { PAGE } from './command.ts';

/** More rows do not fit on a screen: the rest is a button away. */
export const ROWS = 5;

/** An item as one row: the linked headline, the outlet, when. */
export function itemRow(item: FeedItem, timeZone: string, remark = ''): readonly Span[] {
  const at = instantOf(item);
  const headline: Span = item.url === '' ? item.title : { link: item.url, text: item.title };
  const rest = remark === '' ? '' : ` · ${remark}`;
  return [headline, ` · ${item.source} · ${dayText(at, timeZone)}, `, { time: at, show: 'time' }, rest];
}

/** A development as one row: the linked headline, a day, how many sources. */
export function developmentRow(
  development: Development,
  at: Instant,
  timeZone: string,
  remark = '',
  item = development.reports[0]?.item,
): readonly Span[] {
  const title = item?.title ?? development.title;
  const headline: Span = item === undefined || item.url === '' ? title : { link: item.url, text: title };
  const rest = remark === '' ? '' : ` · ${remark}`;
  return [headline, ` · ${dayText(at, timeZone)} · ${describeSources(sourcesOf(development))}${rest}`];
}

/** One page of rows. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The first row, counted from 1. */
  readonly from: number;
  readonly total: number;
  /** Where the next page starts; undefined on the last. */
  readonly next: number | undefined;
  /** Where the page before starts; undefined on the first. */
  readonly previous: number | undefined;
}

/** The rows from `from` on, at most a screen of them, out of the first `count`. Beyond the end it is the last page. */
export function pageOf<Row>(all: readonly Row[], asked: number, count: number): Page<Row> {
  const wanted = all.slice(0, count);
  const from = asked <= wanted.length ? asked : Math.max(1, wanted.length - ((wanted.length - 1) % ROWS));
  const rows = wanted.slice(from - 1, from - 1 + ROWS);
  const next = from - 1 + ROWS < wanted.length ? from + ROWS : undefined;
  const previous = from > 1 ? Math.max(1, from - ROWS) : undefined;
  return { rows, from, total: wanted.length, next, previous };
}

/** Which rows are shown, where they are not all. */
export function pageNote({ rows, from, total }: Page<unknown>): readonly Block[] {
  if (rows.length === total) return [];
  return [{ type: 'context', spans: [`${from}–${from + rows.length - 1} of ${total}`] }];
}

/** Buttons to the pages before and after, of a command asked with `text`. */
export function pager(command: string, text: string, { previous, next }: Page<unknown>): readonly Button[] {
  const button = (label: string, from: number | undefined): readonly Button[] =>
    from === undefined ? [] : [{ label, action: PAGE, value: `${`${command} ${text}`.trim()} from ${from}` }];
  return [...button('Previous', previous), ...button('Next', next)];
}

/** What a button's value may hold on every platform. */
export const VALUE_LENGTH = 80;

/** Buttons; an empty row of them is no block. One whose value is too long to come back is left out. */
export function buttonsOf(buttons: readonly Button[]): readonly Block[] {
  const fitting = buttons.filter(({ value }) => value.length <= VALUE_LENGTH);
  return fitting.length === 0 ? [] : [{ type: 'buttons', buttons: fitting }];
}
