import { DAY_MS, type Instant } from '../time.ts';
import { instantAt, localTime } from '../local-time.ts';

/** When and how much a destination is told. */
export interface AlertPolicy {
  /** Nothing is posted within; what comes up then waits for the end. `from` may be later than `to`: over midnight. */
  readonly quietHours?: QuietHours;
  /** Root messages and replies an hour and destination; what goes beyond is left to the digest. */
  readonly perHour: number;
}

export interface QuietHours {
  /** HH:MM, included. */
  readonly from: string;
  /** HH:MM, excluded. */
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** No quiet hours, and at most 12 an hour: above that a channel is muted, not read. */
export const DEFAULT_POLICY: AlertPolicy = { perHour: 12 };

/** The first instant from `now` on at which posting is welcome: `now` itself outside quiet hours. */
export function welcomeFrom(now: Instant, policy: AlertPolicy): Instant {
  const quiet = policy.quietHours;
  if (quiet === undefined || quiet.from === quiet.to) return now;
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  const local = localTime(now, quiet.timeZone);
  const minute = local.hour * 60 + local.minute;
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return now;
  const end = (daysOn: number): Instant =>
    instantAt(
      { ...local, day: local.day + daysOn, hour: Math.floor(to / 60), minute: to % 60, second: 0 },
      quiet.timeZone,
    );
  const today = end(0);
  return today > now ? today : Math.min(end(1), now + DAY_MS);
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
