import { UserError } from '../errors.ts';
import { instantAt } from '../local-time.ts';
import { DAY_MS, type Instant } from '../time.ts';

/**
 * Reads a day (2026-02-17: its beginning in the time zone), an instant (2026-02-17T12:00Z), or so many days before now (30d).
 * Throws a UserError that names the option.
 */
export function readDate(text: string, option: string, now: Instant, timeZone: string): Instant {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year !== undefined && month !== undefined && day !== undefined && isDay(year, month, day)) {
    return instantAt({ year, month, day, hour: 0, minute: 0, second: 0 }, timeZone);
  }
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined) return now - Number(days) * DAY_MS;
  const instant = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  throw new UserError(
    `${option} is ${JSON.stringify(text)}; expected a day such as 2026-02-17, or 30d for 30 days ago.`,
  );
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
