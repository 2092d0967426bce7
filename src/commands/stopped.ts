import type { Stopped } from '../alerts/alert.ts';
import type { Block, Message } from '../message/message.ts';
import type { Resumed } from '../ports.ts';
import { destinationText } from '../story/destination.ts';
import { untilText } from './mute.ts';
import { itemsWord } from './words.ts';

/** How a destination that took nothing is posted to again. */
export const RESUME_HINT = 'Mend that, then use /story there or restart Storywatch: what waits is posted then.';

const SHOWN = 5;

/** What somebody who looks should know: where nothing is posted, since when and why. */
export function stoppedBlocks(
  stopped: readonly (Stopped & { readonly waiting: number })[],
  timeZone: string,
): readonly Block[] {
  if (stopped.length === 0) return [];
  const items = stopped
    .slice(0, SHOWN)
    .map(({ target, why, since, waiting }) => [
      { bold: destinationText(target) },
      ` · since ${untilText(since, timeZone)} · ${why} · ${itemsWord(waiting, 'message')} waiting`,
    ]);
  const more = stopped.length - items.length;
  return [
    { type: 'heading', text: 'Nothing is posted to' },
    { type: 'list', items: more > 0 ? [...items, [`… ${more} more: the page has all`]] : items },
    { type: 'context', spans: [RESUME_HINT] },
  ];
}

/** An answer in a channel that was stopped until it was asked for: it says so first. */
export function withResumed(message: Message, resumed: Resumed | undefined, timeZone: string): Message {
  if (resumed === undefined) return message;
  const { since, why, waiting } = resumed;
  const text = `since ${untilText(since, timeZone)}: ${why}. It is tried again now, with ${itemsWord(waiting, 'message')} that waited.`;
  return {
    ...message,
    blocks: [
      { type: 'paragraph', spans: [{ bold: 'Nothing was posted in this channel' }, ` ${text}`] },
      ...message.blocks,
    ],
  };
}
