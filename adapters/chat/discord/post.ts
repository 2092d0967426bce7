import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Posted } from '../../../src/alerts/alert.ts';
import { messageOf } from '../../../src/errors.ts';
import { cleanTitle, cut } from '../../../src/message/clean.ts';
import type { Message } from '../../../src/message/message.ts';
import type { Log, Outgoing } from '../../../src/ports.ts';
import { type DiscordApi, MessageAnswer, type AttachedFile } from './api.ts';
import { findPosted } from './find.ts';
import { markOf, nonceOf, readReceipt, writeReceipt } from './key.ts';
import { DISCORD } from './limits.ts';
import { CODES, codeOf, failureOf, isNoChannel } from './outcome.ts';
import type { DiscordPayload } from './payload.ts';
import { renderDiscord } from './render.ts';

export interface PostSettings {
  readonly api: DiscordApi;
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
}

/** Posts, replies or amends, after a look for an earlier attempt whose outcome is uncertain. Never throws. */
export async function postToDiscord(outgoing: Outgoing, settings: PostSettings): Promise<Posted> {
  const { place, uncertainSince } = outgoing;
  const root = outgoing.root === undefined ? undefined : readReceipt(outgoing.root);
  const isThreaded = place === 'reply' && !isBroadcast(outgoing);
  const channel = isThreaded ? (root?.message ?? '') : outgoing.channel;
  if (!isSnowflake(channel) || (root !== undefined && !isSnowflake(root.message))) {
    return { kind: 'closed', why: `${channel} is not the id of a channel: copy it with Developer Mode on` };
  }
  if (uncertainSince !== undefined && place !== 'amend') {
    const found = await lookFor(outgoing, channel, uncertainSince, settings);
    if (found !== undefined) return found;
  }
  try {
    if (place === 'amend') return await amend(outgoing, settings);
    return await (isThreaded ? reply(outgoing, channel, settings) : create(outgoing, channel, settings));
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** Discord shows no message of a thread in its channel: what concerns the whole channel stands there, as an answer to its root. */
function isBroadcast({ place, message }: Outgoing): boolean {
  return place === 'reply' && message.broadcast === true;
}

function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}

async function lookFor(
  outgoing: Outgoing,
  channel: string,
  since: number,
  { api }: PostSettings,
): Promise<Posted | undefined> {
  try {
    const found = await findPosted(api, channel, outgoing.key, since);
    return found === undefined ? undefined : { kind: 'posted', receipt: writeReceipt(found, markOf(outgoing.key)) };
  } catch (thrown) {
    // No thread yet: then no reply in it either.
    if (outgoing.place === 'reply' && isNoChannel(thrown)) return undefined;
    const failure = failureOf(thrown);
    // Whatever kept us from looking, the earlier attempt is as uncertain as before.
    return failure.kind === 'refused' || failure.kind === 'closed'
      ? failure
      : { kind: 'uncertain', why: `cannot look for it: ${failure.why}` };
  }
}

async function create(outgoing: Outgoing, channel: string, settings: PostSettings): Promise<Posted> {
  const { key, message } = outgoing;
  const { payload, files } = draw(message, markOf(key), settings);
  const body = createBody(payload, outgoing);
  const answer = MessageAnswer.safeParse(await settings.api.send('POST', Routes.channelMessages(channel), body, files));
  return answer.success
    ? { kind: 'posted', receipt: writeReceipt(answer.data.id, markOf(key)) }
    : { kind: 'uncertain', why: 'Discord answered without a message' };
}

/** The body of `POST /channels/:id/messages`: the nonce lets Discord drop a repeat. */
export function createBody(payload: DiscordPayload, outgoing: Outgoing) {
  const { message } = readReceipt(outgoing.root ?? '');
  const reference = isBroadcast(outgoing)
    ? { message_reference: { message_id: message, fail_if_not_exists: false } }
    : {};
  return { ...payload, ...reference, nonce: nonceOf(outgoing.key), enforce_nonce: true };
}

async function amend({ channel, message, root = '' }: Outgoing, settings: PostSettings): Promise<Posted> {
  const receipt = readReceipt(root);
  // The root keeps its own mark, by which it is found.
  const { payload, files } = draw(message, receipt.mark, settings);
  await settings.api.send('PATCH', Routes.channelMessage(channel, receipt.message), payload, files);
  return { kind: 'posted', receipt: root };
}

/** A root's thread has the root's own id; it is opened by the first reply. */
async function reply(outgoing: Outgoing, thread: string, settings: PostSettings): Promise<Posted> {
  try {
    return await create(outgoing, thread, settings);
  } catch (thrown) {
    if (!isNoChannel(thrown)) throw thrown;
  }
  await openThread(outgoing.channel, thread, settings);
  return await create(outgoing, thread, settings);
}

const Root = z.object({ embeds: MessageAnswer.shape.embeds });
/** A week, the longest that Discord offers: then the thread folds away, and a new reply opens it again. */
const ARCHIVE_AFTER_MINUTES = 10_080;

async function openThread(channel: string, message: string, { api }: PostSettings): Promise<void> {
  const root = Root.parse(await api.get(Routes.channelMessage(channel, message)));
  const title = cleanTitle((root.embeds[0]?.title ?? 'Coverage').replace(/\\(?=[^0-9A-Za-z\s])/g, ''));
  try {
    await api.send('POST', Routes.threads(channel, message), {
      name: cut(title, DISCORD.threadName),
      auto_archive_duration: ARCHIVE_AFTER_MINUTES,
    });
  } catch (thrown) {
    if (codeOf(thrown) !== CODES.threadExists) throw thrown;
  }
}

/** Draws the pictures and renders; a picture that cannot be drawn or is too large is said in words. */
function draw(message: Message, mark: string | undefined, { rasterise, log, timeZone }: PostSettings) {
  const files: AttachedFile[] = [];
  const names = message.blocks.flatMap((block) => {
    if (block.type !== 'picture') return [];
    try {
      const data = rasterise(block.svg);
      if (data.byteLength > DISCORD.fileBytes) throw new Error(`the picture has ${data.byteLength} bytes`);
      const name = `storywatch-${files.length + 1}.png`;
      files.push({ name, data });
      return [name];
    } catch (thrown) {
      log.warn('picture not attached, its words are posted instead', { why: messageOf(thrown) });
      return [undefined];
    }
  });
  const payload = renderDiscord(message, { timeZone, pictures: names, ...(mark === undefined ? {} : { mark }) });
  const attached = new Set(payload.attachments?.map(({ filename }) => filename));
  return { payload, files: files.filter(({ name }) => attached.has(name)) };
}
