import { decodeEntities, isUnread, skipElement, tagReader } from '../../src/text/html.ts';
import type { HtmlTag } from '../../src/text/html.ts';
import { attributesOf } from './attributes.ts';

/** Attributes that hold an address. */
const ADDRESSES = new Set(
  'href src cite action background longdesc usemap codebase data classid profile formaction poster'.split(' '),
);
/** Elements that are dropped, their content kept. */
const DROPPED = new Set([
  'html',
  'head',
  'body',
  'base',
  'meta',
  'link',
  'frame',
  'frameset',
  'embed',
  'applet',
  'form',
  'input',
  'button',
]);
/** Elements that nearly all of a news article is made of, none of them dropped. */
const COMMON = new Set(
  'a b blockquote br div em figcaption figure h1 h2 h3 h4 h5 h6 hr i img li ol p pre small span strong sub sup table tbody td th tr u ul'.split(
    ' ',
  ),
);
/** Attributes that need no look: absolute addresses and plain words, as nearly all are written. Linear: each part ends at its quote. */
const HARMLESS =
  /^(?:\s+(?:(?:href|src)="https?:\/\/[^"<>\s]*"|(?:alt|title|class|id|width|height|target|rel|lang|dir)="[^"<>]*"))*\s*\/?>$/;
const SAFE_SCHEME = /^(?:(?:https?|mailto|tel|ftp|magnet):|data:image\/[a-z+.-]{1,20}[;,])/i;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]{0,30}:/i;

/**
 * HTML without what could act: scripts, styles, frames, forms, handlers, addresses of unsafe schemes, comments.
 * Relative addresses are made absolute against `base`; without one they stay. What is harmless stays as it was written.
 * Linear in the length.
 */
export function cleanHtml(html: string, base: string | undefined): string {
  let at = html.indexOf('<');
  if (at < 0) return html;
  const tagAt = tagReader(html);
  let clean = '';
  let from = 0;
  while (at >= 0) {
    const tag = tagAt(at);
    if (tag === undefined) {
      // Left as it is, it could become a tag together with what is put after it.
      clean += `${html.slice(from, at)}&lt;`;
      from = at + 1;
      at = html.indexOf('<', from);
      continue;
    }
    const skip = !tag.closing && isUnread(tag.name);
    const kept = skip ? '' : cleanTag(html, tag, base);
    if (kept !== undefined) {
      clean += html.slice(from, at) + kept;
      from = skip ? skipElement(html, tag.name, tag.end) : tag.end;
    }
    at = html.indexOf('<', skip ? from : tag.end);
  }
  return from === 0 ? html : clean + html.slice(from);
}

/** What stands in place of a tag; undefined where it is harmless as it was written. */
function cleanTag(html: string, tag: HtmlTag, base: string | undefined): string | undefined {
  const closed = html.charCodeAt(tag.end - 1) === 62;
  if (closed && COMMON.has(tag.name)) {
    if (tag.end - tag.nameEnd <= 2 || HARMLESS.test(html.slice(tag.nameEnd, tag.end))) return undefined;
  }
  const name = tag.name.slice(tag.name.indexOf(':') + 1);
  if (!/^[a-z][a-z0-9.-]*$/.test(name) || isUnread(name) || DROPPED.has(name)) return '';
  if (tag.closing) return `</${name}>`;
  const selfClosing = closed && html.charCodeAt(tag.end - 2) === 47;
  const rest = html.slice(tag.nameEnd, tag.end - (selfClosing ? 2 : closed ? 1 : 0));
  return `<${name}${cleanAttributes(rest, base)}${selfClosing ? ' /' : ''}>`;
}

function cleanAttributes(text: string, base: string | undefined): string {
  let clean = '';
  for (const { name, value } of attributesOf(text)) {
    if (!/^[a-z][\w:.-]*$/.test(name) || name.startsWith('on') || name === 'style' || name === 'srcdoc') continue;
    if (name === 'xmlns' || name.startsWith('xmlns:') || name === 'xml:base') continue;
    const kept = value !== undefined && ADDRESSES.has(name) ? cleanAddress(value, base) : value;
    if (value !== undefined && kept === undefined) continue;
    clean +=
      kept === undefined ? ` ${name}` : ` ${name}="${kept.includes('"') ? kept.replaceAll('"', '&quot;') : kept}"`;
  }
  return clean;
}

/** An address made absolute, as it stands in an attribute; undefined where its scheme could act. */
function cleanAddress(written: string, base: string | undefined): string | undefined {
  const value = decodeEntities(written).trim();
  // Browsers skip control characters inside a scheme: "java\tscript:" must not pass.
  const bare = value.replace(/[\u0000-\u0020]/g, '');
  if (HAS_SCHEME.test(bare)) return SAFE_SCHEME.test(bare) ? written.trim() : undefined;
  if (base === undefined || !URL.canParse(value, base)) return written.trim();
  return new URL(value, base).href.replaceAll('&', '&amp;');
}
