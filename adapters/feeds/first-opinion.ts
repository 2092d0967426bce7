import RssParser from 'rss-parser';
import type { FeedFormat, ParsedItem } from '../../src/feeds/item.ts';
import { authorsOf } from './authors.ts';
import { idOf, itemOf, titleOf } from './entry.ts';
import { linkOf } from './links.ts';
import { childOf } from './node.ts';
import type { XmlNode } from './node.ts';
import type { Tree } from './tree.ts';

/** What a parser makes of a document. */
export interface Opinion {
  readonly format: FeedFormat;
  readonly title: string;
  readonly items: readonly ParsedItem[];
}

/** What rss-parser passes through to us beside its own fields. */
interface Carried {
  readonly node?: XmlNode;
  readonly id?: string;
}

/** The shape in which xml2js would hand the document over; leaves are text, the rest is ours. */
type View = Readonly<Record<string, unknown>>;

/**
 * Lets rss-parser say what the document is and list its entries.
 * It reads our tree instead of xml2js's, so that a document with faults is repaired before it sees it: links
 * have their attributes; dates are kept from it, because one bad date would lose it the feed, and long texts, because its snippets take quadratic time. Each entry carries
 * its element, from which the fields are completed that rss-parser leaves out. A fresh instance each time, since a
 * used one keeps the state of an error. Throws what rss-parser throws.
 */
export async function firstOpinion(tree: Tree, base: string | undefined): Promise<Opinion> {
  const format = formatOf(tree);
  const parser = new RssParser<Record<string, unknown>, Carried>({
    defaultRSS: 2,
    customFields: { item: [['node', 'node', { keepArray: true }]] },
  });
  const xmlParser = {
    parseString: (_: string, done: (error: unknown, view: View) => void) => done(null, viewOf(tree, format)),
  };
  const feed = await Object.assign(parser, { xmlParser }).parseString('');
  const fallbackBase = base ?? baseOf(tree);
  // An Atom entry without an author is its feed's author's, RFC 4287 §4.1.2; RSS has no such rule but its feeds mean it.
  const authors = feedAuthorsOf(tree);
  const items = feed.items.flatMap((item) => {
    if (item.node === undefined) return [];
    const link = item.link ?? '';
    const plain = { title: item.title ?? '', link, id: item.guid ?? item.id ?? link };
    const completed = itemOf(item.node, plain, fallbackBase);
    return [completed.authors.length > 0 ? completed : { ...completed, authors }];
  });
  return { format, title: feed.title ?? '', items };
}

function formatOf({ root, entries }: Tree): FeedFormat {
  if (root?.name === 'feed') return 'atom';
  if (root?.name === 'rdf:rdf') return 'rdf';
  if (root?.name === 'urlset') return 'sitemap';
  return root?.name !== 'rss' && entries[0]?.name === 'entry' ? 'atom' : 'rss';
}

/** The element that describes the feed itself. */
export function channelOf({ root }: Tree): XmlNode | undefined {
  return childOf(root, 'channel') ?? root;
}

function feedAuthorsOf(tree: Tree): readonly string[] {
  const channel = channelOf(tree);
  return channel === undefined ? [] : authorsOf(channel);
}

function viewOf(tree: Tree, format: FeedFormat): View {
  const title = optional(titleOf(channelOf(tree)));
  switch (format) {
    case 'atom':
      return { feed: { title, entry: tree.entries.map(atomEntry) } };
    case 'rdf':
      return { 'rdf:RDF': { channel: [{ title }], item: tree.entries.map(rssEntry) } };
    default:
      return { rss: { $: { version: '2.0' }, channel: [{ title, item: tree.entries.map(rssEntry) }] } };
  }
}

function rssEntry(node: XmlNode): View {
  return {
    title: optional(titleOf(node)),
    link: optional(linkOf(node)),
    guid: optional(idOf(node)),
    node,
  };
}

function atomEntry(node: XmlNode): View {
  const href = linkOf(node);
  return {
    title: optional(titleOf(node)),
    link: href === '' ? undefined : [{ $: { rel: 'alternate', href } }],
    id: optional(idOf(node)),
    node,
  };
}

/** xml2js holds each element in a list, and leaves the key out where there is none. */
const optional = (text: string | undefined): readonly string[] | undefined =>
  text === undefined || text === '' ? undefined : [text];

function baseOf(tree: Tree): string | undefined {
  const link = linkOf(channelOf(tree));
  return /^https?:\/\//i.test(link) ? link : undefined;
}
