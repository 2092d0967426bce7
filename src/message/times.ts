import type { Instant } from '../time.ts';

/** An instant as a reader of the given time zone writes it: `17 February 2026` or `14:05`. */
export function showTime(instant: Instant, show: 'date' | 'time', timeZone: string): string {
  return formatter(show, timeZone).format(instant);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times what using it costs, so each is made once. */
function formatter(show: 'date' | 'time', timeZone: string): Intl.DateTimeFormat {
  const key = `${show} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, ...STYLES[show] });
  formatters.set(key, made);
  return made;
}

const STYLES = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const;
