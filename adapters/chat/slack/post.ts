import { setTimeout as pause } from 'node:timers/promises';
import type { Posted } from '../../../src/alerts/alert.ts';
import { fileAsText } from '../../../src/message/file-text.ts';
import type { Log, Outgoing } from '../../../src/ports.ts';
import { SECOND_MS } from '../../../src/time.ts';
import { PostAnswer, type SlackApi } from './api.ts';
import { postWithFile } from './attach.ts';
import { findPosted } from './find.ts';
import { codeOf, failureOf, isUnknownCall } from './outcome.ts';
import { uploadPictures } from './pictures.ts';
import type { SlackPayload } from './payload.ts';
import { renderSlack, renderSlackWords } from './render.ts';

export interface PostSettings {
  readonly api: SlackApi;
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
}

/** The event type of our messages' metadata, beside which their key stands. */
export const EVENT_TYPE = 'storywatch_alert';

/** Posts, replies or amends, after a look for an earlier attempt whose outcome is uncertain. Never throws. */
export async function postToSlack(outgoing: Outgoing, settings: PostSettings): Promise<Posted> {
  const { uncertainSince, place } = outgoing;
  if (place === 'amend') return await sent(outgoing, settings);
  if (outgoing.message.file !== undefined) return await postWithFile(outgoing, settings, { lookFor, send: sent });
  if (uncertainSince !== undefined) {
    const found = await lookFor(outgoing, uncertainSince, settings);
    if (found !== undefined) return found;
  }
  return await sent(outgoing, settings);
}

/** What became of an earlier attempt; undefined where it did not arrive. Never throws. */
async function lookFor(outgoing: Outgoing, since: number, settings: PostSettings): Promise<Posted | undefined> {
  const { api, log } = settings;
  try {
    const found = await findPosted(api, outgoing, since, textsOf(outgoing, settings));
    return found === undefined ? undefined : { kind: 'posted', receipt: found };
  } catch (thrown) {
    if (codeOf(thrown) === 'missing_scope' || isUnknownCall(thrown)) {
      // Rather twice than never.
      log.warn('an uncertain message is sent again: it cannot be looked for', {
        channel: outgoing.channel,
        why: failureOf(thrown).why,
      });
      return undefined;
    }
    const failure = failureOf(thrown);
    // Whatever kept us from looking, the earlier attempt is as uncertain as before.
    return failure.kind === 'refused' || failure.kind === 'closed'
      ? failure
      : { kind: 'uncertain', why: `cannot look for it: ${failure.why}` };
  }
}

/** The texts under which it may stand there. */
function textsOf({ message }: Outgoing, settings: PostSettings): readonly string[] {
  return [message, fileAsText(message)].flatMap((each) => [
    renderSlack(each, settings).text,
    renderSlackWords(each, settings).text,
  ]);
}

async function sent(outgoing: Outgoing, settings: PostSettings): Promise<Posted> {
  try {
    return await send(outgoing, settings);
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** Slack takes an image block only once it has worked on the file. */
const PICTURE_PAUSES_MS = [0.5 * SECOND_MS, 1.5 * SECOND_MS];

async function send(outgoing: Outgoing, settings: PostSettings): Promise<Posted> {
  const { message } = outgoing;
  const pictures = await uploadPictures(message, settings);
  if (pictures.some((id) => id !== undefined)) {
    for (const pauseMs of PICTURE_PAUSES_MS) {
      await pause(pauseMs);
      try {
        return await call(outgoing, settings, pictures);
      } catch (thrown) {
        if (codeOf(thrown) !== 'invalid_blocks') throw thrown;
      }
    }
    settings.log.warn('Slack does not take the picture, its words are posted instead', { channel: outgoing.channel });
  }
  try {
    return await call(outgoing, settings, []);
  } catch (thrown) {
    if (codeOf(thrown) !== 'invalid_blocks') throw thrown;
    settings.log.error('Slack refuses the layout of a message, its words are posted', { key: outgoing.key });
    const words = renderSlackWords(message, settings);
    return await submit(requestOf(outgoing, words), settings);
  }
}

function call(outgoing: Outgoing, settings: PostSettings, pictures: readonly (string | undefined)[]): Promise<Posted> {
  return submit(slackRequest(outgoing, settings.timeZone, pictures), settings);
}

async function submit({ method, body }: SlackRequest, { api }: PostSettings): Promise<Posted> {
  const answer = PostAnswer.safeParse(await api.call(method, body));
  const ts = answer.data?.ts;
  return ts === undefined ? NO_TIMESTAMP : { kind: 'posted', receipt: ts };
}

export interface SlackRequest {
  readonly method: string;
  readonly body: Record<string, unknown>;
}

/** The call of Slack's Web API that says it. Pure. */
export function slackRequest(
  outgoing: Outgoing,
  timeZone: string,
  pictures: readonly (string | undefined)[],
): SlackRequest {
  return requestOf(outgoing, renderSlack(outgoing.message, { timeZone, pictures }));
}

function requestOf({ channel, key, place, root, message }: Outgoing, payload: SlackPayload): SlackRequest {
  // Without `metadata` an edit keeps that of the message, so the root's own key can still be found.
  if (place === 'amend') return { method: 'chat.update', body: { channel, ts: root, ...payload } };
  const metadata = { event_type: EVENT_TYPE, event_payload: { key } };
  const broadcast = message.broadcast === true ? { reply_broadcast: true } : {};
  const thread = place === 'reply' ? { thread_ts: root, ...broadcast } : {};
  return { method: 'chat.postMessage', body: { channel, ...payload, metadata, ...thread } };
}

const NO_TIMESTAMP: Posted = { kind: 'uncertain', why: 'Slack answered without a timestamp' };
