import type { Instant } from '../time.ts';
import type { ParsedFeed } from './item.ts';

/** A parsed document as one line of JSON, as `storywatch parse` prints it: times in ISO 8601 UTC, what is unknown is null. */
export function printParsed(file: string, parsed: ParsedFeed): string {
  const { format, encoding, title, lang, items, problems } = parsed;
  const printed = items.map(({ publishedAt, updatedAt, lang: itemLang, ...item }) => ({
    ...item,
    publishedAt: iso(publishedAt),
    updatedAt: iso(updatedAt),
    lang: itemLang ?? null,
  }));
  return JSON.stringify({
    file,
    format: format ?? null,
    encoding,
    title,
    lang: lang ?? null,
    items: printed,
    problems,
  });
}

function iso(at: Instant | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
