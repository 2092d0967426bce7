import type { FeedFormat } from '../../src/feeds/item.ts';
import type { Instant } from '../../src/time.ts';

/** The formats that we write. */
export type WrittenFormat = Exclude<FeedFormat, 'sitemap'>;

/** What a feed document is written from. */
export interface WrittenFeed {
  readonly title: string;
  /** The site's address. */
  readonly link: string;
  /** The document's own address. */
  readonly self: string;
  readonly description?: string;
  /** ISO 639-1. */
  readonly lang?: string;
  readonly ttlMinutes?: number;
  /** In the order in which they are to stand: feeds list the newest first. */
  readonly items: readonly WrittenItem[];
}

export interface WrittenItem {
  readonly id: string;
  readonly url: string;
  /** Plain text. */
  readonly title: string;
  /** Plain text or HTML. */
  readonly summary?: string;
  /** HTML. */
  readonly content?: string;
  readonly publishedAt?: Instant;
  readonly updatedAt?: Instant;
  readonly authors?: readonly string[];
  readonly categories?: readonly string[];
}

/** The Content-Type that goes with each format. */
export const CONTENT_TYPES: Readonly<Record<WrittenFormat, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  rdf: 'application/rdf+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
};

const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes a feed as RSS 2.0, Atom 1.0, RSS 1.0 (RDF) or JSON Feed 1.1; what is absent is left out. */
export function writeFeed(format: WrittenFormat, feed: WrittenFeed): string {
  switch (format) {
    case 'rss':
      return writeRss(feed);
    case 'atom':
      return writeAtom(feed);
    case 'rdf':
      return writeRdf(feed);
    case 'json':
      return writeJson(feed);
  }
}

function writeRss(feed: WrittenFeed): string {
  const items = feed.items.map((item) =>
    element('item', [
      leaf('title', item.title),
      leaf('link', item.url),
      `<guid isPermaLink="${item.id === item.url}">${escapeXml(item.id)}</guid>`,
      leaf('pubDate', item.publishedAt === undefined ? undefined : new Date(item.publishedAt).toUTCString()),
      ...(item.authors ?? []).map((author) => leaf('dc:creator', author)),
      ...(item.categories ?? []).map((category) => leaf('category', category)),
      leaf('description', item.summary),
      leaf('content:encoded', item.content),
    ]),
  );
  const channel = [
    leaf('title', feed.title),
    leaf('link', feed.link),
    leaf('description', feed.description ?? feed.title),
    `<atom:link href="${escapeXml(feed.self)}" rel="self" type="application/rss+xml"/>`,
    leaf('language', feed.lang),
    leaf('ttl', feed.ttlMinutes === undefined ? undefined : String(feed.ttlMinutes)),
    ...items,
  ];
  const spaces =
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  return `${HEADER}<rss version="2.0" ${spaces}>${element('channel', channel)}</rss>\n`;
}

function writeAtom(feed: WrittenFeed): string {
  const newest = Math.max(0, ...feed.items.map((item) => item.updatedAt ?? item.publishedAt ?? 0));
  const entries = feed.items.map((item) =>
    element('entry', [
      leaf('id', item.id),
      leaf('title', item.title),
      `<link rel="alternate" href="${escapeXml(item.url)}"/>`,
      leaf('published', iso(item.publishedAt)),
      leaf('updated', iso(item.updatedAt ?? item.publishedAt ?? newest)),
      ...(item.authors ?? []).map((author) => element('author', [leaf('name', author)])),
      ...(item.categories ?? []).map((category) => `<category term="${escapeXml(category)}"/>`),
      typed('summary', item.summary),
      typed('content', item.content),
    ]),
  );
  const head = [
    leaf('id', feed.self),
    leaf('title', feed.title),
    `<link rel="self" href="${escapeXml(feed.self)}"/>`,
    `<link rel="alternate" href="${escapeXml(feed.link)}"/>`,
    leaf('updated', iso(newest)),
    leaf('subtitle', feed.description),
  ];
  const lang = feed.lang === undefined ? '' : ` xml:lang="${escapeXml(feed.lang)}"`;
  return `${HEADER}<feed xmlns="http://www.w3.org/2005/Atom"${lang}>\n${join([...head, ...entries])}\n</feed>\n`;
}

function writeRdf(feed: WrittenFeed): string {
  const items = feed.items.map((item) => {
    const inner = join([
      leaf('title', item.title),
      leaf('link', item.url),
      leaf('description', item.summary),
      leaf('dc:date', iso(item.publishedAt)),
      ...(item.authors ?? []).map((author) => leaf('dc:creator', author)),
      ...(item.categories ?? []).map((category) => leaf('dc:subject', category)),
      leaf('content:encoded', item.content),
    ]);
    return `<item rdf:about="${escapeXml(item.id)}">\n${inner}\n</item>`;
  });
  const listed = feed.items.map((item) => `<rdf:li rdf:resource="${escapeXml(item.id)}"/>`).join('');
  const channel = join([
    leaf('title', feed.title),
    leaf('link', feed.link),
    leaf('description', feed.description ?? feed.title),
    leaf('dc:language', feed.lang),
    `<items><rdf:Seq>${listed}</rdf:Seq></items>`,
  ]);
  const spaces =
    'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"';
  return `${HEADER}<rdf:RDF ${spaces}>\n<channel rdf:about="${escapeXml(feed.self)}">\n${channel}\n</channel>\n${join(items)}\n</rdf:RDF>\n`;
}

function writeJson(feed: WrittenFeed): string {
  const items = feed.items.map((item) => ({
    id: item.id,
    url: item.url,
    title: item.title,
    summary: item.summary,
    ...(item.content === undefined ? { content_text: item.summary ?? '' } : { content_html: item.content }),
    date_published: iso(item.publishedAt),
    date_modified: iso(item.updatedAt),
    authors: item.authors?.map((name) => ({ name })),
    tags: item.categories,
  }));
  const head = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.link,
    feed_url: feed.self,
    description: feed.description,
    language: feed.lang,
  };
  return `${JSON.stringify({ ...head, items }, undefined, 1)}\n`;
}

const iso = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
const join = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');
const element = (name: string, parts: readonly string[]): string => `<${name}>\n${join(parts)}\n</${name}>`;
const leaf = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
const typed = (name: string, html: string | undefined): string =>
  html === undefined ? '' : `<${name} type="html">${escapeXml(html)}</${name}>`;

/** Text that can stand in an element or an attribute; what XML cannot hold is left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
