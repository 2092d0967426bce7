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
    clean += html.slice(from, at);
    from = tag.end;
    if (!tag.closing && isUnread(tag.name)) from = skipElement(html, tag.name, tag.end);
    else clean += cleanTag(html, at, tag, base);
    at = html.indexOf('<', from);
  }
  return clean + html.slice(from);
}

function cleanTag(html: string, at: number, tag: HtmlTag, base: string | undefined): string {
  const colon = tag.name.indexOf(':');
  const name = colon < 0 ? tag.name : tag.name.slice(colon + 1);
  if (!/^[a-z][a-z0-9.-]*$/.test(name) || isUnread(name) || DROPPED.has(name)) return '';
  const closed = html.charCodeAt(tag.end - 1) === 62;
  if (closed && colon < 0 && tag.end - tag.nameEnd <= 2) return html.slice(at, tag.end);
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
