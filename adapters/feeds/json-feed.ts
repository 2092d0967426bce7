import { z } from 'zod';
import { messageOf } from '../../src/errors.ts';
import { foldSpace, headlineToText, htmlToText } from '../../src/text/html.ts';
import { languageCode } from '../../src/text/language-code.ts';
import type { ParsedFeed, ParsedItem } from '../../src/feeds/item.ts';
import { parseDate } from './dates.ts';
import { absolute } from './links.ts';
import { escapeText } from './markup.ts';
import { nothing } from './nothing.ts';
import { cleanHtml } from './sanitise.ts';
import { MAX_ENTRIES } from './tree.ts';

const MAX_FIELD = 65_536;
const MAX_NESTING = 64;
const MAX_VALUES = 250_000;
const Text = z
  .union([z.string(), z.number().transform(String)])
  .transform((text) => text.slice(0, MAX_FIELD))
  .optional()
  .catch(undefined);
const Author = z.object({ name: Text, url: Text }).optional().catch(undefined);

/** One entry of JSON Feed 1.0 or 1.1 (jsonfeed.org); only what we use, each field forgiven when it is of the wrong kind. */
const Entry = z.object({
  id: Text,
  url: Text,
  external_url: Text,
  title: Text,
  content_html: Text,
  content_text: Text,
  summary: Text,
  date_published: Text,
  date_modified: Text,
  author: Author,
  authors: z.array(Author).catch([]),
  tags: z.array(Text).catch([]),
  attachments: z.array(z.object({ url: Text, mime_type: Text })).catch([]),
  image: Text,
  language: Text,
});
const Document = z.object({
  version: z.string().optional().catch(undefined),
  title: Text,
  language: Text,
  home_page_url: Text,
  feed_url: Text,
  author: Author,
  authors: z.array(Author).catch([]),
  items: z.array(z.unknown()),
});

type Person = z.infer<typeof Author>;

/** Says which cap the objects and lists of a text exceed, before they are made; looks at each character once. */
function excessOf(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at);
    else if (code === 93 || code === 125) depth--;
    else if (code === 91 || code === 123) {
      values++;
      depth++;
      if (depth > MAX_NESTING) return `the JSON is nested deeper than ${MAX_NESTING} levels`;
      if (values > MAX_VALUES) return `the JSON has more than ${MAX_VALUES} objects and lists`;
    }
  }
  return undefined;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) return at;
  }
  return text.length;
}

/** The document with one entry more than are read, so that checking it does not cost what all of them would. */
function withFewer(found: unknown): unknown {
  if (typeof found !== 'object' || found === null || !('items' in found) || !Array.isArray(found.items)) return found;
  return { ...found, items: found.items.slice(0, MAX_ENTRIES + 1) };
}

/** Reads a JSON Feed; a document of another shape is a problem in the answer. Never throws. */
export function readJsonFeed(text: string, encoding: string, url: string | undefined): ParsedFeed {
  const excess = excessOf(text);
  if (excess !== undefined) return nothing(encoding, excess);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (thrown) {
    return nothing(encoding, `the JSON cannot be read: ${messageOf(thrown).slice(0, 120)}`);
  }
  const read = Document.safeParse(withFewer(found));
  if (!read.success)
    return nothing(
      encoding,
      'the document is JSON but no JSON Feed: expected an object with "version" and a list "items"',
    );
  const feed = read.data;
  const base = feed.home_page_url ?? feed.feed_url ?? url;
  const problems: string[] = [];
  if (!/jsonfeed\.org\/version\//.test(feed.version ?? ''))
    problems.push('the document does not name a version of JSON Feed');
  if (feed.items.length > MAX_ENTRIES) problems.push(`only the first ${MAX_ENTRIES} entries are read`);
  const items = feed.items.slice(0, MAX_ENTRIES).flatMap((entry) => {
    const item = Entry.safeParse(entry);
    if (!item.success) problems.push('an entry that is no object is left out');
    return item.success ? [itemOf(item.data, base, feed.authors.length > 0 ? feed.authors : [feed.author])] : [];
  });
  return {
    format: 'json',
    encoding,
    title: headlineToText(feed.title ?? ''),
    lang: languageCode(feed.language),
    ttlMs: undefined,
    items,
    problems: [...new Set(problems)],
  };
}

function itemOf(entry: z.infer<typeof Entry>, base: string | undefined, owners: readonly Person[]): ParsedItem {
  const url = absolute(entry.url ?? entry.external_url ?? '', base);
  const content =
    entry.content_html === undefined
      ? escapeText(entry.content_text ?? '')
      : cleanHtml(entry.content_html, url || base);
  const summary = escapeText(entry.summary ?? '');
  // Version 1.0 has one author, 1.1 a list; without either an entry is the feed's authors', jsonfeed.org/version/1.1.
  const own = [...entry.authors, entry.author].map(nameOf).filter((name) => name !== '');
  return {
    id: entry.id ?? url,
    url,
    title: headlineToText(entry.title ?? ''),
    summary: summary || content,
    content,
    text: htmlToText(content || summary),
    publishedAt: parseDate(entry.date_published ?? ''),
    updatedAt: parseDate(entry.date_modified ?? ''),
    authors: [...new Set(own.length > 0 ? own : owners.map(nameOf).filter((name) => name !== ''))],
    categories: entry.tags.filter((tag) => tag !== undefined),
    enclosures: entry.attachments.flatMap((file) =>
      file.url === undefined ? [] : [{ url: absolute(file.url, base), type: file.mime_type }],
    ),
    lang: languageCode(entry.language),
  };
}

const nameOf = (person: Person): string => foldSpace(person?.name ?? '');
