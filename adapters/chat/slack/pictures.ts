import { messageOf } from '../../../src/errors.ts';
import type { Message } from '../../../src/message/message.ts';
import type { Log } from '../../../src/ports.ts';
import { SECOND_MS } from '../../../src/time.ts';
import type { SlackApi } from './api.ts';
import { upload } from './files.ts';
import { SLACK } from './limits.ts';

export interface PictureSettings {
  readonly api: SlackApi;
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
}

/** All pictures of a message together; then their words are posted. A slow upload must not make the message late. */
const UPLOAD_MS = 8 * SECOND_MS;

/**
 * Uploads a message's pictures without sharing them: the ids go into its image blocks.
 * A picture that cannot be drawn or uploaded is undefined, and is then said in words. Never throws.
 */
export async function uploadPictures(
  message: Message,
  settings: PictureSettings,
): Promise<readonly (string | undefined)[]> {
  const pictures = message.blocks.filter((block) => block.type === 'picture');
  if (pictures.length === 0) return [];
  const late = AbortSignal.timeout(UPLOAD_MS);
  return await Promise.all(
    pictures.map(async ({ svg, alt }) => {
      try {
        return await Promise.race([uploadPicture(settings.rasterise(svg), alt, settings.api), failedBy(late)]);
      } catch (thrown) {
        settings.log.warn('picture not uploaded, its words are posted instead', { why: messageOf(thrown) });
        return undefined;
      }
    }),
  );
}

function failedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the upload took too long')), { once: true });
  });
}

/** The three steps of https://docs.slack.dev/messaging/working-with-files#upload. */
async function uploadPicture(png: Uint8Array, alt: string, api: SlackApi): Promise<string> {
  const id = await upload({ name: 'storywatch.png', bytes: new Uint8Array(png), alt: alt.slice(0, SLACK.alt) }, api);
  await api.call('files.completeUploadExternal', { files: [{ id, title: 'Storywatch' }] });
  return id;
}
