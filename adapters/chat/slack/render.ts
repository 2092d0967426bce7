import { unreachable } from '../../../src/errors.ts';
import { cleanMessage } from '../../../src/message/clean-message.ts';
import { cut } from '../../../src/message/clean.ts';
import { shorten } from '../../../src/message/fit.ts';
import type { Block, Button, Message, Span } from '../../../src/message/message.ts';
import { plainSpans, toPlain } from '../../../src/message/plain.ts';
import { showTime } from '../../../src/message/times.ts';
import { breakControls, escapeText } from './escape.ts';
import { SLACK, SLACK_LIMITS } from './limits.ts';
import type { PlainText, RichSection, RichSpan, RichStyle, SlackBlock, SlackButton, SlackPayload } from './payload.ts';

/** What the action_id of our buttons starts with. */
export const ACTION_PREFIX = 'storywatch.';

export interface SlackRendering {
  /** IANA name; for the words that stand in for a date where a client cannot show one. */
  readonly timeZone: string;
  /** Ids of uploaded pictures, in the order of the message's picture blocks; a missing one is said in words. */
  readonly pictures?: readonly (string | undefined)[];
}

/** Renders a message as Slack takes it. Pure; keeps every limit and says where it cut. */
export function renderSlack(message: Message, rendering: SlackRendering): SlackPayload {
  const clean = cleanMessage(message);
  const fitted = shorten(clean, SLACK_LIMITS);
  const pictures = [...(rendering.pictures ?? [])];
  const blocks = together(fitted.blocks).flatMap((run) =>
    oneBlock(
      run.flatMap((block) =>
        blockOf(block, rendering.timeZone, block.type === 'picture' ? pictures.shift() : undefined),
      ),
    ),
  );
  const words = toPlain(clean, { timeZone: rendering.timeZone, links: false });
  return { text: fallbackOf(words), blocks: [richText([titleOf(fitted)]), ...blocks], ...FLAGS };
}

/** Lines of small print that follow each other belong together; every other block stands alone. */
function together(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (block.type === 'context' && last?.[0]?.type === 'context') last.push(block);
    else runs.push([block]);
  }
  return runs;
}

/** Text in one block, so that a message stays short; what is no text stays as it is. */
function oneBlock(blocks: readonly SlackBlock[]): readonly SlackBlock[] {
  const elements = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
  const others = blocks.filter(({ type }) => type !== 'rich_text');
  return elements.length === 0 ? others : [{ type: 'rich_text', elements }, ...others];
}

/** The message in words alone, addresses included: for where Slack refuses the blocks. */
export function renderSlackWords(message: Message, { timeZone }: SlackRendering): SlackPayload {
  return { text: fallbackOf(toPlain(message, { timeZone })), blocks: [], ...FLAGS };
}

/** No text is parsed for markup or names, and no address is fetched for a preview. */
const FLAGS = { mrkdwn: false, link_names: false, unfurl_links: false, unfurl_media: false } as const;

function fallbackOf(words: string): string {
  return escapeText(cut(words, SLACK.text, (piece) => escapeText(piece).length));
}

/** Slack messages have no colour, so a sign stands for it. */
const SIGNS = { high: '🔴', normal: '🔵', low: '⚪' } as const;

function titleOf(message: Message): RichSection {
  const sign = message.tone === 'problem' ? '⚠️' : message.importance && SIGNS[message.importance];
  const title = breakControls(message.title);
  const words: RichSpan =
    message.link === undefined ? textOf(title, BOLD) : { type: 'link', url: message.link, text: title, style: BOLD };
  return { type: 'rich_text_section', elements: sign === undefined ? [words] : [textOf(`${sign} `), words] };
}

const BOLD: RichStyle = { bold: true };
const ITALIC: RichStyle = { italic: true };

function blockOf(block: Block, timeZone: string, picture: string | undefined): readonly SlackBlock[] {
  switch (block.type) {
    case 'paragraph':
      return sectionsOf([spansOf(block.spans, timeZone)]);
    case 'heading':
      return sectionsOf([[textOf(breakControls(block.text), BOLD)]]);
    case 'list':
      return listOf(block.items.map((spans) => spansOf(spans, timeZone)));
    case 'fields':
      return fieldsOf(block.fields, timeZone);
    case 'context':
      // Slack's own context block knows no rich_text, and what stands in small print quotes feeds too.
      return sectionsOf([block.spans.flatMap((span) => spanOf(span, timeZone, ITALIC))]);
    case 'picture':
      return pictureOf(block.alt, picture);
    case 'buttons':
      return buttonsOf(block.buttons);
    default:
      return unreachable(block);
  }
}

function sectionsOf(lines: readonly (readonly RichSpan[])[]): readonly SlackBlock[] {
  const sections = lines.filter((spans) => spans.length > 0).map(sectionOf);
  return sections.length === 0 ? [] : [richText(sections)];
}

function listOf(items: readonly (readonly RichSpan[])[]): readonly SlackBlock[] {
  const elements = items.filter((spans) => spans.length > 0).map(sectionOf);
  return elements.length === 0
    ? []
    : [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] }];
}

/** Short ones stand side by side. */
const ONE_LINE = 100;

function fieldsOf(
  fields: readonly { readonly name: string; readonly value: readonly Span[] }[],
  timeZone: string,
): readonly SlackBlock[] {
  const length = fields.reduce((sum, { name, value }) => sum + name.length + plainSpans(value).length, 0);
  const between = length <= ONE_LINE ? '   ' : '\n';
  const spans = fields.flatMap(({ name, value }, index) => [
    textOf(`${index === 0 ? '' : between}${breakControls(name)}: `, BOLD),
    ...spansOf(value, timeZone),
  ]);
  return sectionsOf([spans]);
}

function pictureOf(alt: string, picture: string | undefined): readonly SlackBlock[] {
  if (picture !== undefined)
    return [{ type: 'image', slack_file: { id: picture }, alt_text: breakControls(alt) || 'picture' }];
  return alt === '' ? [] : sectionsOf([[textOf(breakControls(alt), ITALIC)]]);
}

/** A button's value is ours and short; one that is not so could not come back whole and is left out. */
function buttonsOf(buttons: readonly Button[]): readonly SlackBlock[] {
  const elements = buttons
    .filter(({ value, action }) => value.length <= SLACK.value && action.length <= 100)
    .map(
      ({ label, action, value }, index): SlackButton => ({
        type: 'button',
        text: plainText(cut(breakControls(label), SLACK.label)),
        action_id: `${ACTION_PREFIX}${action}.${index}`,
        value,
      }),
    );
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function spansOf(spans: readonly Span[], timeZone: string): readonly RichSpan[] {
  return spans.flatMap((span) => spanOf(span, timeZone));
}

function spanOf(span: Span, timeZone: string, style?: RichStyle): readonly RichSpan[] {
  if (typeof span === 'string') return span === '' ? [] : [textOf(breakControls(span), style)];
  if ('bold' in span) return span.bold === '' ? [] : [textOf(breakControls(span.bold), BOLD)];
  if ('quote' in span) return [textOf(`“${breakControls(span.quote)}”`, ITALIC)];
  if ('link' in span) return [{ type: 'link', url: span.link, text: breakControls(span.text) }];
  return [
    {
      type: 'date',
      timestamp: Math.floor(span.time / 1_000),
      format: span.show === 'date' ? '{date_long}' : '{time}',
      fallback: showTime(span.time, span.show, timeZone),
    },
  ];
}

function textOf(text: string, style?: RichStyle): RichSpan {
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style };
}

function sectionOf(elements: readonly RichSpan[]): RichSection {
  return { type: 'rich_text_section', elements };
}

function richText(elements: readonly RichSection[]): SlackBlock {
  return { type: 'rich_text', elements };
}

function plainText(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}
