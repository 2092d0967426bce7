import { Routes } from 'discord.js';
import { z } from 'zod';
import { MINUTE_MS } from '../../../src/time.ts';
import { type DiscordApi, MessageAnswer } from './api.ts';
import { markOf, nonceOf, snowflakeAt } from './key.ts';

const PAGE = 100;
const PAGES = 10;

const Page = z.array(MessageAnswer);
const Self = z.object({ id: z.string() });

/**
 * Looks whether an earlier attempt arrived: the id of our own message with the key's nonce or mark, or undefined.
 * Reads the channel or thread from a minute before that attempt on. Throws what the calls throw.
 */
export async function findPosted(
  api: DiscordApi,
  channel: string,
  key: string,
  since: number,
): Promise<string | undefined> {
  const { id: self } = Self.parse(await api.get(Routes.user()));
  let after = snowflakeAt(since - MINUTE_MS);
  for (let page = 0; page < PAGES; page++) {
    const query = { after, limit: String(PAGE) };
    const messages = Page.parse(await api.get(Routes.channelMessages(channel), query));
    const found = messages.find((message) => message.author?.id === self && carries(message, key));
    if (found !== undefined) return found.id;
    if (messages.length < PAGE) return undefined;
    after = messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after);
  }
  return undefined;
}

function carries(message: z.infer<typeof MessageAnswer>, key: string): boolean {
  const mark = markOf(key);
  return message.nonce === nonceOf(key) || message.embeds.some(({ footer }) => footer?.text.endsWith(mark) === true);
}
