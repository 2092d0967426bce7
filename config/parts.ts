import type { ChannelRef } from '../src/story/story.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../src/time.ts';

/** Platforms that a channel may name. */
export const PLATFORMS = ['console', 'slack', 'discord', 'webhook', 'mail', 'teams'] as const;

const UNITS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS };

/** Reads `90s`, `10m` or `1h` as milliseconds; undefined where it is none of these. */
export function durationMs(text: string): number | undefined {
  const match = /^(\d{1,6})\s?([smh])$/.exec(text);
  const unit = UNITS[match?.[2] ?? ''];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

/** Reads `console` or `platform:channel`; undefined where it is neither. */
export function channelRef(text: string): ChannelRef | undefined {
  if (text === 'console') return { platform: 'console', channel: 'console' };
  const colon = text.indexOf(':');
  const platform = text.slice(0, Math.max(colon, 0));
  const channel = text.slice(colon + 1).trim();
  const known = PLATFORMS.some((name) => name === platform);
  return known && channel !== '' ? { platform, channel } : undefined;
}

/** Whether it is a time of day such as `09:00` or `23:30`. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Whether the runtime knows the time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Whether it is one mail address, without a name. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text);
}

export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:\/\//.test(database);
}
