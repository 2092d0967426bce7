import type { Instant } from '../time.ts';
import type { ParsedFeed } from './item.ts';

/** A parsed document as one line of JSON, as `storywatch parse` prints it: times in ISO 8601 UTC, what is unknown left out. */
export function printParsed(file: string, parsed: ParsedFeed): string {
  const { format, encoding, title, lang, items, problems } = parsed;
  const printed = items.map(({ publishedAt, updatedAt, ...item }) => ({
    ...item,
    publishedAt: iso(publishedAt),
    updatedAt: iso(updatedAt),
  }));
  return JSON.stringify({ file, format, encoding, title, lang, items: printed, problems });
}

function iso(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
