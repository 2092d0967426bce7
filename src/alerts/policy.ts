import { type Instant, MINUTE_MS } from '../time.ts';
import { localTime } from '../local-time.ts';

const DAY_MINUTES = 24 * 60;

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

/** What people said of a development at a destination: alerts on it as ever, always, no more, or not for a while. */
export type Stance = 'usual' | 'important' | 'known' | 'muted';

/** No quiet hours, and at most 12 an hour: above that a channel is muted, not read. */
export const DEFAULT_POLICY: AlertPolicy = { perHour: 12 };

/** The first instant from `now` on at which posting is welcome: `now` itself outside quiet hours. */
export function welcomeFrom(now: Instant, policy: AlertPolicy): Instant {
  const quiet = policy.quietHours;
  if (quiet === undefined || !isQuiet(now, quiet)) return now;
  const end = minutesOf(quiet.to);
  const started = now - (now % MINUTE_MS);
  const left = (end - minuteAt(now, quiet) + DAY_MINUTES) % DAY_MINUTES;
  const guess = started + left * MINUTE_MS;
  // Where the clocks change on the way, the guess is off by the change; an end that is skipped stays moved on by it.
  const off = ((end - minuteAt(guess, quiet) + 1.5 * DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
  const mended = guess + off * MINUTE_MS;
  return mended > now && minuteAt(mended, quiet) === end ? mended : guess;
}

function isQuiet(at: Instant, quiet: QuietHours): boolean {
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  const minute = minuteAt(at, quiet);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** Minutes since midnight by the wall clock. */
function minuteAt(at: Instant, { timeZone }: QuietHours): number {
  const { hour, minute } = localTime(at, timeZone);
  return hour * 60 + minute;
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
