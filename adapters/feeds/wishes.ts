import type { Skips } from '../../src/feeds/feed.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { childOf, childrenOf, textIn, type XmlNode } from './node.ts';

const PERIODS_MS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hourly: HOUR_MS,
    daily: 24 * HOUR_MS,
    weekly: 168 * HOUR_MS,
    monthly: 720 * HOUR_MS,
    yearly: 8_760 * HOUR_MS,
  }),
);
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** How often a feed wishes to be asked, and when not: ttl, sy:updatePeriod and sy:updateFrequency, skipHours, skipDays. */
export function wishesOf(channel: XmlNode | undefined): {
  readonly ttlMs: number | undefined;
  readonly skips: Skips | undefined;
} {
  return { ttlMs: ttlOf(channel), skips: skipsOf(channel) };
}

function ttlOf(channel: XmlNode | undefined): number | undefined {
  const minutes = Number(textIn(channel, 'ttl') || Number.NaN);
  if (minutes > 0) return minutes * MINUTE_MS;
  const period = PERIODS_MS.get(textIn(channel, 'sy:updateperiod').toLowerCase());
  const frequency = Number(textIn(channel, 'sy:updatefrequency') || 1);
  return period === undefined || !(frequency > 0) ? undefined : period / frequency;
}

/** Hours run from 0 to 23; some feeds write 24 for midnight. What is neither is left out. */
function skipsOf(channel: XmlNode | undefined): Skips | undefined {
  const words = (list: string, entry: string): readonly string[] =>
    childrenOf(childOf(channel, list), entry).map(({ text }) => text.trim().toLowerCase());
  const hours = words('skiphours', 'hour')
    .filter((hour) => /^\d{1,2}$/.test(hour) && Number(hour) <= 24)
    .map((hour) => Number(hour) % 24);
  const days = words('skipdays', 'day').map((day) => DAYS.indexOf(day));
  const skips = { hours: [...new Set(hours)], days: [...new Set(days.filter((day) => day >= 0))] };
  return skips.hours.length === 0 && skips.days.length === 0 ? undefined : skips;
}
