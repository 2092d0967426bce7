import { messageOf } from '../../../src/errors.ts';
import { fileAsText } from '../../../src/message/file-text.ts';
import type { Message, TextFile } from '../../../src/message/message.ts';
import type { Log } from '../../../src/ports.ts';
import type { AttachedFile } from './api.ts';
import { DISCORD } from './limits.ts';
import type { DiscordPayload } from './payload.ts';
import { renderDiscord } from './render.ts';

export interface DrawSettings {
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
}

interface Drawn {
  readonly payload: DiscordPayload;
  readonly files: readonly AttachedFile[];
}

/** Draws the pictures and renders; a picture that cannot be drawn, and whatever is too large, is said in words. */
export function drawn(message: Message, mark: string | undefined, settings: DrawSettings): Drawn {
  const file = message.file === undefined ? undefined : attachedOf(message.file, settings.log);
  const shown = file === undefined ? fileAsText(message) : message;
  const pictures = shown.blocks.flatMap((block) => (block.type === 'picture' ? [block.svg] : [])).map(pngOf(settings));
  const payload = renderDiscord(shown, {
    timeZone: settings.timeZone,
    pictures: pictures.map((picture) => picture?.name),
    ...(mark === undefined ? {} : { mark }),
    ...(file === undefined ? {} : { file: file.name }),
  });
  const names = new Set(payload.attachments?.map(({ filename }) => filename));
  return {
    payload,
    files: [...pictures, file].filter((one) => one !== undefined).filter(({ name }) => names.has(name)),
  };
}

/** The same without any file. */
export function inWords(message: Message, mark: string | undefined, { timeZone }: DrawSettings): DiscordPayload {
  return renderDiscord(fileAsText(message), { timeZone, ...(mark === undefined ? {} : { mark }) });
}

function pngOf({ rasterise, log }: DrawSettings): (svg: string, at: number) => AttachedFile | undefined {
  return (svg, at) => {
    try {
      return within({ name: `storywatch-${at + 1}.png`, data: rasterise(svg), mediaType: 'image/png' });
    } catch (thrown) {
      log.warn('picture not attached, its words are posted instead', { why: messageOf(thrown) });
      return undefined;
    }
  };
}

function attachedOf({ name, mediaType, text }: TextFile, log: Log): AttachedFile | undefined {
  try {
    return within({ name, mediaType, data: new TextEncoder().encode(text) });
  } catch (thrown) {
    log.warn('file not attached, its beginning is posted instead', { why: messageOf(thrown) });
    return undefined;
  }
}

function within(file: AttachedFile): AttachedFile {
  if (file.data.byteLength > DISCORD.fileBytes) throw new Error(`${file.name} has ${file.data.byteLength} bytes`);
  return file;
}
