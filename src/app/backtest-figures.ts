import type { PlacementKind } from '../developments/development.ts';
import type { FeedItem } from '../feeds/item.ts';
import { instantOf } from '../feeds/item.ts';
import type { DevelopmentId, FeedUrl, ItemId } from '../ids.ts';
import { localTime } from '../local-time.ts';
import type { Score, VerdictKind } from '../relevance/verdict.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../time.ts';

/** What a profile would have done with archived items. Lists are in order of publication. */
export interface Backtest {
  /** The time that the figures are of: no earlier than the archive's first item, and no later than a day after its last. */
  readonly from: Instant;
  readonly to: Instant;
  /** Items read within that time. */
  readonly read: number;
  /** Messages that a channel would have got: root messages and replies. */
  readonly alerts: readonly WouldPost[];
  readonly perWeek: number;
  /** Follow-ups beyond the hourly cap: left to the digest. */
  readonly held: readonly WouldPost[];
  /** Follow-ups that tell a report again: counted, not posted. */
  readonly repeats: readonly Merged[];
  readonly nearMisses: readonly NearMiss[];
  /** Every day of the time in the time zone that was asked for, also those without items. */
  readonly days: readonly DayCount[];
  /** By how many alerts a feed gave rise to, most first. */
  readonly feeds: readonly FeedCount[];
  /** Items that could not be decided, as the live desk leaves them out. */
  readonly leftOut: number;
}

export interface WouldPost {
  readonly item: FeedItem;
  /** A thread of its own, or a reply in its development's. */
  readonly kind: 'root' | 'reply';
  readonly placement: PlacementKind;
  readonly development: DevelopmentId;
  readonly score: Score;
  readonly threshold: Score;
  /** The strongest reasons in few words; may be empty. */
  readonly why: string;
  /** What is new in it. */
  readonly news: string;
}

export interface Merged {
  readonly item: FeedItem;
  readonly score: Score;
  /** The report that it tells again. */
  readonly of: ItemId | undefined;
  readonly evidence: string;
}

/** An unsure item, or one just below. */
export interface NearMiss {
  readonly item: FeedItem;
  readonly kind: VerdictKind;
  readonly score: Score;
  readonly threshold: Score;
  /** What spoke against it most, in few words. */
  readonly why: string;
}

export interface Counts {
  readonly read: number;
  readonly alerts: number;
  readonly repeats: number;
  readonly nearMisses: number;
}

export interface DayCount extends Counts {
  /** YYYY-MM-DD. */
  readonly day: string;
}

export interface FeedCount extends Counts {
  readonly feed: FeedUrl;
  /** The outlet as a reader knows it. */
  readonly source: string;
}

/** What another profile would post that this one does not, and the other way round. */
export interface Difference {
  readonly newlyPosted: readonly WouldPost[];
  readonly noLongerPosted: readonly WouldPost[];
}

/** Compares two backtests of the same archive by the items that are told, whether in a thread of their own or in another's. */
export function differenceOf(inForce: Backtest, tried: Backtest): Difference {
  const idsOf = ({ alerts, held }: Backtest): ReadonlySet<ItemId> =>
    new Set([...alerts, ...held].map(({ item }) => item.id));
  const before = idsOf(inForce);
  const after = idsOf(tried);
  return {
    newlyPosted: tried.alerts.filter(({ item }) => !before.has(item.id)),
    noLongerPosted: inForce.alerts.filter(({ item }) => !after.has(item.id)),
  };
}

const WEEK_MS = 7 * DAY_MS;

/** A rate over less than a day would promise too much. */
export function perWeek(count: number, from: Instant, to: Instant): number {
  return (count * WEEK_MS) / Math.max(DAY_MS, to - from);
}

type Column = keyof Counts;

/** Counts items by day and by feed. */
export interface Tally {
  add(item: FeedItem, column: Column): void;
  days(from: Instant, to: Instant): readonly DayCount[];
  feeds(): readonly FeedCount[];
}

const NONE: Counts = { read: 0, alerts: 0, repeats: 0, nearMisses: 0 };

export function makeTally(timeZone: string): Tally {
  const byDay = new Map<string, Counts>();
  const byFeed = new Map<FeedUrl, FeedCount>();
  const dayOf = dayReader(timeZone);
  return {
    add(item, column) {
      const day = dayOf(instantOf(item));
      byDay.set(day, plusOne(byDay.get(day) ?? NONE, column));
      byFeed.set(
        item.feed,
        plusOne(byFeed.get(item.feed) ?? { ...NONE, feed: item.feed, source: item.source }, column),
      );
    },
    days(from, to) {
      const names = new Set<string>();
      for (let at = from; at < to; at += DAY_MS / 2) names.add(dayOf(at));
      if (to > from) names.add(dayOf(to - 1));
      return [...names].map((day) => ({ day, ...(byDay.get(day) ?? NONE) }));
    },
    feeds: () => [...byFeed.values()].toSorted((a, b) => b.alerts - a.alerts || b.read - a.read),
  };
}

function plusOne<T extends Counts>(counts: T, column: Column): T {
  return { ...counts, [column]: counts[column] + 1 };
}

/** Reading a wall clock is slow, and every zone's days begin at a full quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;

function dayReader(timeZone: string): (at: Instant) => string {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const { year, month, day } = localTime(at, timeZone);
    const name = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    known.set(quarter, name);
    return name;
  };
}
