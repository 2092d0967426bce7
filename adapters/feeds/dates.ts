import type { Instant } from '../../src/time.ts';
import { MONTHS, ZONES } from './date-words.ts';

const ISO =
  /^(\d{4})-?(\d\d)?(?:-?(\d\d))?(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const ORDINAL = /^(\d{4}|\d\d)-?(\d{3})(?:T.*)?$/;
const TOKENS = /(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?|[+-]\d{1,2}:?\d{2}(?!\d)|\d+|\p{L}[\p{L}\p{M}.’']*/gu;
const MAX_CHARS = 80;
const DAY_MINUTES = 24 * 60;

/** A date as it is put together, token by token. */
interface Parts {
  numbers: string[];
  month: number | undefined;
  time: readonly [number, number, number] | undefined;
  zoneMinutes: number | undefined;
  afternoon: boolean | undefined;
}

/**
 * Reads a date as feeds write it: RFC 822 with its many deviations, ISO 8601 and W3C-DTF, ctime, and months named in the
 * languages of Europe and of East Asia. A date without a zone is read as UTC. undefined where it is none. Linear.
 */
export function parseDate(text: string): Instant | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > MAX_CHARS) return undefined;
  return readIso(trimmed) ?? readOrdinal(trimmed) ?? readWords(trimmed);
}

function readIso(text: string): Instant | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month = '01', day = '01', hour = '0', minute = '0', second = '0', fraction, zone] = match;
  // Four digits alone are a year; six could be yymmdd, which the words read.
  if (month === '01' && match[2] === undefined && text.length !== 4) return undefined;
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1_000);
  const at = utc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  return at === undefined ? undefined : at + ms - offsetOf(zone) * 60_000;
}

function readOrdinal(text: string): Instant | undefined {
  const match = ORDINAL.exec(text);
  if (match === null) return undefined;
  const day = Number(match[2]);
  const start = utc(fullYear(match[1] ?? ''), 1, 1, 0, 0, 0);
  return start === undefined || day < 1 || day > 366 ? undefined : start + (day - 1) * DAY_MINUTES * 60_000;
}

function readWords(text: string): Instant | undefined {
  const parts: Parts = {
    numbers: [],
    month: undefined,

    time: undefined,
    zoneMinutes: undefined,
    afternoon: undefined,
  };
  for (const match of text.matchAll(TOKENS)) take(parts, match);
  const date = dateOf(parts, text);
  if (date === undefined) return undefined;
  const [hour, minute, second] = parts.time ?? [0, 0, 0];
  const shifted = parts.afternoon === undefined ? hour : (hour % 12) + (parts.afternoon ? 12 : 0);
  const at = utc(...date, shifted, minute, Math.min(second, 59));
  return at === undefined ? undefined : at - (parts.zoneMinutes ?? 0) * 60_000;
}

function take(parts: Parts, match: RegExpExecArray): void {
  const token = match[0];
  if (match[1] !== undefined) {
    parts.time ??= [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  } else if (/^[+-]/.test(token)) {
    if (parts.time !== undefined) parts.zoneMinutes ??= offsetOf(token);
    else parts.numbers.push(...token.slice(1).split(':'));
  } else if (/^\d/.test(token)) {
    parts.numbers.push(token);
  } else {
    takeWord(parts, token);
  }
}

function takeWord(parts: Parts, token: string): void {
  const word = token
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.’']/gu, '');
  if (word === 'am' || word === '오전') parts.afternoon = false;
  else if (word === 'pm' || word === '오후') parts.afternoon = true;
  else {
    const month = monthOf(word);
    // Up to the time the last name counts: in "mar, 17 feb 2026" the first is a Tuesday. After it stand zones.
    if (parts.time !== undefined && (parts.month !== undefined || month === undefined))
      parts.zoneMinutes ??= ZONES.get(word);
    else parts.month = month ?? parts.month;
  }
}

function monthOf(word: string): number | undefined {
  return MONTHS.get(word) ?? MONTHS.get(word.slice(0, 3));
}

function dateOf(parts: Parts, text: string): readonly [number, number, number] | undefined {
  const [first = '', second = '', third = ''] = parts.numbers;
  if (parts.month !== undefined) {
    // "17 Feb 2026", "Feb 17 2026", "2026 Feb 17".
    if (first.length === 4) return [Number(first), parts.month, Number(second || '1')];
    if (second === '') return undefined;
    return [fullYear(second), parts.month, Number(first)];
  }
  if (first.length === 8) return [Number(first.slice(0, 4)), Number(first.slice(4, 6)), Number(first.slice(6))];
  if (third === '') return undefined;
  if (first.length === 4) return [Number(first), Number(second), Number(third)];
  const monthFirst =
    Number(second) > 12 || (Number(first) <= 12 && (parts.afternoon !== undefined || /^\s*\d+\/\d+\/\d/.test(text)));
  const [day, month] = monthFirst ? [second, first] : [first, second];
  return [fullYear(third), Number(month), Number(day)];
}

/** Two digits mean the years 1970 to 2069. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year >= 70 ? 1900 + year : 2000 + year;
}

function offsetOf(zone: string | undefined): number {
  const match = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(zone ?? '');
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

/** Parts in their ranges → an instant; 24:00 is the next midnight, a day past the month's end runs into the next. */
function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Instant | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined;
  if (year < 1 || year > 9999) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
