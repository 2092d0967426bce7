import { decodeEntities, foldSpace, headlineToText, htmlToText } from '../../src/text/html.ts';
import { cleanHtml } from './sanitise.ts';
import type { XmlNode } from './node.ts';

/** What the text of an element is, by its own word: Atom's `type` and, in Atom 0.3, `mode`. */
function kindOf(node: XmlNode): 'text' | 'html' | 'xhtml' | 'base64' {
  const type = (node.attributes['type'] ?? '').trim().toLowerCase();
  const mode = (node.attributes['mode'] ?? '').trim().toLowerCase();
  if (mode === 'base64') return 'base64';
  if (type === 'xhtml' || (type === 'application/xhtml+xml' && mode !== 'escaped')) return 'xhtml';
  if (type === 'text' || type === 'plain' || (type === 'text/plain' && mode !== 'xml')) return 'text';
  if (type.includes('/') && !type.startsWith('text/') && !/html|xml/.test(type)) return 'base64';
  return node.children.length > 0 ? 'xhtml' : 'html';
}

/** The HTML that an element holds, safe and with absolute addresses; text that is no markup is escaped. */
export function htmlOf(node: XmlNode | undefined, fallbackBase: string | undefined): string {
  if (node === undefined) return '';
  const base = node.base ?? fallbackBase;
  switch (kindOf(node)) {
    case 'text':
      return escapeText(node.text.trim());
    case 'base64':
      return cleanHtml(fromBase64(node.text), base).trim();
    case 'xhtml':
      return cleanHtml(withoutCdata(innerMarkup(node)), innerBase(node) ?? base).trim();
    case 'html':
      return cleanHtml(node.text, base).trim();
  }
}

/** The plain text that an element holds, in one line. */
export function plainOf(node: XmlNode | undefined): string {
  if (node === undefined) return '';
  switch (kindOf(node)) {
    case 'text':
      return foldSpace(decodeEntities(node.text));
    case 'base64':
      return htmlToText(fromBase64(node.text));
    case 'xhtml':
      return htmlToText(withoutCdata(innerMarkup(node)));
    case 'html':
      return headlineToText(node.text);
  }
}

/** XHTML stands in a `div` that is not part of it. */
function innerMarkup(node: XmlNode): string {
  const wrapper = wrapperOf(node);
  if (wrapper === undefined) return node.children.length > 0 ? node.markup() : escapeText(node.text);
  return wrapper.children.length > 0 ? wrapper.markup() : escapeText(wrapper.text);
}

function innerBase(node: XmlNode): string | undefined {
  return wrapperOf(node)?.base;
}

function wrapperOf(node: XmlNode): XmlNode | undefined {
  const [only, second] = node.children;
  const isDiv = only?.name === 'div' || only?.name === 'xhtml:div';
  return isDiv && second === undefined && node.text.trim() === '' ? only : undefined;
}

function withoutCdata(markup: string): string {
  return markup.includes('<![CDATA[') ? markup.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : markup;
}

/** Text that is not base64, or that is no text once unpacked, is taken as it stands. */
function fromBase64(text: string): string {
  const packed = text.replace(/\s+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return text;
  const unpacked = Buffer.from(packed, 'base64').toString('utf8');
  return unpacked.includes('\ufffd') ? text : unpacked;
}

/** Makes text safe to stand in HTML. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
