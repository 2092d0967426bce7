import type { Outgoing } from '../../../src/ports.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/time.ts';
import { HistoryAnswer, type SlackApi } from './api.ts';

const PAGE = 200;
const PAGES = 10;

/**
 * Looks whether an earlier attempt arrived: the timestamp of our message with the outgoing key, or undefined.
 * Reads the channel, or the thread, from a minute before that attempt on. Throws what the calls throw.
 */
export async function findPosted(api: SlackApi, outgoing: Outgoing, since: number): Promise<string | undefined> {
  const method = outgoing.place === 'reply' ? 'conversations.replies' : 'conversations.history';
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = HistoryAnswer.parse(
      await api.call(method, {
        channel: outgoing.channel,
        ...(outgoing.place === 'reply' ? { ts: outgoing.root } : {}),
        oldest: ((since - MINUTE_MS) / SECOND_MS).toFixed(6),
        include_all_metadata: true,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    const found = answer.messages.find(({ metadata }) => metadata?.event_payload?.key === outgoing.key);
    if (found !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return undefined;
  }
  return undefined;
}
