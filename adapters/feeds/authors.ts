import { foldSpace } from '../../src/text/html.ts';
import { plainOf } from './markup.ts';
import { childrenOf, textIn } from './node.ts';
import type { XmlNode } from './node.ts';

const NAMES = ['name', 'atom:name', 'foaf:name', 'xhtml:name'];

/** Everyone whom an entry, or a feed, names as author: by name where there is one, by mail address otherwise. */
export function authorsOf(node: XmlNode): readonly string[] {
  const found = new Set<string>();
  for (const person of childrenOf(
    node,
    'author',
    'atom:author',
    'dc:creator',
    'dc:author',
    'itunes:author',
    'googleplay:author',
    'media:credit',
  )) {
    found.add(nameOf(person));
  }
  if (found.size === 0)
    for (const person of childrenOf(node, 'contributor', 'dc:contributor')) found.add(nameOf(person));
  found.delete('');
  return [...found];
}

function nameOf(person: XmlNode): string {
  if (person.children.length === 0) return named(plainOf(person));
  return foldSpace(textIn(person, ...NAMES) || textIn(person, 'email', 'atom:email') || plainOf(person));
}

/** RSS writes `mail@host (Name)`, and others `Name (mail@host)` and `Name <mail@host>`. */
function named(text: string): string {
  const inBrackets = /^\S{1,200}@\S{1,200}\s{1,10}\((.{1,200})\)$/.exec(text)?.[1];
  if (inBrackets !== undefined) return foldSpace(inBrackets);
  const mailAt = text.search(/[(<](?:mailto:)?[^\s()<>]{1,200}@[^\s()<>]{1,200}[)>]\s*$/);
  return foldSpace(mailAt > 0 ? text.slice(0, mailAt) : text);
}
