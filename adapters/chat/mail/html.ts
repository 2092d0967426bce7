import { escapeUTF8 as escaped } from 'entities';
import { unreachable } from '../../../src/errors.ts';
import type { Block, Message, Span } from '../../../src/message/message.ts';
import { showTime } from '../../../src/message/times.ts';

export interface HtmlRendering {
  /** IANA name. */
  readonly timeZone: string;
  /** Content ids of the pictures, in the order of the message's picture blocks; a missing one is said in words. */
  readonly pictures: readonly (string | undefined)[];
}

const BODY = 'font:16px/1.5 sans-serif;max-width:40em;margin:1em';
const SMALL = 'color:#5f6368;font-size:13px';

/** A cleaned message as a small page: text, links and our own pictures, nothing that is fetched or run. Pure. */
export function htmlOf(message: Message, rendering: HtmlRendering): string {
  const title = escaped(message.title);
  const head = message.link === undefined ? title : anchor(message.link, message.title);
  const pictures = [...rendering.pictures];
  const blocks = message.blocks.map((block) =>
    blockOf(block, rendering.timeZone, block.type === 'picture' ? pictures.shift() : undefined),
  );
  return [
    `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body style="${BODY}">`,
    `<h1 style="font-size:20px">${head}</h1>`,
    ...blocks.filter((block) => block !== ''),
    '</body></html>',
  ].join('\n');
}

function blockOf(block: Block, timeZone: string, picture: string | undefined): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${spansOf(block.spans, timeZone)}</p>`;
    case 'heading':
      return `<h2 style="font-size:17px">${escaped(block.text)}</h2>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${spansOf(item, timeZone)}</li>`).join('')}</ul>`;
    case 'fields':
      return `<p>${block.fields
        .map(({ name, value }) => `<b>${escaped(name)}:</b> ${spansOf(value, timeZone)}`)
        .join('<br>')}</p>`;
    case 'context':
      return `<p style="${SMALL}">${spansOf(block.spans, timeZone)}</p>`;
    case 'picture':
      return picture === undefined
        ? `<p><i>${escaped(block.alt)}</i></p>`
        : `<p><img src="cid:${escaped(picture)}" alt="${escaped(block.alt)}" style="max-width:100%"></p>`;
    case 'buttons':
      // A mail carries nothing that acts: whoever forwards it would pass the buttons on.
      return '';
    default:
      return unreachable(block);
  }
}

function spansOf(spans: readonly Span[], timeZone: string): string {
  return spans.map((span) => spanOf(span, timeZone)).join('');
}

function spanOf(span: Span, timeZone: string): string {
  if (typeof span === 'string') return escaped(span);
  if ('bold' in span) return `<b>${escaped(span.bold)}</b>`;
  if ('quote' in span) return `<i>“${escaped(span.quote)}”</i>`;
  if ('link' in span) return anchor(span.link, span.text);
  return escaped(showTime(span.time, span.show, timeZone));
}

function anchor(link: string, text: string): string {
  return `<a href="${escaped(link)}">${escaped(text)}</a>`;
}
