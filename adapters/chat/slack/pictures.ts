import { z } from 'zod';
import { messageOf } from '../../../src/errors.ts';
import type { Message } from '../../../src/message/message.ts';
import type { Log } from '../../../src/ports.ts';
import { CALL_TIMEOUT_MS, type SlackApi } from './api.ts';
import { SLACK } from './limits.ts';

const UploadAnswer = z.object({ upload_url: z.string(), file_id: z.string().min(1) });

export interface PictureSettings {
  readonly api: SlackApi;
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
}

/**
 * Uploads a message's pictures without sharing them: the ids go into its image blocks.
 * A picture that cannot be drawn or uploaded is undefined, and is then said in words. Never throws.
 */
export async function uploadPictures(
  message: Message,
  settings: PictureSettings,
): Promise<readonly (string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for (const block of message.blocks) {
    if (block.type !== 'picture') continue;
    try {
      ids.push(await upload(settings.rasterise(block.svg), block.alt, settings.api));
    } catch (thrown) {
      settings.log.warn('picture not uploaded, its words are posted instead', { why: messageOf(thrown) });
      ids.push(undefined);
    }
  }
  return ids;
}

/** The three steps of https://docs.slack.dev/messaging/working-with-files#upload. */
async function upload(png: Uint8Array, alt: string, api: SlackApi): Promise<string> {
  const { upload_url, file_id } = UploadAnswer.parse(
    await api.call('files.getUploadURLExternal', {
      filename: 'storywatch.png',
      length: png.byteLength,
      alt_txt: alt.slice(0, SLACK.alt),
    }),
  );
  const answer = await fetch(upload_url, {
    method: 'POST',
    body: new Uint8Array(png),
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`the upload answered ${answer.status}`);
  await answer.body?.cancel();
  await api.call('files.completeUploadExternal', { files: [{ id: file_id, title: 'Storywatch' }] });
  return file_id;
}
