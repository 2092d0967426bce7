import { dayText } from '../digest/dates.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { Block, Span } from '../message/message.ts';

/** More rows do not fit on a screen: the rest is a button away. */
export const ROWS = 5;

/** An item as one row: the linked headline, the outlet, when. */
export function itemRow(item: FeedItem, timeZone: string, remark = ''): readonly Span[] {
  const at = instantOf(item);
  const headline: Span = item.url === '' ? item.title : { link: item.url, text: item.title };
  const rest = remark === '' ? '' : ` · ${remark}`;
  return [headline, ` · ${item.source} · ${dayText(at, timeZone)}, `, { time: at, show: 'time' }, rest];
}

/** One page of rows. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The first row, counted from 1. */
  readonly from: number;
  readonly total: number;
  /** Where the next page starts; undefined on the last. */
  readonly next: number | undefined;
}

/** The rows from `from` on, at most a screen of them, out of the first `count`. */
export function pageOf<Row>(all: readonly Row[], from: number, count: number): Page<Row> {
  const wanted = all.slice(0, count);
  const rows = wanted.slice(from - 1, from - 1 + ROWS);
  const next = from - 1 + ROWS < wanted.length ? from + ROWS : undefined;
  return { rows, from, total: wanted.length, next };
}

/** Which rows are shown, where they are not all. */
export function pageNote({ rows, from, total }: Page<unknown>): readonly Block[] {
  if (rows.length === total) return [];
  return [{ type: 'context', spans: [`${from}–${from + rows.length - 1} of ${total}`] }];
}

/** Buttons; an empty row of them is no block. */
export function buttonsOf(
  buttons: readonly { readonly label: string; readonly action: string; readonly value: string }[],
): readonly Block[] {
  const fitting = buttons.filter(({ value }) => value.length <= 80);
  return fitting.length === 0 ? [] : [{ type: 'buttons', buttons: fitting }];
}
