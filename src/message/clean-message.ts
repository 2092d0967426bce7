import { unreachable } from '../errors.ts';
import { cleanLine, cleanTitle, safeLink } from './clean.ts';
import type { Block, Button, Message, Span } from './message.ts';

/** Cleans every string of a message and drops every link that may not be shown; its structure stays. Idempotent. */
export function cleanMessage(message: Message): Message {
  const link = message.link === undefined ? undefined : safeLink(message.link);
  return {
    tone: message.tone,
    title: cleanTitle(message.title),
    ...(link === undefined ? {} : { link }),
    ...(message.importance === undefined ? {} : { importance: message.importance }),
    ...(message.broadcast === undefined ? {} : { broadcast: message.broadcast }),
    blocks: message.blocks.map(cleanBlock),
    ...(message.file === undefined ? {} : { file: message.file }),
  };
}

function cleanBlock(block: Block): Block {
  switch (block.type) {
    case 'paragraph':
    case 'context':
      return { type: block.type, spans: block.spans.map(cleanSpan) };
    case 'heading':
      return { type: 'heading', text: cleanTitle(block.text) };
    case 'list':
      return { type: 'list', items: block.items.map((spans) => spans.map(cleanSpan)) };
    case 'fields':
      return {
        type: 'fields',
        fields: block.fields.map(({ name, value }) => ({ name: cleanTitle(name), value: value.map(cleanSpan) })),
      };
    case 'picture':
      return { type: 'picture', svg: block.svg, alt: cleanLine(block.alt) };
    case 'buttons':
      return { type: 'buttons', buttons: block.buttons.map(cleanButton) };
    default:
      return unreachable(block);
  }
}

function cleanButton(button: Button): Button {
  return { label: cleanTitle(button.label), action: button.action, value: button.value };
}

function cleanSpan(span: Span): Span {
  if (typeof span === 'string') return cleanPart(span);
  if ('bold' in span) return { bold: cleanPart(span.bold) };
  if ('quote' in span) return { quote: cleanPart(span.quote) };
  if ('link' in span) return cleanLink(span);
  return span;
}

function cleanLink(span: { readonly link: string; readonly text: string }): Span {
  const link = safeLink(span.link);
  return link === undefined ? cleanTitle(span.text) : { link, text: cleanTitle(span.text) };
}

/** Keeps the one space that parts a span from its neighbours. */
function cleanPart(text: string): string {
  const line = cleanLine(text);
  if (line === '') return /\s/.test(text) ? ' ' : '';
  const before = /^\s/.test(text) ? ' ' : '';
  const after = /\s$/.test(text) ? ' ' : '';
  return `${before}${line}${after}`;
}
