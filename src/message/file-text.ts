import { cleanLine } from './clean.ts';
import type { Block, Message } from './message.ts';

const LINES_SHOWN = 30;

/** The message with the beginning of its file as text, for where no file can go with it. */
export function fileAsText(message: Message): Message {
  if (message.file === undefined) return message;
  const { file, ...rest } = message;
  const lines = file.text.split(/\r?\n/).filter((line) => line !== '');
  const more = lines.length - LINES_SHOWN;
  const blocks: readonly Block[] = [
    { type: 'heading', text: file.name },
    { type: 'list', items: lines.slice(0, LINES_SHOWN).map((line) => [cleanLine(line)]) },
    ...(more > 0 ? [{ type: 'context', spans: [`… ${more} more lines are in the file alone.`] } as const] : []),
  ];
  return { ...rest, blocks: [...rest.blocks, ...blocks] };
}
