import { foldSpace, htmlToText } from '../../src/text/html.ts';
import { languageCode } from '../../src/text/language-code.ts';
import type { ParsedItem } from '../../src/feeds/item.ts';
import type { Instant } from '../../src/time.ts';
import { authorsOf } from './authors.ts';
import { parseDate } from './dates.ts';
import { absolute } from './links.ts';
import { htmlOf, plainOf } from './markup.ts';
import { childOf, childrenOf, textIn } from './node.ts';
import type { XmlNode } from './node.ts';

/** The plain fields of an entry, as the first parser gives them. */
export interface PlainEntry {
  readonly title: string;
  readonly link: string;
  readonly id: string;
}

const PUBLISHED = [
  'pubdate',
  'published',
  'issued',
  'dc:date',
  'dcterms:issued',
  'dcterms:created',
  'dc:created',
  'created',
  'date',
  'atom:published',
  'news:publication_date',
];
const UPDATED = ['updated', 'modified', 'dcterms:modified', 'dc:modified', 'atom:updated', 'lastbuilddate', 'lastmod'];
const SUMMARIES = [
  'description',
  'summary',
  'dc:description',
  'itunes:summary',
  'itunes:subtitle',
  'media:description',
  'googleplay:description',
  'excerpt',
  'abstract',
];
const CONTENTS = [
  'content:encoded',
  'fullitem',
  'content',
  'xhtml:body',
  'body',
  'fulltext',
  'xhtml:div',
  'atom:content',
];
/** Completes an entry from its element: what the first parser leaves out or reads wrong. */
export function itemOf(node: XmlNode, plain: PlainEntry, fallbackBase: string | undefined): ParsedItem {
  const base = node.base ?? fallbackBase;
  const group = childOf(node, 'media:group');
  const news = childOf(node, 'news:news');
  const summary = firstHtml(node, SUMMARIES, fallbackBase) || firstHtml(group, SUMMARIES, fallbackBase);
  const content = firstHtml(node, CONTENTS, fallbackBase);
  return {
    id: plain.id,
    url: absolute(plain.link, base),
    title: plain.title,
    summary: summary || content,
    content: content === summary ? '' : content,
    text: htmlToText(content === '' ? summary : content),
    publishedAt: firstDate(node, PUBLISHED) ?? (news === undefined ? undefined : firstDate(news, PUBLISHED)),
    updatedAt: firstDate(node, UPDATED),
    authors: authorsOf(node),
    categories: categoriesOf(node),
    enclosures: enclosuresOf(node, base),
    lang:
      languageCode(node.attributes['xml:lang']) ??
      languageCode(textIn(node, 'dc:language', 'language')) ??
      languageCode(textIn(childOf(news, 'news:publication'), 'news:language')),
  };
}

/** The title of an entry or a feed as plain text. */
export function titleOf(node: XmlNode | undefined): string {
  return (
    plainOf(childOf(node, 'title')) ||
    plainOf(childOf(node, 'dc:title', 'atom:title', 'media:title', 'itunes:title')) ||
    plainOf(childOf(childOf(node, 'media:group'), 'media:title')) ||
    plainOf(childOf(childOf(node, 'news:news'), 'news:title'))
  );
}

/** The id of an entry: its own, or what its vocabulary has in its place. */
export function idOf(node: XmlNode): string {
  return foldSpace(
    textIn(node, 'guid', 'id', 'atom:id', 'dc:identifier') ||
      node.attributes['rdf:about'] ||
      plainOf(childOf(node, 'guid', 'id')),
  );
}

function firstDate(node: XmlNode, names: readonly string[]): Instant | undefined {
  for (const name of names) {
    for (const child of node.children) {
      if (child.name !== name) continue;
      const date = parseDate(child.text);
      if (date !== undefined) return date;
    }
  }
  return undefined;
}

function firstHtml(node: XmlNode | undefined, names: readonly string[], base: string | undefined): string {
  if (node === undefined) return '';
  for (const name of names) {
    for (const child of node.children) {
      const html = child.name === name ? htmlOf(child, base) : '';
      if (html !== '') return html;
    }
  }
  return '';
}

function categoriesOf(node: XmlNode): readonly string[] {
  const found = new Set<string>();
  for (const child of node.children) {
    if (child.name === 'category' || child.name === 'atom:category') {
      found.add(plainOf(child));
      found.add(child.attributes['label']?.trim() ?? '');
      found.add(child.attributes['term']?.trim() ?? '');
    } else if (child.name === 'dc:subject' || child.name === 'media:category') found.add(plainOf(child));
    else if (child.name === 'itunes:category') {
      for (const named of [child, ...child.children]) found.add(named.attributes['text']?.trim() ?? '');
    } else if (child.name === 'itunes:keywords' || child.name === 'media:keywords') {
      for (const word of child.text.split(',')) found.add(foldSpace(word));
    }
  }
  found.delete('');
  return [...found];
}

function enclosuresOf(node: XmlNode, base: string | undefined): ParsedItem['enclosures'] {
  const found = new Map<string, string | undefined>();
  const add = (url: string | undefined, type: string | undefined): void => {
    const address = absolute(url?.trim() ?? '', base);
    if (address !== '' && !found.has(address)) found.set(address, type?.trim() || undefined);
  };
  const media = [node, ...childrenOf(node, 'media:group')];
  for (const child of node.children) {
    const { attributes } = child;
    if (child.name === 'enclosure') add(attributes['url'] ?? attributes['href'] ?? child.text, attributes['type']);
    if (child.name.endsWith('link') && attributes['rel'] === 'enclosure') add(attributes['href'], attributes['type']);
  }
  for (const { attributes } of media.flatMap((part) => childrenOf(part, 'media:content')))
    add(attributes['url'], attributes['type']);
  return [...found].map(([url, type]) => ({ url, type }));
}
