import type { RichSpan, SlackBlock, SlackPayload } from '../../../adapters/chat/slack/payload.ts';
import { unreachable } from '../../../src/errors.ts';
import { type Column, createSheet, type Run, type Sheet } from './sheet.ts';

/** One message of a channel: the payload as it is sent, and the drawings that it shows. */
export interface Posted<Payload> {
  readonly payload: Payload;
  readonly pictures?: readonly string[];
  /** Shown in the channel too. */
  readonly isBroadcast?: boolean;
}

const WIDTH = 640;
const INK = '#1d1c1d';
const QUIET = '#616061';
const LINK = '#1264a3';
const COLUMN: Column = { x: 64, width: WIDTH - 84, size: 15 };
const THREAD: Column = { x: 96, width: WIDTH - 116, size: 15 };

/** A message as Slack lays it out, its thread below it; `note` stands above, as for an answer that only the asker sees. */
export function drawSlack(root: Posted<SlackPayload>, thread: readonly Posted<SlackPayload>[], note?: string): string {
  const sheet = createSheet(WIDTH, '#ffffff', INK);
  if (note !== undefined) sheet.text([{ text: note, colour: QUIET }], { ...COLUMN, size: 12 });
  draw(sheet, root, COLUMN);
  if (thread.length > 0) sheet.text([{ text: 'Thread', bold: true, colour: LINK }], { ...COLUMN, size: 13 });
  for (const reply of thread) draw(sheet, reply, THREAD);
  return sheet.svg();
}

function draw(sheet: Sheet, { payload, pictures = [], isBroadcast }: Posted<SlackPayload>, column: Column): void {
  sheet.y += 6;
  sheet.box(column.x - 44, sheet.y, 34, 34, '#1f2933', 6);
  sheet.text(
    [
      { text: 'Storywatch ', bold: true },
      { text: ' APP', colour: QUIET },
    ],
    column,
  );
  if (isBroadcast === true) sheet.text([{ text: 'Also sent to the channel', colour: QUIET }], { ...column, size: 12 });
  const left = [...pictures];
  for (const block of payload.blocks) drawBlock(sheet, block, column, left);
}

function drawBlock(sheet: Sheet, block: SlackBlock, column: Column, pictures: string[]): void {
  switch (block.type) {
    case 'rich_text':
      for (const element of block.elements) {
        if (element.type === 'rich_text_section') sheet.text(element.elements.map(runOf), column);
        else {
          for (const { elements } of element.elements) sheet.text([{ text: '•  ' }, ...elements.map(runOf)], column);
        }
      }
      return;
    case 'image':
      sheet.picture(pictures.shift() ?? '<svg width="4" height="1"/>', column);
      return;
    case 'actions': {
      const labels = block.elements.map(({ text }) => text.text);
      sheet.buttons(labels, column, { fill: '#ffffff', edge: '#bbbabb' });
      return;
    }
    default:
      unreachable(block);
  }
}

function runOf(span: RichSpan): Run {
  if (span.type === 'date') return { text: span.fallback };
  const style = { bold: span.style?.bold === true, italic: span.style?.italic === true };
  return { text: span.text, ...style, ...(span.type === 'link' ? { colour: LINK } : {}) };
}
