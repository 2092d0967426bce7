import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { StrandId } from '../ids.ts';
import { instantAt, localTime } from '../local-time.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Story } from '../story/story.ts';
import type { Instant } from '../time.ts';
import { weekdayText } from './dates.ts';

/** Follow-ups per day and strand: what the digest's picture shows. */
export interface Tally {
  readonly days: readonly Day[];
  /** Titles of the strands, most follow-ups first; each day's numbers are in this order. */
  readonly strands: readonly string[];
}

export interface Day {
  /** `Tue 17 Feb` */
  readonly label: string;
  readonly counts: readonly number[];
}

/** One story with what was decided about it. */
export interface Followed {
  readonly story: Story;
  readonly coverage: readonly Coverage[];
}

/** Beyond these the picture has no room; the rest is shown as one. */
const STRANDS_SHOWN = 5;
const REST = 'other strands';

/** Counts the follow-ups of [from, to) by the local day on which they were reported and by strand. */
export function tallyOf(followed: readonly Followed[], from: Instant, to: Instant, timeZone: string): Tally {
  const starts = dayStarts(from, to, timeZone);
  const rows = followed.flatMap(({ story, coverage }) =>
    coverage
      .filter(({ verdict }) => verdict.kind === 'follow-up')
      .map((each) => ({ strand: strandTitle(story, each), day: dayIndex(starts, clamp(each.item, from, to)) })),
  );
  const totals = new Map<string, number>();
  for (const { strand } of rows) totals.set(strand, (totals.get(strand) ?? 0) + 1);
  const ranked = [...totals].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([strand]) => strand);
  const strands = ranked.length <= STRANDS_SHOWN ? ranked : [...ranked.slice(0, STRANDS_SHOWN - 1), REST];
  const days = starts.map((start, day) => ({
    label: weekdayText(start, timeZone),
    counts: strands.map((strand) => {
      const isHere = (title: string): boolean => title === strand || (strand === REST && !strands.includes(title));
      return rows.filter((row) => row.day === day && isHere(row.strand)).length;
    }),
  }));
  return { days, strands };
}

/** All follow-ups that the tally holds. */
export function totalOf({ days }: Tally): number {
  return days.flatMap((day) => day.counts).reduce((sum, count) => sum + count, 0);
}

/** An item that is reported late for the period counts on the day it was seen. */
function clamp(item: FeedItem, from: Instant, to: Instant): Instant {
  const at = instantOf(item);
  return at >= from && at < to ? at : item.firstSeenAt;
}

function strandTitle(story: Story, { verdict, placement }: Coverage): string {
  const strand: StrandId | undefined = placement?.development.strand ?? verdict.strand;
  return story.profile.strands.find((each) => each.id === strand)?.title ?? story.profile.title;
}

function dayStarts(from: Instant, to: Instant, timeZone: string): readonly Instant[] {
  const first = { ...localTime(from, timeZone), hour: 0, minute: 0, second: 0 };
  const starts: Instant[] = [];
  for (let day = 0; day < 32; day++) {
    const start = instantAt({ ...first, day: first.day + day }, timeZone);
    if (start >= to) break;
    if (start !== starts.at(-1)) starts.push(start);
  }
  return starts;
}

function dayIndex(starts: readonly Instant[], at: Instant): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= at),
  );
}
