import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../../src/ports.ts';
import { SECOND_MS } from '../../../src/time.ts';
import { quietLogger } from './logger.ts';

/** A call that takes longer is given up, and its outcome is uncertain. */
export const CALL_TIMEOUT_MS = 10 * SECOND_MS;

/** The Web API as we use it: one attempt a call; a failure is thrown and read by failureOf(). */
export interface SlackApi {
  call(method: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export interface ApiSettings {
  readonly botToken: string;
  /** undefined: Slack's own. */
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly timeoutMs?: number;
}

/** What a call that posts or edits answers: the timestamp, which some servers give within the message alone. */
export const PostAnswer = z
  .object({ ts: z.string().min(1).optional(), message: z.object({ ts: z.string().min(1) }).optional() })
  .transform(({ ts, message }) => ({ ts: ts ?? message?.ts }));

const HistoryMessage = z.object({
  ts: z.string(),
  text: z.string().catch(''),
  // Other apps' messages have metadata of other shapes.
  metadata: z
    .object({ event_payload: z.object({ key: z.unknown() }).optional() })
    .optional()
    .catch(undefined),
  files: z.array(z.object({ name: z.string().optional().catch(undefined) })).catch([]),
});
export type HistoryMessage = z.infer<typeof HistoryMessage>;

/** A message that we cannot read is none of ours. */
export const HistoryAnswer = z.object({
  messages: z.array(HistoryMessage.optional().catch(undefined)).default([]),
  has_more: z.boolean().optional().catch(undefined),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional().catch(undefined),
});
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

/** Opens nothing yet: each call connects. */
export function createApi(settings: ApiSettings): SlackApi {
  const client = new webApi.WebClient(settings.botToken, clientOptions(settings));
  return { call: (method, parameters) => client.apiCall(method, { ...parameters }) };
}

/** The client's options. Its defaults would retry for half an hour and post twice where an answer is lost. */
export function clientOptions({ apiUrl, log, timeoutMs }: Omit<ApiSettings, 'botToken'>): webApi.WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    timeout: timeoutMs ?? CALL_TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    logger: quietLogger(log),
    fetch: slackFetch,
  };
}

/** The client throws a nameless error for a 429 without a readable Retry-After; such an answer gets one of 30 seconds. */
export const slackFetch: typeof globalThis.fetch = async (input, init) => {
  const answer = await globalThis.fetch(input, init);
  if (answer.status !== 429 || /^\d+$/.test(answer.headers.get('retry-after') ?? '')) return answer;
  const headers = new Headers(answer.headers);
  headers.set('retry-after', '30');
  return new Response(await answer.text(), { status: 429, headers });
};
