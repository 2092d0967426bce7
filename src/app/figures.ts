import type { Alert } from '../alerts/alert.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Gathered } from './gather.ts';

/** What a round of polls brought. */
export interface PollFigures {
  readonly feeds: number;
  /** Feeds that answered with a readable document. */
  readonly fetched: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Entries read, new or not. */
  readonly items: number;
  readonly new: number;
  readonly followUps: number;
  /** Alerts queued, amendments included. */
  readonly alerts: number;
}

/** A round that polled nothing. */
export const NOTHING: PollFigures = {
  feeds: 0,
  fetched: 0,
  unchanged: 0,
  failed: 0,
  items: 0,
  new: 0,
  followUps: 0,
  alerts: 0,
};

/** The figures of feeds that were committed together. */
export function figuresOf(
  group: readonly Gathered[],
  fresh: readonly FeedItem[],
  coverage: readonly Coverage[],
  alerts: readonly Alert[],
): PollFigures {
  const having = (outcome: Gathered['outcome']): number => group.filter((one) => one.outcome === outcome).length;
  return {
    feeds: group.length,
    fetched: having('fetched'),
    unchanged: having('unchanged'),
    failed: having('failed'),
    items: group.reduce((total, { items }) => total + items.length, 0),
    new: fresh.length,
    followUps: coverage.filter(({ verdict }) => verdict.kind === 'follow-up').length,
    alerts: alerts.length,
  };
}

/** Two figures as one. */
export function sum(a: PollFigures, b: PollFigures): PollFigures {
  return {
    feeds: a.feeds + b.feeds,
    fetched: a.fetched + b.fetched,
    unchanged: a.unchanged + b.unchanged,
    failed: a.failed + b.failed,
    items: a.items + b.items,
    new: a.new + b.new,
    followUps: a.followUps + b.followUps,
    alerts: a.alerts + b.alerts,
  };
}
