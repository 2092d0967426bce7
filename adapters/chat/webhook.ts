import { Webhook } from 'standardwebhooks';
import { UserError } from '../../src/errors.ts';
import { cleanMessage } from '../../src/message/clean-message.ts';
import { toPlain } from '../../src/message/plain.ts';
import type { Posted } from '../../src/alerts/alert.ts';
import type { ChatAdapter, Clock, Outgoing } from '../../src/ports.ts';
import { SECOND_MS } from '../../src/time.ts';
import { failureOf, type HookFetch, outcomeOf } from './hook.ts';

export interface WebhookSettings {
  /** `whsec_` and the base64 of 24 to 64 random bytes. */
  readonly secret: string | undefined;
  readonly fetch: HookFetch;
  readonly clock: Clock;
  /** IANA name, for the plain text. */
  readonly timeZone: string;
  readonly timeoutMs?: number;
}

/**
 * Posts messages to an address, signed as https://www.standardwebhooks.com says.
 * `webhook-id` is the alert's key: a receiver that drops repeats of it sees each message once.
 */
export function createWebhook(settings: WebhookSettings): ChatAdapter {
  const signer = signerOf(settings.secret);
  const underway = new Set<Promise<unknown>>();

  const post = async (outgoing: Outgoing): Promise<Posted> => {
    if (!URL.canParse(outgoing.channel)) return { kind: 'refused', why: `${outgoing.channel} is not an address` };
    const now = new Date(settings.clock.now());
    const body = renderWebhook(outgoing, now, settings.timeZone);
    const seconds = Math.floor(now.getTime() / SECOND_MS);
    try {
      const answer = await settings.fetch(outgoing.channel, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': outgoing.key,
          'webhook-timestamp': String(seconds),
          'webhook-signature': signer.sign(outgoing.key, now, body),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(settings.timeoutMs ?? 10 * SECOND_MS),
      });
      return outcomeOf(answer, outgoing, now.getTime());
    } catch (thrown) {
      return failureOf(thrown);
    }
  };

  return {
    platform: 'webhook',
    start: async () => {},
    post: (outgoing) => {
      const posting = post(outgoing).finally(() => underway.delete(posting));
      underway.add(posting);
      return posting;
    },
    stop: async () => {
      await Promise.allSettled(underway);
    },
  };
}

/** The body: the message in our own terms, cleaned, and the same as plain text. Pure. */
export function renderWebhook({ message, key, place, root }: Outgoing, now: Date, timeZone: string): string {
  return JSON.stringify({
    type: `storywatch.${place}`,
    timestamp: now.toISOString(),
    data: { key, place, root, message: cleanMessage(message), text: toPlain(message, { timeZone }) },
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
