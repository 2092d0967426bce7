import { z } from 'zod';
import { messageOf } from '../../../src/errors.ts';
import { fileAsText } from '../../../src/message/file-text.ts';
import type { Message, TextFile } from '../../../src/message/message.ts';
import type { Log } from '../../../src/ports.ts';
import { CALL_TIMEOUT_MS, type SlackApi } from './api.ts';

const UploadAnswer = z.object({ upload_url: z.string(), file_id: z.string().min(1) });
const OpenAnswer = z.object({ channel: z.object({ id: z.string() }) });

/**
 * Sends the message's file to the user's direct messages, for what only one user sees can carry none in Slack.
 * Where that cannot be (the app lacks im:write), the file's beginning is shown instead.
 */
export async function withFile(
  message: Message,
  user: string,
  { api, log }: { readonly api: SlackApi; readonly log: Log },
): Promise<Message> {
  if (message.file === undefined) return message;
  try {
    const { channel } = OpenAnswer.parse(await api.call('conversations.open', { users: user }));
    const id = await upload({ name: message.file.name, bytes: bytesOf(message.file) }, api);
    await api.call('files.completeUploadExternal', {
      files: [{ id, title: message.file.name }],
      channel_id: channel.id,
    });
    const { file, ...rest } = message;
    return {
      ...rest,
      blocks: [
        ...rest.blocks,
        { type: 'paragraph', spans: [`${file.name} is in your direct messages: forward it from there to share it.`] },
      ],
    };
  } catch (thrown) {
    log.warn('slack file not sent, its text is shown instead: check the scope im:write', { why: messageOf(thrown) });
    return fileAsText(message);
  }
}

function bytesOf({ text }: TextFile): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The first two steps of https://docs.slack.dev/messaging/working-with-files#upload; gives the file's id. */
export async function upload(
  { name, bytes, alt }: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly alt?: string },
  api: SlackApi,
): Promise<string> {
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
