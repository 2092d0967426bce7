import type { Outgoing } from '../../../src/ports.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/time.ts';
import { HistoryAnswer, type HistoryMessage, type SlackApi } from './api.ts';
import { escapeText } from './escape.ts';

const PAGE = 200;
const PAGES = 50;

/**
 * Looks whether an earlier attempt arrived: the timestamp of our message with the outgoing key, or undefined.
 * Where a server keeps no metadata, the message is known by its text, which is one of `texts` as they are sent.
 * Reads the channel, or the thread, from a minute before that attempt on. Throws what the calls throw.
 */
export async function findPosted(
  api: SlackApi,
  { channel, place, root, key }: Outgoing,
  since: number,
  texts: readonly string[],
): Promise<string | undefined> {
  const found = await findIn(api, { channel, thread: place === 'reply' ? root : undefined, since }, (message) =>
    message.metadata === undefined
      ? texts.some((text) => isSame(text, message.text))
      : message.metadata.event_payload?.key === key,
  );
  return found?.ts;
}

/** Whether a message of the thread has a file of that name. */
export async function hasFile(
  api: SlackApi,
  thread: { readonly channel: string; readonly thread: string; readonly since: number },
  name: string,
): Promise<boolean> {
  const found = await findIn(api, thread, ({ files }) => files.some((file) => file.name === name));
  return found !== undefined;
}

async function findIn(
  api: SlackApi,
  { channel, thread, since }: { readonly channel: string; readonly thread: string | undefined; readonly since: number },
  isWanted: (message: HistoryMessage) => boolean,
): Promise<HistoryMessage | undefined> {
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
  const about = {
    channel,
    ...(thread === undefined ? {} : { ts: thread }),
    oldest: ((since - MINUTE_MS) / SECOND_MS).toFixed(6),
    include_all_metadata: true,
    limit: PAGE,
  };
  let next: object | undefined = {};
  for (let page = 0; next !== undefined && page < PAGES; page++) {
    const answer: HistoryAnswer = HistoryAnswer.parse(await api.call(method, { ...about, ...next }));
    const messages = answer.messages.filter((message) => message !== undefined);
    const found = messages.find(isWanted);
    if (found !== undefined) return found;
    next = nextPage(answer, messages, thread !== undefined);
  }
  return undefined;
}

/** By the cursor; where a server has none, by time: a channel begins with its newest message, a thread with its oldest. */
function nextPage(
  { has_more, response_metadata }: HistoryAnswer,
  messages: readonly HistoryMessage[],
  isThread: boolean,
): object | undefined {
  const cursor = response_metadata?.next_cursor ?? '';
  if (cursor !== '') return { cursor };
  const times = messages.map(({ ts }) => ts).toSorted((a, b) => Number(a) - Number(b));
  const end = isThread ? times.at(-1) : times[0];
  if (has_more !== true || end === undefined) return undefined;
  return isThread ? { oldest: end } : { latest: end };
}

/** A server may give the text back as it was sent, or without its escapes. */
function isSame(sent: string, held: string): boolean {
  return held !== '' && (held === sent || escapeText(held) === sent);
}
