import { unreachable } from '../errors.ts';
import { cleanMessage } from './clean-message.ts';
import type { Block, Message, Span } from './message.ts';
import { showTime } from './times.ts';

export interface PlainOptions {
  /** IANA name; UTC by default. */
  readonly timeZone?: string;
  /** Writes addresses after what they are linked to; true by default. */
  readonly links?: boolean;
  /** Lists the buttons' labels; false by default, for a reader cannot press them. */
  readonly buttons?: boolean;
}

/** The message as plain text, complete and harmless: for notifications, logs, the CLI and platforms without markup. */
export function toPlain(message: Message, options: PlainOptions = {}): string {
  const { title, link, blocks } = cleanMessage(message);
  const head = link === undefined || options.links === false ? title : `${title}\n${link}`;
  return [head, ...blocks.map((block) => plainBlock(block, options))].filter((part) => part !== '').join('\n');
}

/** Spans as plain text. They are taken as they are: clean them first. */
export function plainSpans(spans: readonly Span[], options: PlainOptions = {}): string {
  return spans.map((span) => plainSpan(span, options)).join('');
}

function plainBlock(block: Block, options: PlainOptions): string {
  switch (block.type) {
    case 'paragraph':
    case 'context':
      return plainSpans(block.spans, options);
    case 'heading':
      return `\n${block.text}`;
    case 'list':
      return block.items.map((spans) => `• ${plainSpans(spans, options)}`).join('\n');
    case 'fields':
      return block.fields.map(({ name, value }) => `${name}: ${plainSpans(value, options)}`).join('\n');
    case 'picture':
      return block.alt;
    case 'buttons':
      return options.buttons === true ? block.buttons.map(({ label }) => `[${label}]`).join(' ') : '';
    default:
      return unreachable(block);
  }
}

function plainSpan(span: Span, options: PlainOptions): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('quote' in span) return `“${span.quote}”`;
  if ('link' in span) return options.links === false ? span.text : `${span.text} (${span.link})`;
  return showTime(span.time, span.show, options.timeZone ?? 'UTC');
}
