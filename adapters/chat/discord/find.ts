import { Routes } from 'discord.js';
import { z } from 'zod';
import { MINUTE_MS } from '../../../src/time.ts';
import { type DiscordApi, MessageAnswer } from './api.ts';
import { markOf, nonceOf, snowflakeAt } from './key.ts';
import { isUnknownCall } from './outcome.ts';

const PAGE = 100;
const PAGES = 50;

/** A message that we cannot read is none of ours. */
const Page = z.array(MessageAnswer.optional().catch(undefined));
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
  const self = await ownId(api);
  let after = snowflakeAt(since - MINUTE_MS);
  for (let page = 0; page < PAGES; page++) {
    const query = { after, limit: String(PAGE) };
    const answered = Page.parse(await api.get(Routes.channelMessages(channel), query));
    const messages = answered.filter((message) => message !== undefined);
    const found = messages.find((message) => isOurs(message, self) && carries(message, key));
    if (found !== undefined) return found.id;
    // How many a page holds is the server's choice: the end is where nothing newer comes.
    const newest = messages.reduce((last, { id }) => (BigInt(id) > BigInt(last) ? id : last), after);
    if (newest === after) return undefined;
    after = newest;
  }
  return undefined;
}

/** undefined: the server does not say. */
async function ownId(api: DiscordApi): Promise<string | undefined> {
  try {
    return Self.parse(await api.get(Routes.user())).id;
  } catch (thrown) {
    if (isUnknownCall(thrown)) return undefined;
    throw thrown;
  }
}

type Answer = z.infer<typeof MessageAnswer>;

function isOurs({ author }: Answer, self: string | undefined): boolean {
  return self === undefined || author === undefined || author.id === self;
}

function carries(message: Answer, key: string): boolean {
  const mark = markOf(key);
  return message.nonce === nonceOf(key) || message.embeds.some(({ footer }) => footer?.text.endsWith(mark) === true);
}
