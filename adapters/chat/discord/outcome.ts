import { messageOf } from '../../../src/errors.ts';
import type { Posted } from '../../../src/alerts/alert.ts';
import { HOUR_MS } from '../../../src/time.ts';

/** What a call that failed means for the message. */
export type Failure = Exclude<Posted, { kind: 'posted' }>;

/** Discord's error codes that we tell apart: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  missingAccess: 50001,
  missingPermissions: 50013,
  threadExists: 160004,
} as const;

const WORDS: Readonly<Record<number, string>> = {
  [CODES.unknownChannel]: 'there is no such channel',
  // A repeat with the nonce of a message that was deleted: it was said, and somebody took it away.
  [CODES.unknownMessage]: 'the message was deleted',
  [CODES.missingAccess]: 'the bot may not see the channel: give it View Channel',
  [CODES.missingPermissions]: 'the bot may not post here: give it Send Messages, Embed Links, Attach Files and threads',
  160005: 'the thread is locked',
  160002: 'the bot may not read the history of the channel: give it Read Message History',
};

/** Where no connection came about, nothing was sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Classifies whatever a REST call threw. Never throws. */
export function failureOf(thrown: unknown): Failure {
  const status = numberAt(thrown, 'status');
  const code = codeOf(thrown);
  const retryAfter = numberAt(thrown, 'retryAfter');
  if (isNamed(thrown, 'RateLimitError')) {
    const waitMs = Math.max(retryAfter ?? 0, numberAt(thrown, 'timeToReset') ?? 0);
    return {
      kind: 'later',
      why: 'Discord asks to wait',
      retryAfterMs: waitMs > 0 ? Math.min(HOUR_MS, waitMs) : undefined,
    };
  }
  if (status === 401 || messageOf(thrown).startsWith('Expected token to be set')) {
    return { kind: 'refused', why: 'DISCORD_BOT_TOKEN is refused: reset it in the Developer Portal under Bot' };
  }
  if (status !== undefined && status >= 500) return { kind: 'uncertain', why: `Discord answered ${status}` };
  if (status !== undefined && status >= 400) {
    const words = code === undefined ? undefined : WORDS[code];
    return {
      kind: 'refused',
      why: words === undefined ? `Discord refused it: ${messageOf(thrown)}` : `${words} (${code})`,
    };
  }
  const codes = codesOf(thrown);
  return codes.some((name) => NOT_SENT.has(name))
    ? { kind: 'later', why: `Discord cannot be reached: ${messageOf(thrown)}`, retryAfterMs: undefined }
    : { kind: 'uncertain', why: `the answer was lost: ${messageOf(thrown)}` };
}

/** Discord's own code of an error, where it gave one. */
export function codeOf(thrown: unknown): number | undefined {
  return numberAt(thrown, 'code');
}

/** Whether the channel or thread is not there. */
export function isNoChannel(thrown: unknown): boolean {
  return numberAt(thrown, 'status') === 404 && codeOf(thrown) !== CODES.unknownMessage;
}

function codesOf(thrown: unknown): readonly string[] {
  const codes: string[] = [];
  for (let error = thrown, depth = 0; typeof error === 'object' && error !== null && depth < 5; depth++) {
    const code: unknown = Reflect.get(error, 'code');
    if (typeof code === 'string') codes.push(code);
    error = Reflect.get(error, 'cause');
  }
  return codes;
}

function numberAt(value: unknown, name: string): number | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'number' && !Number.isNaN(found) ? found : undefined;
}

/** The class's name, for its errors' own `name` carries the route. */
function isNamed(thrown: unknown, name: string): boolean {
  return thrown instanceof Error && thrown.constructor.name === name;
}
