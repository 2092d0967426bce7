import { unreachable } from '../../../src/errors.ts';
import { cleanMessage } from '../../../src/message/clean-message.ts';
import { cut, hostOf } from '../../../src/message/clean.ts';
import { shorten } from '../../../src/message/fit.ts';
import type { Block, Button, Message, Span } from '../../../src/message/message.ts';
import { plainSpans } from '../../../src/message/plain.ts';
import { type EmbedHead, packEmbeds, type Part } from './embeds.ts';
import { escapeLine, escapeMarkdown, footerText } from './escape.ts';
import { DISCORD, DISCORD_LIMITS } from './limits.ts';
import type { ActionRow, ButtonComponent, DiscordPayload, EmbedField } from './payload.ts';

/** What the custom_id of our buttons starts with. */
export const CUSTOM_ID_PREFIX = 'storywatch:';

export interface DiscordRendering {
  /** IANA name; Discord's own time marks could be forged by a headline, so times are written out. */
  readonly timeZone: string;
  /** By which we find the message again; shown small in the footer. */
  readonly mark?: string;
  /** File names of attached pictures, in the order of the message's picture blocks; a missing one is said in words. */
  readonly pictures?: readonly (string | undefined)[];
  /** File name of the message's file, where it is attached. */
  readonly file?: string;
}

/** Renders a message as Discord takes it. Pure; keeps every limit and says where it cut. */
export function renderDiscord(message: Message, rendering: DiscordRendering): DiscordPayload {
  const fitted = shorten(cleanMessage(message), DISCORD_LIMITS);
  const names = [...(rendering.pictures ?? [])];
  const pictures = fitted.blocks
    .filter((block) => block.type === 'picture')
    .map(({ alt }) => ({ alt, name: names.shift() }));
  const attachments = [
    ...pictures.flatMap(({ alt, name }) =>
      name === undefined ? [] : [{ filename: name, description: alt || 'picture' }],
    ),
    ...(rendering.file === undefined ? [] : [{ filename: rendering.file }]),
  ].map((attachment, id) => ({ id, ...attachment }));
  const parts = fitted.blocks.flatMap((block) =>
    partsOf(block, rendering.timeZone, block.type === 'picture' ? pictures.shift()?.name : undefined),
  );
  const head: EmbedHead = {
    title: escapeLine(escapeMarkdown(fitted.title)),
    ...(fitted.link === undefined ? {} : { url: fitted.link }),
    color: colourOf(fitted),
    mark: rendering.mark,
  };
  return {
    embeds: packEmbeds(head, parts),
    components: rowsOf(fitted.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []))),
    allowed_mentions: { parse: [] },
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

const COLOURS = { high: 0xd93025, normal: 0x1a73e8, low: 0x9aa0a6 } as const;
const TONES = { alert: 0x1a73e8, digest: 0x188038, reply: 0x5f6368, problem: 0xf29900 } as const;

function colourOf(message: Message): number {
  return message.importance === undefined ? TONES[message.tone] : COLOURS[message.importance];
}

function partsOf(block: Block, timeZone: string, picture: string | undefined): readonly Part[] {
  switch (block.type) {
    case 'paragraph':
      return [{ kind: 'line', text: escapeLine(lineText(block.spans, timeZone)) }];
    case 'heading':
      return [{ kind: 'heading', title: escapeLine(escapeMarkdown(block.text)) }];
    case 'list':
      return block.items.map((spans) => itemOf(spans, timeZone));
    case 'fields':
      return [{ kind: 'fields', fields: block.fields.map((field) => fieldOf(field, timeZone)) }];
    case 'context': {
      const text = footerText(plainSpans(block.spans, { timeZone, links: false })).trim();
      return text === '' ? [] : [{ kind: 'footer', text }];
    }
    case 'picture':
      if (picture !== undefined) return [{ kind: 'image', url: `attachment://${picture}` }];
      return [{ kind: 'line', text: escapeLine(escapeMarkdown(block.alt)) }];
    case 'buttons':
      return [];
    default:
      return unreachable(block);
  }
}

/** An item with a link becomes a card; without one, a line. */
function itemOf(spans: readonly Span[], timeZone: string): Part {
  const plain = `• ${lineText(spans, timeZone)}`;
  const at = spans.findIndex((span) => typeof span !== 'string' && 'link' in span);
  const link = spans[at];
  if (link === undefined || typeof link === 'string' || !('link' in link)) return { kind: 'line', text: plain };
  const rest = textOf([...spans.slice(0, at), ...spans.slice(at + 1)], timeZone);
  return {
    kind: 'card',
    title: escapeLine(escapeMarkdown(cut(link.text, DISCORD_LIMITS.title, DISCORD_LIMITS.cost))),
    url: link.link,
    text: escapeLine(rest.replace(/^[\s·—–:,]+/, '')),
    plain,
  };
}

/** A longer host would take the room of the text. */
const LONGEST_HOST = 30;

/** A line of text, in which a link is its words and its host: no link is hidden behind words. */
function lineText(spans: readonly Span[], timeZone: string): string {
  const worded = spans.map((span) => {
    if (typeof span === 'string' || !('link' in span)) return span;
    const host = hostOf(span.link);
    return host.length > LONGEST_HOST ? span.text : `${span.text} (${host})`;
  });
  return textOf(worded, timeZone);
}

function textOf(spans: readonly Span[], timeZone: string): string {
  return escapeMarkdown(plainSpans(spans, { timeZone, links: false })).trim();
}

function fieldOf(field: { readonly name: string; readonly value: readonly Span[] }, timeZone: string): EmbedField {
  return {
    name: escapeLine(escapeMarkdown(field.name)),
    value: escapeLine(textOf(field.value, timeZone)) || '–',
    inline: true,
  };
}

/** A button whose name does not fit could not come back whole and is left out, as is a second one with the same name. */
function rowsOf(buttons: readonly Button[]): readonly ActionRow[] {
  const byId = new Map<string, ButtonComponent>();
  for (const { label, action, value } of buttons) {
    const customId = `${CUSTOM_ID_PREFIX}${action}:${value}`;
    if (customId.length > DISCORD.customId || byId.has(customId)) continue;
    byId.set(customId, { type: 2, style: 2, label, custom_id: customId });
  }
  const components = [...byId.values()];
  const rows: ActionRow[] = [];
  for (let at = 0; at < components.length; at += DISCORD.rowButtons) {
    rows.push({ type: 1, components: components.slice(at, at + DISCORD.rowButtons) });
  }
  return rows;
}
