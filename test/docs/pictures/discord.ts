import type { DiscordPayload, Embed } from '../../../adapters/chat/discord/payload.ts';
import { unescaped } from '../../adapters/chat/properties.ts';
import { type Column, createSheet, type Sheet } from './sheet.ts';
import type { Posted } from './slack.ts';

const WIDTH = 640;
const INK = '#dbdee1';
const QUIET = '#949ba4';
const LINK = '#00a8fc';
const CARD = '#2b2d31';
const X = 76;

/** A message as Discord lays it out, its thread and what answers it below; `note` stands below what only the asker sees. */
export function drawDiscord(
  root: Posted<DiscordPayload>,
  replies: readonly Posted<DiscordPayload>[],
  note?: string,
): string {
  const sheet = createSheet(WIDTH, '#313338', INK);
  const line = (text: string, x = X, colour = QUIET): void =>
    sheet.text([{ text, colour }], { x, width: WIDTH, size: 12 });
  draw(sheet, root, X);
  if (note !== undefined) line(note);
  const thread = replies.filter(({ isBroadcast }) => isBroadcast !== true);
  if (thread.length > 0) line('Thread', X, LINK);
  for (const reply of thread) draw(sheet, reply, X + 32);
  for (const reply of replies) {
    if (thread.includes(reply)) continue;
    sheet.y += 10;
    line(`↱ answers: ${unescaped(root.payload.embeds[0]?.title ?? '').slice(0, 60)}…`);
    draw(sheet, reply, X);
  }
  return sheet.svg();
}

function draw(sheet: Sheet, { payload, pictures = [] }: Posted<DiscordPayload>, x: number): void {
  sheet.y += 6;
  sheet.box(x - 52, sheet.y, 38, 38, '#5865f2', 19);
  const column = { x, width: WIDTH - x - 24 };
  sheet.text(
    [
      { text: 'Storywatch ', bold: true, colour: '#f2f3f5' },
      { text: ' BOT', colour: QUIET },
    ],
    column,
  );
  const left = [...pictures];
  for (const embed of payload.embeds) drawEmbed(sheet, embed, column, left);
  for (const { components } of payload.components) {
    sheet.buttons(
      components.map(({ label }) => label),
      column,
      { fill: '#4e5058', edge: '#4e5058' },
    );
  }
}

/** The card lies under its text, so it is measured first on a sheet that is thrown away. */
function drawEmbed(sheet: Sheet, embed: Embed, { x, width }: Column, pictures: string[]): void {
  const inner = { x: x + 16, width: width - 32 };
  const trial = createSheet(WIDTH, CARD, INK);
  fill(trial, embed, inner, [...pictures]);
  const height = trial.y - 16 + 22;
  sheet.y += 8;
  sheet.box(x, sheet.y, width, height, CARD);
  sheet.box(x, sheet.y, 4, height, `#${embed.color.toString(16).padStart(6, '0')}`, 2);
  const top = sheet.y;
  sheet.y += 4;
  fill(sheet, embed, inner, pictures);
  sheet.y = top + height;
}

function fill(
  sheet: Sheet,
  { title, url, description, fields = [], image, footer }: Embed,
  column: Column,
  pictures: string[],
): void {
  if (title !== undefined) {
    sheet.text([{ text: unescaped(title), bold: true, colour: url === undefined ? '#f2f3f5' : LINK }], {
      ...column,
      size: 15,
    });
  }
  if (description !== undefined) {
    sheet.y += 4;
    sheet.text([{ text: unescaped(description) }], column);
  }
  const top = sheet.y + 6;
  let bottom = sheet.y;
  const share = column.width / 3;
  for (const [at, { name, value }] of fields.entries()) {
    const cell = { x: column.x + (at % 3) * share, width: share - 12 };
    sheet.y = top + Math.floor(at / 3) * 48;
    sheet.text([{ text: unescaped(name), bold: true }], { ...cell, size: 13 });
    sheet.text([{ text: unescaped(value) }], cell);
    bottom = Math.max(bottom, sheet.y);
  }
  sheet.y = bottom;
  if (image !== undefined) sheet.picture(pictures.shift() ?? '<svg width="4" height="1"/>', column);
  if (footer !== undefined) {
    sheet.y += 6;
    sheet.text([{ text: unescaped(footer.text), colour: QUIET }], { ...column, size: 12 });
  }
}
