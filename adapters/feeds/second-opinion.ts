import { parseFeed } from 'feedsmith';
import { z } from 'zod';
import { htmlToText } from '../../src/text/html.ts';
import type { ParsedItem } from '../../src/feeds/item.ts';
import { parseDate } from './dates.ts';
import { absolute } from './links.ts';
import type { Opinion } from './first-opinion.ts';
import { cleanHtml } from './sanitise.ts';

const Text = z.string().optional().catch(undefined);
const Named = z.object({ name: Text, value: Text, term: Text, url: Text, type: Text, href: Text });
const List = z.array(z.union([Named, z.string().transform((name): z.infer<typeof Named> => ({ name }))])).catch([]);
/** A text that is plain in RSS and tagged with its type in Atom. */
const Loose = z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]).catch('');

/** One entry of RSS, RDF or Atom as feedsmith gives it; only what we use. */
const Entry = z.object({
  title: Loose,
  description: Loose,
  summary: Loose,
  link: Text,
  links: List,
  guid: Loose,
  id: Text,
  pubDate: Text,
  published: Text,
  updated: Text,
  authors: List,
  categories: List,
  enclosures: List,
  content: z.union([z.object({ encoded: z.string() }).transform(({ encoded }) => encoded), Loose]).catch(''),
  dc: z
    .object({ date: Text, creators: z.array(z.string()).catch([]) })
    .partial()
    .catch({}),
});
const Document = z.object({
  format: z.enum(['rss', 'atom', 'rdf']),
  feed: z.object({ title: Loose, items: z.array(Entry).catch([]), entries: z.array(Entry).catch([]) }),
});

/** Asks feedsmith where the first parser found nothing. Throws what feedsmith throws, and where it finds no feed. */
export function secondOpinion(text: string, base: string | undefined, maxItems: number): Opinion {
  const { format, feed } = Document.parse(parseFeed(text, { maxItems }));
  return {
    format,
    title: htmlToText(feed.title),
    items: [...feed.items, ...feed.entries].map((entry) => itemOf(entry, base)),
  };
}

function itemOf(entry: z.infer<typeof Entry>, base: string | undefined): ParsedItem {
  const link = entry.link ?? entry.links.find(({ href }) => href !== undefined)?.href ?? '';
  const summary = cleanHtml(entry.description || entry.summary, base);
  const content = cleanHtml(entry.content, base);
  const names = [...entry.authors.map(({ name }) => name), ...(entry.dc.creators ?? [])];
  return {
    id: entry.guid || entry.id || link,
    url: absolute(link, base),
    title: htmlToText(entry.title),
    summary,
    content,
    text: htmlToText(content || summary),
    publishedAt: parseDate(entry.pubDate ?? entry.published ?? entry.dc.date ?? ''),
    updatedAt: parseDate(entry.updated ?? ''),
    authors: names.filter((name) => name !== undefined),
    categories: entry.categories.map(({ name, term }) => name ?? term).filter((name) => name !== undefined),
    enclosures: entry.enclosures.flatMap(({ url, type }) =>
      url === undefined ? [] : [{ url: absolute(url, base), type }],
    ),
    lang: undefined,
  };
}
