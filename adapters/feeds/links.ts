import { childOf, childrenOf, textIn } from './node.ts';
import type { XmlNode } from './node.ts';

/** Relations of a link that lead elsewhere than to the entry's page. */
const NOT_PAGES = new Set(
  'self edit edit-media enclosure replies hub next prev previous first last related via license copyright service.edit service.post service.feed'.split(
    ' ',
  ),
);

/** The address of an entry or a feed, as written, its own page before any other. */
export function linkOf(node: XmlNode | undefined): string {
  const links = childrenOf(node, 'link', 'atom:link')
    .map(({ attributes, text }) => ({
      rel: (attributes['rel'] ?? '').trim().toLowerCase() || 'alternate',
      type: attributes['type'] ?? 'text/html',
      address: (attributes['href'] ?? '').trim() || text.trim(),
    }))
    .filter(({ address }) => address !== '' && !address.includes('<'));
  const pages = links.filter(({ rel }) => rel === 'alternate');
  const page =
    pages.find(({ type }) => type === 'text/html') ?? pages[0] ?? links.find(({ rel }) => !NOT_PAGES.has(rel));
  return (
    page?.address ||
    textIn(node, 'feedburner:origlink') ||
    textIn(node, 'loc') ||
    permalinkOf(node) ||
    links[0]?.address ||
    about(node)
  );
}

function permalinkOf(node: XmlNode | undefined): string {
  const guid = childOf(node, 'guid');
  const text = guid?.text.trim() ?? '';
  return guid?.attributes['ispermalink'] !== 'false' && /^https?:\/\//i.test(text) ? text : '';
}

const about = (node: XmlNode | undefined): string => {
  const text = node?.attributes['rdf:about']?.trim() ?? '';
  return /^https?:/i.test(text) ? text : '';
};

/** An address against its base; as written where that makes none. */
export function absolute(written: string, base: string | undefined): string {
  const trimmed = written.trim();
  if (trimmed === '' || /^https?:\/\//i.test(trimmed) || base === undefined || !URL.canParse(trimmed, base))
    return trimmed;
  return new URL(trimmed, base).href;
}
