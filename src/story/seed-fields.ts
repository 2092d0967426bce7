import { UserError } from '../errors.ts';
import type { Instant } from '../time.ts';

/** Whether a parsed JSON value is an object with named fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string without blanks around it and with single blanks inside; empty for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[ \t\u00a0]+/g, ' ').trim() : '';
}

/** A date as ISO 8601 or as milliseconds; undefined where none is given. Throws a UserError for one that is no date. */
export function publishedOf(value: unknown, name: string): Instant | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const instant = typeof value === 'number' ? value : Date.parse(String(value));
  if (Number.isFinite(instant)) return instant;
  throw new UserError(`${name}: published is ${JSON.stringify(value)}, which is no date`, {
    hint: 'Expected a date such as 2026-02-17 or 2026-02-17T09:30:00Z.',
  });
}
