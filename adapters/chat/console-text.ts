import { unreachable } from '../../src/errors.ts';
import { PAGE } from '../../src/commands/command.ts';
import { cleanMessage } from '../../src/message/clean-message.ts';
import type { Block, Button, Message, Span } from '../../src/message/message.ts';
import { showTime } from '../../src/message/times.ts';
import { hyperlink, type Paint, paint, type Terminal, widthOf, wrap } from './terminal.ts';

export interface ConsoleRendering extends Terminal {
  /** IANA name. */
  readonly timeZone: string;
  /** Columns before each line. */
  readonly indent: number;
}

/** Renders a message for a terminal, as a chat would show it; ends in a line end. No control character comes from the message. */
export function renderConsole(message: Message, rendering: ConsoleRendering): string {
  const clean = cleanMessage(message);
  const bar = paint(colourOf(clean), '▌', rendering.colour);
  const lines = [
    ...titleLines(clean, rendering),
    ...shownBlocks(clean).flatMap((block) => blockLines(block, rendering)),
  ];
  return lines.map((line) => `${' '.repeat(rendering.indent)}${bar}${line === '' ? '' : ` ${line}`}\n`).join('');
}

/** Below each alert of a stream one command is enough, its first; `ask help` has the others. */
function shownBlocks({ tone, blocks }: Message): readonly Block[] {
  if (tone !== 'alert') return blocks;
  return blocks.map((block) => (block.type === 'buttons' ? { ...block, buttons: block.buttons.slice(0, 1) } : block));
}

/** One dim line. */
export function dimLine(text: string, { colour, indent, width }: ConsoleRendering): string {
  const [line = '', more] = wrap(text, width - indent);
  return `${' '.repeat(indent)}${paint('dim', more === undefined ? line : `${line} …`, colour)}\n`;
}

const IMPORTANCE = { high: 'red', normal: 'blue', low: 'grey' } as const;
const TONES = { alert: 'blue', digest: 'green', reply: 'grey', problem: 'yellow' } as const;

function colourOf(message: Message): Paint {
  return message.importance === undefined ? TONES[message.tone] : IMPORTANCE[message.importance];
}

function titleLines({ title, link }: Message, rendering: ConsoleRendering): readonly string[] {
  const lines = wrap(title, room(rendering)).map((line) => paint('bold', line, rendering.colour));
  if (link === undefined) return lines;
  if (rendering.hyperlinks) return lines.map((line) => hyperlink(link, line));
  return [...lines, paint('cyan', link, rendering.colour)];
}

function blockLines(block: Block, rendering: ConsoleRendering): readonly string[] {
  const { colour } = rendering;
  switch (block.type) {
    case 'paragraph':
      return spanLines(block.spans, rendering, '');
    case 'heading':
      return ['', paint('bold', block.text, colour)];
    case 'list':
      return block.items.flatMap((spans) => spanLines(spans, rendering, '• '));
    case 'fields':
      return fieldLines(block.fields, rendering);
    case 'context':
      return spanLines(block.spans, { ...rendering, colour: false }, '').map((line) => paint('dim', line, colour));
    case 'picture':
      return pictureLines(block.alt, rendering);
    case 'buttons':
      return block.buttons.flatMap(commandOf).map((line) => paint('dim', line, colour));
    default:
      return unreachable(block);
  }
}

/** The store finds an item by so much of its id. */
const ID_BEGINNING = 8;

/** A terminal has no buttons: what to type instead. A value that a shell could misread gives no line. */
function commandOf({ label, action, value }: Button): readonly string[] {
  // Nobody else reads a terminal.
  if (action === 'share') return [];
  if (!/^[\w.-][\w. -]{0,79}$/.test(value)) return [];
  const asked = action === 'why' ? value.slice(0, ID_BEGINNING) : value;
  const command = action === PAGE ? asked : `${action} ${asked}`;
  return [`${label.replace('?', '').toLowerCase()}: npx storywatch ask ${command}`];
}

type Field = { readonly name: string; readonly value: readonly Span[] };

/** Side by side where they fit on one line, else each on its own. */
function fieldLines(fields: readonly Field[], rendering: ConsoleRendering): readonly string[] {
  const spans = fields.map(({ name, value }): readonly Span[] => [{ bold: `${name}:` }, ' ', ...value]);
  const row = spanLines(
    spans.flatMap((field, at) => (at === 0 ? field : [' · ', ...field])),
    rendering,
    '',
  );
  return row.length <= 1 ? row : spans.flatMap((field) => spanLines(field, rendering, ''));
}

/** Wraps plain words first and paints them one by one, so that codes are never cut or counted. */
function spanLines(spans: readonly Span[], rendering: ConsoleRendering, bullet: string): readonly string[] {
  const lines: string[] = [];
  let line = bullet;
  let used = bullet.length;
  let gap = '';
  for (const { text, shown } of spans.flatMap((span) => wordsOf(span, rendering))) {
    const fresh = used === bullet.length;
    if (text === ' ') {
      gap = fresh ? '' : ' ';
    } else if (gap !== '' && used + 1 + widthOf(text) > room(rendering)) {
      lines.push(line);
      line = ' '.repeat(bullet.length) + shown;
      used = bullet.length + widthOf(text);
      gap = '';
    } else {
      line += gap + shown;
      used += gap.length + widthOf(text);
      gap = '';
    }
  }
  if (used > bullet.length) lines.push(line);
  const links = rendering.hyperlinks ? [] : spans.flatMap(linkOf);
  return [...lines, ...links.map((link) => `${' '.repeat(bullet.length)}${paint('cyan', link, rendering.colour)}`)];
}

interface Word {
  /** One space, or a word without spaces. */
  readonly text: string;
  readonly shown: string;
}

function wordsOf(span: Span, rendering: ConsoleRendering): readonly Word[] {
  const { text, show } = faceOf(span, rendering);
  return text
    .split(/(\s)/)
    .filter((word) => word !== '')
    .map((word) => (/\s/.test(word) ? { text: ' ', shown: ' ' } : { text: word, shown: show(word) }));
}

function faceOf(
  span: Span,
  { colour, hyperlinks, timeZone }: ConsoleRendering,
): { text: string; show: (word: string) => string } {
  if (typeof span === 'string') return { text: span, show: (word) => word };
  if ('bold' in span) return { text: span.bold, show: (word) => paint('bold', word, colour) };
  if ('quote' in span) return { text: `“${span.quote}”`, show: (word) => paint('italic', word, colour) };
  if ('time' in span) return { text: showTime(span.time, span.show, timeZone), show: (word) => word };
  const show = (word: string): string => paint('underline', word, colour);
  return { text: span.text, show: hyperlinks ? (word) => hyperlink(span.link, show(word)) : show };
}

function linkOf(span: Span): readonly string[] {
  return typeof span !== 'string' && 'link' in span ? [span.link] : [];
}

const LEVELS = '▁▂▃▄▅▆▇█';

/** A picture's words; where they are a row of counts, one line with a block for each day that has some. */
function pictureLines(alt: string, rendering: ConsoleRendering): readonly string[] {
  const bars = barsOf(alt);
  if (bars === undefined) return spanLines([alt], rendering, '').map((line) => paint('italic', line, rendering.colour));
  const most = Math.max(1, ...bars.counts.map(({ count }) => count));
  const row = bars.counts
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${LEVELS.charAt(Math.ceil((count / most) * LEVELS.length) - 1)} ${count}`)
    .join(' · ');
  return [bars.title, row, bars.rest]
    .flatMap((text) => spanLines([text], rendering, ''))
    .map((line) => line.replace(/[▁▂▃▄▅▆▇█]/g, (block) => paint('green', block, rendering.colour)));
}

interface Bars {
  readonly title: string;
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  readonly rest: string;
}

/** Reads `Follow-ups per day, 8 in all. Mon 3: 3; Tue 4: 0 (…); Wed 5: 5. And more.`; undefined for other words. */
function barsOf(alt: string): Bars | undefined {
  const start = alt.indexOf('. ');
  if (start < 0) return undefined;
  const parts = alt.slice(start + 2).split('; ');
  const counts = parts.map((part) => {
    const [, name = '', count = ''] = /^([^:]{1,30}): (\d{1,6})(?![^ .])/.exec(part) ?? [];
    return { name, count: Number(count) };
  });
  if (counts.length < 3 || counts.some(({ name }) => name === '')) return undefined;
  const last = parts.at(-1) ?? '';
  const end = last.indexOf('. ');
  return { title: alt.slice(0, start), counts, rest: end < 0 ? '' : last.slice(end + 2) };
}

function room({ width, indent }: ConsoleRendering): number {
  return Math.max(20, width - indent - 2);
}
