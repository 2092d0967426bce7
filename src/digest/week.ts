import { instantAt, type LocalTime, localTime } from '../local-time.ts';
import type { ChannelRef } from '../story/story.ts';
import type { Instant } from '../time.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** When a destination gets its digest, by the wall clock of its time zone. */
export interface DigestSchedule {
  readonly target: ChannelRef;
  readonly day: Weekday;
  /** HH:MM */
  readonly time: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** The days that a digest speaks of: from the last one's hour to this one's. */
export interface DigestPeriod {
  /** The ISO week in which it ends: `2026-W08`. One period ends in each week. */
  readonly id: string;
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The latest period that has ended by `now`.
 * Periods meet without gap or overlap, whatever the clocks do: an hour that is skipped is moved on, one that comes twice is the first.
 */
export function dueDigest(schedule: DigestSchedule, now: Instant): DigestPeriod {
  const today = localTime(now, schedule.timeZone);
  const weekday = weekdayOf(today);
  const back = (weekday - WEEKDAYS.indexOf(schedule.day) + 7) % 7;
  // One week ahead covers the zones where the skipped or repeated hour moves the end over midnight.
  for (const weeks of [1, 0, -1, -2]) {
    const end = endAt(schedule, { ...today, day: today.day - back + weeks * 7 });
    if (end.at > now) continue;
    const start = endAt(schedule, { ...today, day: today.day - back + (weeks - 1) * 7 });
    return { id: isoWeek(end.date), from: start.at, to: end.at };
  }
  throw new RangeError(
    `no ${schedule.day} ${schedule.time} in ${schedule.timeZone} before ${new Date(now).toISOString()}`,
  );
}

function endAt(schedule: DigestSchedule, date: LocalTime): { readonly at: Instant; readonly date: Date } {
  const [hour = '0', minute = '0'] = schedule.time.split(':');
  const at = instantAt({ ...date, hour: Number(hour), minute: Number(minute), second: 0 }, schedule.timeZone);
  return { at, date: new Date(Date.UTC(date.year, date.month - 1, date.day)) };
}

/** Monday 0 … Sunday 6. */
function weekdayOf({ year, month, day }: LocalTime): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** The week of ISO 8601: it belongs to the year that has its Thursday. */
function isoWeek(date: Date): string {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + 3);
  const year = thursday.getUTCFullYear();
  const first = Date.UTC(year, 0, 1);
  const week = 1 + Math.floor((thursday.getTime() - first) / (7 * 86_400_000));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
