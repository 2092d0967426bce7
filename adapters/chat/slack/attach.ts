import type { Posted } from '../../../src/alerts/alert.ts';
import { messageOf } from '../../../src/errors.ts';
import { fileAsText } from '../../../src/message/file-text.ts';
import type { TextFile } from '../../../src/message/message.ts';
import type { Outgoing } from '../../../src/ports.ts';
import { bytesOf, upload } from './files.ts';
import { hasFile } from './find.ts';
import { codeOf, failureOf, isUnknownCall } from './outcome.ts';
import type { PostSettings } from './post.ts';

interface Steps {
  lookFor(outgoing: Outgoing, since: number, settings: PostSettings): Promise<Posted | undefined>;
  send(outgoing: Outgoing, settings: PostSettings): Promise<Posted>;
}

/**
 * Posts a message, then its file in its thread: Slack gives a shared file no key, but a thread holds one file of a name.
 * Each is looked for before it is sent again; a file that cannot be uploaded is said in words. Never throws.
 */
export async function postWithFile(outgoing: Outgoing, settings: PostSettings, steps: Steps): Promise<Posted> {
  const { message, uncertainSince: since } = outgoing;
  const { file } = message;
  if (file === undefined) return await steps.send(outgoing, settings);
  const earlier = since === undefined ? undefined : await steps.lookFor(outgoing, since, settings);
  if (earlier !== undefined && earlier.kind !== 'posted') return earlier;
  if (earlier !== undefined && since !== undefined) {
    const isThere = await isShared({ outgoing, since, thread: threadOf(outgoing, earlier.receipt) }, file, settings);
    if (isThere !== false) return isThere === true ? earlier : isThere;
  }
  // Before the message, for without it the message has the words.
  const uploaded = await uploadOf(file, settings);
  if (uploaded === undefined) {
    const words = { ...outgoing, message: fileAsText(message) };
    return earlier === undefined ? await steps.send(words, settings) : await amended(words, earlier, settings, steps);
  }
  const posted = earlier ?? (await steps.send(outgoing, settings));
  return posted.kind === 'posted' ? await share(uploaded, outgoing, posted, settings, steps) : posted;
}

function threadOf({ root }: Outgoing, receipt: string): string {
  return root ?? receipt;
}

async function isShared(
  { outgoing, since, thread }: { readonly outgoing: Outgoing; readonly since: number; readonly thread: string },
  { name }: TextFile,
  { api }: PostSettings,
): Promise<boolean | Posted> {
  try {
    return await hasFile(api, { channel: outgoing.channel, thread, since }, name);
  } catch (thrown) {
    // Where nobody may look, the file is shared again: rather twice than never.
    return codeOf(thrown) === 'missing_scope' || isUnknownCall(thrown) ? false : inDoubt(thrown);
  }
}

async function uploadOf(file: TextFile, { api, log }: PostSettings): Promise<string | undefined> {
  try {
    return await upload({ name: file.name, bytes: bytesOf(file) }, api);
  } catch (thrown) {
    log.warn('file not uploaded, its beginning is posted instead', { why: messageOf(thrown) });
    return undefined;
  }
}

async function share(
  id: string,
  outgoing: Outgoing,
  posted: Posted & { readonly kind: 'posted' },
  settings: PostSettings,
  steps: Steps,
): Promise<Posted> {
  try {
    await settings.api.call('files.completeUploadExternal', {
      files: [{ id, title: outgoing.message.file?.name }],
      channel_id: outgoing.channel,
      thread_ts: threadOf(outgoing, posted.receipt),
    });
    return posted;
  } catch (thrown) {
    const { kind, why } = failureOf(thrown);
    if (kind !== 'refused' && kind !== 'closed') return inDoubt(thrown);
    settings.log.warn('file not shared, its beginning is posted instead', { why });
    return await amended({ ...outgoing, message: fileAsText(outgoing.message) }, posted, settings, steps);
  }
}

/** The message is there without its file: it gets the words. */
async function amended(
  outgoing: Outgoing,
  posted: Posted & { readonly kind: 'posted' },
  settings: PostSettings,
  { send }: Steps,
): Promise<Posted> {
  const { kind } = await send({ ...outgoing, place: 'amend', root: posted.receipt }, settings);
  return kind === 'posted' || kind === 'refused' ? posted : { kind: 'uncertain', why: 'its file is not there yet' };
}

/** The message is there, so that it must be looked for whatever kept its file away. */
function inDoubt(thrown: unknown): Posted {
  return { kind: 'uncertain', why: `its file is in doubt: ${failureOf(thrown).why}` };
}
