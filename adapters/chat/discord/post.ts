import { Routes } from 'discord.js';
import type { Posted } from '../../../src/alerts/alert.ts';
import type { Block } from '../../../src/message/message.ts';
import type { Outgoing } from '../../../src/ports.ts';
import { type AttachedFile, type DiscordApi, MessageAnswer } from './api.ts';
import { type DrawSettings, drawn, inWords } from './files.ts';
import { findPosted } from './find.ts';
import { markOf, nonceOf, readReceipt, writeReceipt } from './key.ts';
import { CODES, codeOf, failureOf, isNoChannel, isUnknownCall } from './outcome.ts';
import type { DiscordPayload } from './payload.ts';
import { inThread, isNoThread, otherThread, type Threadless } from './thread.ts';

export interface PostSettings extends DrawSettings {
  readonly api: DiscordApi;
  readonly threadless: Threadless;
}

/** Posts, replies or amends, after a look for an earlier attempt whose outcome is uncertain. Never throws. */
export async function postToDiscord(outgoing: Outgoing, settings: PostSettings): Promise<Posted> {
  const { channel, place, uncertainSince } = outgoing;
  const root = outgoing.root === undefined ? undefined : readReceipt(outgoing.root).message;
  const wrong = [channel, root ?? channel].find((id) => !/^\d{1,20}$/.test(id));
  if (wrong !== undefined) {
    return { kind: 'closed', why: `${wrong} is not the id of a channel: copy it with Developer Mode on` };
  }
  const thread = place === 'reply' && !isBroadcast(outgoing) ? root : undefined;
  try {
    if (place === 'amend') return await amend(outgoing, settings);
    if (uncertainSince !== undefined) {
      const found = await lookFor(outgoing, thread, uncertainSince, settings);
      if (found !== undefined) return found;
    }
    return await (thread === undefined ? create(outgoing, channel, settings) : reply(outgoing, thread, settings));
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** Discord shows no message of a thread in its channel: what concerns the whole channel stands there, as an answer to its root. */
function isBroadcast({ place, message }: Outgoing): boolean {
  return place === 'reply' && message.broadcast === true;
}

/** In the channel, and before that in the thread: a reply stands in the one where it could not stand in the other. */
async function lookFor(
  { channel, key }: Outgoing,
  thread: string | undefined,
  since: number,
  { api, log }: PostSettings,
): Promise<Posted | undefined> {
  try {
    const found =
      (thread === undefined ? undefined : await findInThread({ channel, key, thread, since }, api)) ??
      (await findPosted(api, channel, key, since));
    return found === undefined ? undefined : { kind: 'posted', receipt: writeReceipt(found, markOf(key)) };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (isUnknownCall(thrown)) {
      // The nonce keeps a repeat away for some minutes; beyond them, rather twice than never.
      log.warn('an uncertain message is sent again: it cannot be looked for', { channel, why: failure.why });
      return undefined;
    }
    // Whatever kept us from looking, the earlier attempt is as uncertain as before.
    return failure.kind === 'refused' || failure.kind === 'closed'
      ? failure
      : { kind: 'uncertain', why: `cannot look for it: ${failure.why}` };
  }
}

async function findInThread(
  {
    channel,
    key,
    thread,
    since,
  }: { readonly channel: string; readonly key: string; readonly thread: string; readonly since: number },
  api: DiscordApi,
): Promise<string | undefined> {
  try {
    return await findPosted(api, thread, key, since);
  } catch (thrown) {
    // No thread yet: then no reply in it either. One that the bot may not see may have it.
    if (!isNoChannel(thrown)) throw thrown;
    const other = await otherThread(channel, thread, api);
    return other === undefined ? undefined : await findPosted(api, other, key, since);
  }
}

/** In the root's thread; where there can be none, as an answer to the root, and the first time with the reason. */
async function reply(outgoing: Outgoing, root: string, settings: PostSettings): Promise<Posted> {
  const { channel, message } = outgoing;
  const { api, threadless } = settings;
  const answered = { ...outgoing, message: { ...message, broadcast: true as const } };
  if (threadless.has(channel)) return await create(answered, channel, settings);
  const posted = await inThread({ channel, root }, api, (thread) => create(outgoing, thread, settings));
  if (!isNoThread(posted)) return posted;
  const isNews = posted.isLasting && threadless.add(channel, posted.why);
  const note: Block = { type: 'context', spans: [`Not in a thread: ${posted.why}`] };
  const blocks = isNews ? [...message.blocks, note] : message.blocks;
  return await create({ ...answered, message: { ...answered.message, blocks } }, channel, settings);
}

const Created = MessageAnswer.pick({ id: true });

/** Without the right to attach files, their words are posted. */
async function create(outgoing: Outgoing, channel: string, settings: PostSettings): Promise<Posted> {
  const { key, message } = outgoing;
  const mark = markOf(key);
  const { payload, files } = drawn(message, mark, settings);
  const send = (body: DiscordPayload, attached: readonly AttachedFile[]): Promise<unknown> =>
    settings.api.send('POST', Routes.channelMessages(channel), createBody(body, outgoing), attached);
  const answered = await send(payload, files).catch((thrown) => {
    if (files.length === 0 || codeOf(thrown) !== CODES.missingPermissions) throw thrown;
    settings.log.warn('files not attached, their words are posted instead: give the bot Attach Files', { channel });
    return send(inWords(message, mark, settings), []);
  });
  const answer = Created.safeParse(answered);
  return answer.success
    ? { kind: 'posted', receipt: writeReceipt(answer.data.id, mark) }
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
  const { payload, files } = drawn(message, receipt.mark, settings);
  await settings.api.send('PATCH', Routes.channelMessage(channel, receipt.message), payload, files);
  return { kind: 'posted', receipt: root };
}
