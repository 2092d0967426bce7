import { decodeEntities, foldSpace, tagReader } from '../../src/text/html.ts';
import { attributesOf } from './attributes.ts';

/** A feed that a page points to. */
export interface FeedLink {
  readonly url: string;
  /** As the page calls it; empty where it does not. */
  readonly title: string;
  /** Whether the page declares it as its feed, rather than merely linking to something that looks like one. */
  readonly declared: boolean;
}

const FEED_TYPES = /^application\/(?:rss|atom|rdf|feed)\+(?:xml|json)$|^(?:text|application)\/(?:xml|json)$/i;
/** What the last part of a feed's address looks like. */
const FEED_PATH =
  /\/(?:rss|feed|feeds|atom|index|news-?sitemap)?\.(?:xml|json)$|\.(?:rss|atom|rdf)$|\/(?:rss|feed|feeds|atom)\/?$/i;
/** What says in the query that a feed is asked for. */
const FEED_QUERY = /[?&](?:feed|format|type|output|view|alt)=(?:rss2?|atom|feed|rdf)(?:&|$)/i;
const MAX_LINKS = 50;

/** The feeds that a page declares, then those that it seems to link to; each address once, in the order of the page. Linear. */
export function feedLinks(html: string, pageUrl: string): readonly FeedLink[] {
  const found = new Map<string, FeedLink>();
  const tagAt = tagReader(html);
  let base = pageUrl;
  for (let at = html.indexOf('<'); at >= 0 && found.size < MAX_LINKS; ) {
    const tag = tagAt(at);
    if (tag !== undefined && !tag.closing && (tag.name === 'link' || tag.name === 'a' || tag.name === 'base')) {
      const attributes = read(html.slice(tag.nameEnd, tag.end - 1));
      if (tag.name === 'base') base = absolute(attributes.get('href'), pageUrl) ?? pageUrl;
      else {
        const link = linkOf(tag.name, attributes, base);
        if (link !== undefined && !(found.get(link.url)?.declared ?? false)) found.set(link.url, link);
      }
    }
    at = html.indexOf('<', tag === undefined ? at + 1 : Math.max(tag.end, at + 1));
  }
  const links = [...found.values()];
  return [...links.filter(({ declared }) => declared), ...links.filter(({ declared }) => !declared)];
}

function linkOf(name: string, attributes: ReadonlyMap<string, string>, base: string): FeedLink | undefined {
  const url = absolute(attributes.get('href'), base);
  if (url === undefined) return undefined;
  const title = foldSpace(attributes.get('title') ?? '');
  if (name === 'a') return looksLikeFeed(new URL(url)) ? { url, title, declared: false } : undefined;
  const rels = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  const isFeed =
    rels.includes('feed') || (rels.includes('alternate') && FEED_TYPES.test(mediaTypeOf(attributes.get('type') ?? '')));
  return isFeed ? { url, title, declared: true } : undefined;
}

function looksLikeFeed({ pathname, search, hostname }: URL): boolean {
  return FEED_PATH.test(pathname) || FEED_QUERY.test(search) || hostname.startsWith('feeds.');
}

/** Without parameters such as a charset. */
function mediaTypeOf(type: string): string {
  return (type.split(';')[0] ?? '').trim();
}

function read(text: string): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { name, value } of attributesOf(text))
    if (!known.has(name)) known.set(name, decodeEntities(value ?? '').trim());
  return known;
}

function absolute(href: string | undefined, base: string): string | undefined {
  // `feed:` before an address, or in place of its scheme, asks for a feed reader.
  const meant = href?.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:(?=\/\/)/i, 'http:') ?? '';
  if (meant === '' || !URL.canParse(meant, base)) return undefined;
  const url = new URL(meant, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}
