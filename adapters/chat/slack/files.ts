import { z } from 'zod';
import { messageOf } from '../../../src/errors.ts';
import { fileAsText } from '../../../src/message/file-text.ts';
import type { Block, Message, TextFile } from '../../../src/message/message.ts';
import type { Log } from '../../../src/ports.ts';
import { CALL_TIMEOUT_MS, type SlackApi } from './api.ts';
import { SLACK } from './limits.ts';

const UploadAnswer = z.object({ upload_url: z.string(), file_id: z.string().min(1) });
const OpenAnswer = z.object({ channel: z.object({ id: z.string() }) });

export interface FileSettings {
  readonly api: SlackApi;
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
}

/**
 * Sends the message's file and pictures to the user's direct messages, for what only one user sees can carry none in Slack.
 * Where that cannot be (the app lacks files:write or im:write), their words are shown instead.
 */
export async function withFiles(message: Message, user: string, settings: FileSettings): Promise<Message> {
  const { api, log } = settings;
  try {
    const files = filesOf(message, settings);
    if (files.length === 0) return message;
    const { channel } = OpenAnswer.parse(await api.call('conversations.open', { users: user }));
    const uploaded = await Promise.all(files.map(async (file) => ({ id: await upload(file, api), title: file.name })));
    await api.call('files.completeUploadExternal', { files: uploaded, channel_id: channel.id });
    const { file, ...rest } = message;
    const what = file === undefined ? 'The picture' : file.name;
    const note: Block = { type: 'context', spans: [`${what} is in your direct messages`] };
    return { ...rest, blocks: [...rest.blocks, note] };
  } catch (thrown) {
    const why = messageOf(thrown);
    log.warn('slack file not sent, its words are shown instead: check the scopes files:write and im:write', { why });
    return fileAsText(message);
  }
}

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly alt?: string;
}

function filesOf({ file, blocks }: Message, { rasterise }: FileSettings): readonly NamedBytes[] {
  const pictures = blocks.flatMap((block) =>
    block.type === 'picture'
      ? [{ name: 'storywatch.png', bytes: new Uint8Array(rasterise(block.svg)), alt: block.alt.slice(0, SLACK.alt) }]
      : [],
  );
  return file === undefined ? pictures : [...pictures, { name: file.name, bytes: bytesOf(file) }];
}

export function bytesOf({ text }: TextFile): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The first two steps of https://docs.slack.dev/messaging/working-with-files#upload; gives the file's id. */
export async function upload({ name, bytes, alt }: NamedBytes, api: SlackApi): Promise<string> {
  const { upload_url, file_id } = UploadAnswer.parse(
    await api.call('files.getUploadURLExternal', {
      filename: name,
      length: bytes.byteLength,
      ...(alt === undefined ? {} : { alt_txt: alt }),
    }),
  );
  const answer = await fetch(upload_url, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`the upload answered ${answer.status}`);
  await answer.body?.cancel();
  return file_id;
}
