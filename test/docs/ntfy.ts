import type { Posted } from '../../src/alerts/alert.ts';
import { toPlain } from '../../src/message/plain.ts';
import type { ChatAdapter, Clock, Outgoing } from '../../src/ports.ts';
import { SECOND_MS } from '../../src/time.ts';
import { failureOf, type HookFetch, outcomeOf, postingAdapter } from '../../adapters/chat/hook.ts';

export interface NtfySettings {
  readonly fetch: HookFetch;
  readonly clock: Clock;
  /** IANA name, for times in words. */
  readonly timeZone: string;
  readonly timeoutMs?: number;
}

/** Pushes to phones by ntfy; a channel is the address of a topic, `https://ntfy.example/topic`. It edits nothing and threads nothing. */
export function createNtfy(settings: NtfySettings): ChatAdapter {
  return postingAdapter('ntfy', async (outgoing): Promise<Posted> => {
    const { channel, place, key } = outgoing;
    if (!URL.canParse(channel)) return { kind: 'closed', why: 'the channel is not the address of a topic' };
    if (place === 'amend') return { kind: 'posted', receipt: key };
    try {
      const answer = await settings.fetch(new URL(channel).origin, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(renderNtfy(outgoing, settings.timeZone)),
        redirect: 'manual',
        signal: AbortSignal.timeout(settings.timeoutMs ?? 10 * SECOND_MS),
      });
      return outcomeOf(answer, outgoing, settings.clock.now());
    } catch (thrown) {
      return failureOf(thrown);
    }
  });
}

/** The body of a post: plain text, which ntfy shows as it is. Pure. */
export function renderNtfy({ channel, message }: Outgoing, timeZone: string) {
  const [title = '', ...lines] = toPlain(message, { timeZone, links: false }).split('\n');
  const click = message.link === undefined ? {} : { click: message.link };
  return {
    topic: new URL(channel).pathname.slice(1),
    title: title.slice(0, 250),
    message: lines.join('\n').slice(0, 4_000) || title,
    ...click,
  };
}
