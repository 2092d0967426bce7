import { messageOf } from '../../../src/errors.ts';
import type { Posted } from '../../../src/alerts/alert.ts';
import { HOUR_MS, SECOND_MS } from '../../../src/time.ts';

/** What a call that failed means for the message. */
export type Failure = Exclude<Posted, { kind: 'posted' }>;

/** Slack's own faults: what it did before it failed nobody knows. */
const AMBIGUOUS = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);
const LIMITED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** Where no connection came about, nothing was sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What shuts a channel or the whole workspace until a person mends it, in plain words, with what does. */
const CLOSED: Readonly<Record<string, string>> = {
  channel_not_found: 'there is no such channel, or it is private and the bot is not in it: invite it with /invite',
  not_in_channel: 'the bot is not in the channel: invite it with /invite',
  is_archived: 'the channel is archived',
  restricted_action: 'the workspace does not let the bot post in this channel',
  invalid_auth: 'SLACK_BOT_TOKEN is refused: copy it again from OAuth & Permissions',
  not_authed: 'SLACK_BOT_TOKEN is missing',
  token_revoked: 'SLACK_BOT_TOKEN was revoked: install the app again',
  token_expired: 'SLACK_BOT_TOKEN has expired: install the app again',
  account_inactive: 'the bot or its workspace was removed: install the app again',
  missing_scope: 'the app lacks a scope: install it again with the scopes of manifest.json',
  restricted_action_read_only_channel: 'the channel is read-only for the bot',
  restricted_action_non_threadable_channel: 'the channel takes no threads, which follow-ups need',
  restricted_action_thread_only_channel: 'the channel takes replies alone',
  no_permission: 'the bot may not post in this channel: install it again with the scopes of manifest.json',
  access_denied: 'the bot may not post in this channel',
  ekm_access_denied: 'an administrator has suspended posting in this workspace',
  enterprise_is_restricted: 'the bot may not post in this organisation',
  team_access_not_granted: 'the app is not installed in the workspace of this channel',
  org_login_required: 'the workspace is being moved to an organisation',
  not_allowed_token_type: 'SLACK_BOT_TOKEN is no bot token: copy the one that begins with xoxb-',
};

/** Classifies whatever a Web API call threw. Never throws. */
export function failureOf(thrown: unknown): Failure {
  const error = readError(thrown);
  switch (error.kind) {
    case 'limited':
      return { kind: 'later', why: 'Slack asks to wait', retryAfterMs: Math.min(HOUR_MS, error.seconds * SECOND_MS) };
    case 'platform':
      return platformFailure(error.code);
    case 'http':
      return error.status >= 500
        ? { kind: 'uncertain', why: `Slack answered ${error.status}` }
        : { kind: 'refused', why: `Slack answered ${error.status}` };
    case 'network':
      return error.codes.some((code) => NOT_SENT.has(code))
        ? { kind: 'later', why: `Slack cannot be reached: ${error.why}`, retryAfterMs: undefined }
        : { kind: 'uncertain', why: `the answer was lost: ${error.why}` };
  }
}

/** The code of an answer that says `ok: false`; undefined for every other failure. */
export function codeOf(thrown: unknown): string | undefined {
  const error = readError(thrown);
  return error.kind === 'platform' ? error.code : undefined;
}

const UNKNOWN_CALLS = new Set(['unknown_method', 'method_not_supported', 'not_implemented', 'method_deprecated']);

/** Whether the server does not know the call at all, as one that is not Slack's own may not. */
export function isUnknownCall(thrown: unknown): boolean {
  const error = readError(thrown);
  if (error.kind === 'http') return error.status === 404 || error.status === 405 || error.status === 501;
  return error.kind === 'platform' && UNKNOWN_CALLS.has(error.code);
}

function platformFailure(code: string): Failure {
  if (LIMITED.has(code)) return { kind: 'later', why: 'Slack asks to wait', retryAfterMs: undefined };
  if (AMBIGUOUS.has(code)) return { kind: 'uncertain', why: `Slack failed: ${code}` };
  // The client passes a body that is no JSON off as an error code: then the answer is lost, not given.
  if (!/^[a-z0-9_.]{1,80}$/.test(code)) return { kind: 'uncertain', why: 'the answer was no JSON' };
  const words = CLOSED[code];
  if (words !== undefined) return { kind: 'closed', why: `${words} (${code})` };
  return { kind: 'refused', why: `Slack refused it: ${code}` };
}

type Read =
  | { readonly kind: 'limited'; readonly seconds: number }
  | { readonly kind: 'platform'; readonly code: string }
  | { readonly kind: 'http'; readonly status: number }
  | { readonly kind: 'network'; readonly why: string; readonly codes: readonly string[] };

/** Reads an error of @slack/web-api by its code, whichever copy of the package made it. */
function readError(thrown: unknown): Read {
  const code = field(thrown, 'code');
  if (code === 'slack_webapi_rate_limited_error')
    return { kind: 'limited', seconds: Number(field(thrown, 'retryAfter')) || 30 };
  if (code === 'slack_webapi_platform_error')
    return { kind: 'platform', code: String(field(field(thrown, 'data'), 'error')) };
  if (code === 'slack_webapi_http_error') return { kind: 'http', status: Number(field(thrown, 'statusCode')) };
  const chain = causesOf(thrown);
  const codes = chain.flatMap((cause) => {
    const own = field(cause, 'code');
    return typeof own === 'string' ? [own] : [];
  });
  return { kind: 'network', why: messageOf(chain.at(-1)), codes };
}

function causesOf(thrown: unknown): readonly unknown[] {
  const chain: unknown[] = [thrown];
  for (let at = 0; at < 5; at++) {
    const cause = field(chain.at(-1), 'cause');
    if (cause === undefined) break;
    chain.push(cause);
  }
  return chain;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
