import { unreachable } from '../../src/errors.ts';
import { cleanMessage } from '../../src/message/clean-message.ts';
import { type Limits, shorten } from '../../src/message/fit.ts';
import type { Block, Message, Span } from '../../src/message/message.ts';
import { showTime } from '../../src/message/times.ts';

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages: 28 KB a message. */
export const TEAMS_BYTES = 28 * 1024;

/** The parts of Adaptive Cards that we send. Text stands only in text runs, which Teams does not read as markdown. */
export interface TeamsPayload {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: Card;
    },
  ];
}

export interface Card {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly RichText[];
}

export interface RichText {
  readonly type: 'RichTextBlock';
  readonly separator?: true;
  readonly inlines: readonly TextRun[];
}

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Small' | 'Medium';
  readonly color?: 'Attention' | 'Accent' | 'Warning' | 'Good';
  readonly isSubtle?: true;
  readonly italic?: true;
  readonly selectAction?: { readonly type: 'Action.OpenUrl'; readonly url: string };
}

type Style = Omit<TextRun, 'type' | 'text'>;

const LIMITS: Limits = {
  title: 500,
  line: 2_500,
  name: 140,
  total: 12_000,
  blocks: 40,
  items: 40,
  fields: 10,
  buttons: 0,
  label: 75,
  alt: 1_900,
  overhead: 120,
  cost: bytesOf,
};

export interface CardRendering {
  /** IANA name. */
  readonly timeZone: string;
  /** Small print above the title: what it belongs to, or that it may be a repeat. */
  readonly above: readonly string[];
}

/** Renders a message as a card. Pure; keeps the limit and says where it cut. Buttons and pictures do not pass this way. */
export function renderTeams(message: Message, { timeZone, above }: CardRendering): TeamsPayload {
  const fitted = shorten(cleanMessage(message), LIMITS);
  const blocks = fitted.blocks.flatMap((block) => blockOf(block, timeZone));
  const head = [...above.map((text) => rich([run(text, SMALL)])), titleOf(fitted)];
  for (let kept = blocks.length; ; kept--) {
    const cut = kept < blocks.length ? [rich([run('… The rest is left out.', SMALL)])] : [];
    const payload = payloadOf([...head, ...blocks.slice(0, kept), ...cut]);
    if (kept === 0 || bytesOf(payload) <= TEAMS_BYTES) return payload;
  }
}

function payloadOf(body: readonly RichText[]): TeamsPayload {
  const content: Card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

/** What it takes up on the wire. */
export function bytesOf(part: TeamsPayload | string): number {
  return new TextEncoder().encode(JSON.stringify(part)).length;
}

const SMALL: Style = { isSubtle: true, size: 'Small' };
const COLOURS = { high: 'Attention', normal: 'Accent', low: undefined } as const;
const TONES = { alert: 'Accent', digest: 'Good', reply: undefined, problem: 'Warning' } as const;

function titleOf({ title, link, importance, tone }: Message): RichText {
  const color = importance === undefined ? TONES[tone] : COLOURS[importance];
  return rich([run(title, { weight: 'Bolder', size: 'Medium', ...(color && { color }), ...linkTo(link) })]);
}

function blockOf(block: Block, timeZone: string): readonly RichText[] {
  switch (block.type) {
    case 'paragraph':
      return lineOf(block.spans, timeZone);
    case 'heading':
      return [{ ...rich([run(block.text, { weight: 'Bolder' })]), separator: true }];
    case 'list':
      return block.items.flatMap((spans) => lineOf(['• ', ...spans], timeZone));
    case 'fields':
      return block.fields.flatMap(({ name, value }) => lineOf([{ bold: `${name}: ` }, ...value], timeZone));
    case 'context':
      return lineOf(block.spans, timeZone, SMALL);
    case 'picture':
      return lineOf([block.alt], timeZone, { italic: true });
    case 'buttons':
      return [];
    default:
      return unreachable(block);
  }
}

function lineOf(spans: readonly Span[], timeZone: string, style: Style = {}): readonly RichText[] {
  const runs = spans.flatMap((span) => runsOf(span, timeZone, style));
  return runs.length === 0 ? [] : [rich(runs)];
}

function runsOf(span: Span, timeZone: string, style: Style): readonly TextRun[] {
  if (typeof span === 'string') return span === '' ? [] : [run(span, style)];
  if ('bold' in span) return span.bold === '' ? [] : [run(span.bold, { ...style, weight: 'Bolder' })];
  if ('quote' in span) return [run(`“${span.quote}”`, { ...style, italic: true })];
  if ('link' in span) return [run(span.text, { ...style, ...linkTo(span.link) })];
  return [run(showTime(span.time, span.show, timeZone), style)];
}

function linkTo(url: string | undefined): Pick<TextRun, 'selectAction'> {
  return url === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url } };
}

function run(text: string, style: Style): TextRun {
  return { type: 'TextRun', text, ...style };
}

function rich(inlines: readonly TextRun[]): RichText {
  return { type: 'RichTextBlock', inlines };
}
