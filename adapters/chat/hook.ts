import type { Posted } from '../../src/alerts/alert.ts';
import { messageOf, UserError } from '../../src/errors.ts';
import type { ChatAdapter, Clock, Outgoing } from '../../src/ports.ts';
import { HOUR_MS, SECOND_MS } from '../../src/time.ts';
import { createUnderway } from '../../src/underway.ts';

/** What we need of `fetch`; the one that is given refuses addresses that we may not call. */
export type HookFetch = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
  },
) => Promise<HookAnswer>;

export interface HookAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

export interface HookSettings {
  readonly fetch: HookFetch;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

/** Posts JSON to the channel's address, which the caller has found to be one. Never throws. */
export async function sendHook(
  settings: HookSettings,
  outgoing: Outgoing,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  try {
    const answer = await settings.fetch(outgoing.channel, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeoutMs ?? 10 * SECOND_MS),
    });
    return outcomeOf(answer, outgoing, settings.clock.now());
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** An adapter that only posts; `stop` waits for what is underway. */
export function postingAdapter(platform: string, post: (outgoing: Outgoing) => Promise<Posted>): ChatAdapter {
  const { track, settled } = createUnderway();
  return {
    platform,
    start: async () => {},
    post: (outgoing) => track(post(outgoing)),
    stop: settled,
  };
}

/** No leave, or nobody there; every other 4xx is about the message. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 410]);

/** What the answer to a post at the channel's address means; a message that was taken has its key for a receipt. */
export function outcomeOf({ status, headers }: HookAnswer, { key, channel }: Outgoing, now: number): Posted {
  const why = `${new URL(channel).host} answered ${status}`;
  if (status >= 200 && status < 300) return { kind: 'posted', receipt: key };
  if (status === 429) return { kind: 'later', why, retryAfterMs: retryAfterMs(headers.get('retry-after'), now) };
  if (status >= 500 || status === 408) return { kind: 'uncertain', why };
  if (status < 400) return { kind: 'closed', why: `${why}, a redirect: give the address where it leads` };
  return { kind: GONE.has(status) ? 'closed' : 'refused', why };
}

/** Seconds or a date; undefined for neither, at most an hour. */
function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * SECOND_MS : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(HOUR_MS, Math.max(SECOND_MS, ms)) : undefined;
}

/** Where no connection came about, nothing was sent. */
const NOT_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/;

/** What a post that got no answer means. Never throws. */
export function failureOf(thrown: unknown): Posted {
  // The guard does not let the address pass.
  if (thrown instanceof UserError) return { kind: 'closed', why: thrown.message };
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const why = [thrown, cause].flatMap((error) => (error === undefined ? [] : [messageOf(error)])).join(': ');
  const codes = [thrown, cause].flatMap((error) =>
    error instanceof Error && 'code' in error ? [String(error.code)] : [],
  );
  return codes.some((code) => NOT_SENT.test(code))
    ? { kind: 'later', why, retryAfterMs: undefined }
    : { kind: 'uncertain', why };
}
