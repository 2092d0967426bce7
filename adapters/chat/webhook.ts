import { Webhook } from 'standardwebhooks';
import { UserError } from '../../src/errors.ts';
import { cleanMessage } from '../../src/message/clean-message.ts';
import { fileAsText } from '../../src/message/file-text.ts';
import { toPlain } from '../../src/message/plain.ts';
import type { ChatAdapter, Outgoing } from '../../src/ports.ts';
import { SECOND_MS } from '../../src/time.ts';
import { type HookSettings, postingAdapter, sendHook } from './hook.ts';

export interface WebhookSettings extends HookSettings {
  /** `whsec_` and the base64 of 24 to 64 random bytes. */
  readonly secret: string | undefined;
  /** IANA name, for the plain text. */
  readonly timeZone: string;
}

/**
 * Posts messages to an address, signed as https://www.standardwebhooks.com says.
 * `webhook-id` is the alert's key: a receiver that drops repeats of it sees each message once.
 */
export function createWebhook(settings: WebhookSettings): ChatAdapter {
  const signer = signerOf(settings.secret);
  return postingAdapter('webhook', async (outgoing) => {
    if (!URL.canParse(outgoing.channel)) return { kind: 'closed', why: `${outgoing.channel} is not an address` };
    const now = new Date(settings.clock.now());
    const body = renderWebhook(outgoing, now, settings.timeZone);
    return sendHook(settings, outgoing, body, {
      'webhook-id': outgoing.key,
      'webhook-timestamp': String(Math.floor(now.getTime() / SECOND_MS)),
      'webhook-signature': signer.sign(outgoing.key, now, body),
    });
  });
}

/** The body: the message in our own terms, cleaned, and the same as plain text. Pure. */
export function renderWebhook({ message, key, place, root }: Outgoing, now: Date, timeZone: string): string {
  return JSON.stringify({
    type: `storywatch.${place}`,
    timestamp: now.toISOString(),
    data: { key, place, root, message: cleanMessage(message), text: toPlain(fileAsText(message), { timeZone }) },
  });
}

function signerOf(secret: string | undefined): Webhook {
  const hint = 'Set WEBHOOK_SECRET to whsec_ and the base64 of 24 random bytes, and give the receiver the same.';
  if (secret === undefined || secret === '')
    throw new UserError('a webhook is a destination, but it has no secret', { hint });
  try {
    return new Webhook(secret);
  } catch (cause) {
    throw new UserError('the secret of the webhook cannot be read: it is not base64', { hint, cause });
  }
}
