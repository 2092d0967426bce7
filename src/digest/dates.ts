import { localTime } from '../local-time.ts';
import type { Instant } from '../time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A calendar day in a time zone, as text: `17 Feb`. */
export function dayText(at: Instant, timeZone: string): string {
  const { day, month } = localTime(at, timeZone);
  return `${day} ${MONTHS[month - 1] ?? ''}`;
}

/** The same with its weekday: `Tue 17 Feb`. */
export function weekdayText(at: Instant, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone);
  return `${DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? ''} ${dayText(at, timeZone)}`;
}

/** A period as a reader writes it: `13–20 Feb 2026`, `27 Feb – 6 Mar 2026`. */
export function periodText(from: Instant, to: Instant, timeZone: string): string {
  const a = localTime(from, timeZone);
  const b = localTime(to, timeZone);
  const end = `${dayText(to, timeZone)} ${b.year}`;
  if (a.year !== b.year) return `${dayText(from, timeZone)} ${a.year} – ${end}`;
  return a.month === b.month ? `${a.day}–${end}` : `${dayText(from, timeZone)} – ${end}`;
}
