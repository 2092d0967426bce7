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
  noThreadsHere: 50024,
  threadArchived: 50083,
  threadLocked: 160005,
  tooManyThreads: 160006,
} as const;

/** What shuts a channel or the whole server until a person mends it, in plain words, with what does. */
const CLOSED: Readonly<Record<number, string>> = {
  [CODES.unknownChannel]: 'there is no such channel',
  10004: 'there is no such server',
  [CODES.missingAccess]: 'the bot may not see the channel: give it View Channel',
  [CODES.missingPermissions]: 'the bot may not post here: give it Send Messages and Embed Links',
  50008: 'the channel is not one for text: name another',
  [CODES.noThreadsHere]: 'the channel is not one for such messages: name another',
  160002: 'the bot may not read the history of the channel: give it Read Message History',
};

/** What concerns one message alone. */
const REFUSED: Readonly<Record<number, string>> = {
  // A repeat with the nonce of a message that was deleted: it was said, and somebody took it away.
  [CODES.unknownMessage]: 'the message was deleted',
  50005: 'the message is not the bot’s own',
  [CODES.threadLocked]: 'the thread is locked',
  200000: 'a rule of the server against certain words blocks it',
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
    return { kind: 'closed', why: 'DISCORD_BOT_TOKEN is refused: reset it in the Developer Portal under Bot' };
  }
  if (status !== undefined && status >= 500) return { kind: 'uncertain', why: `Discord answered ${status}` };
  if (status !== undefined && status >= 400) {
    const [closed, refused] = [CLOSED[code ?? 0], REFUSED[code ?? 0]];
    const words = closed ?? refused;
    const why = words === undefined ? `Discord refused it: ${messageOf(thrown)}` : `${words} (${code})`;
    // Answers 403 are counted towards a ban of the address: whatever this one means, it is not asked for again.
    const isClosed = closed !== undefined || (status === 403 && refused === undefined);
    return { kind: isClosed ? 'closed' : 'refused', why };
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

/** Whether the server does not know the call at all, as one that is not Discord's own may not. */
export function isUnknownCall(thrown: unknown): boolean {
  const status = numberAt(thrown, 'status');
  return (status === 404 || status === 405 || status === 501) && (codeOf(thrown) ?? 0) === 0;
}

/** Whether it was answered that it may not be, whatever the reason. */
export function isRefusal(thrown: unknown): boolean {
  const { kind } = failureOf(thrown);
  return kind === 'refused' || kind === 'closed';
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
