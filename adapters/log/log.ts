import { pino } from 'pino';
import type { Log } from '../../src/ports.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogSettings {
  readonly level: LogLevel;
  /** Lines for a person instead of JSON for a machine. */
  readonly plain: boolean;
  readonly write: (line: string) => void;
}

/** What a secret looks like wherever it slips in: Slack's and Discord's tokens, keys in addresses, passwords in front of a host. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bx(?:ox[a-z]|app)-[\w-]{4,}/g, '•••'],
  [/\b(Bot|Bearer) [\w.-]{8,}/g, '$1 •••'],
  [/\bwhsec_[\w+/=-]{4,}/g, '•••'],
  [/\b[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,}/g, '•••'],
  [/:\/\/[^\s/@]{1,200}@/g, '://•••@'],
  [/([?&](?:sig|token|key|api_?key|secret|password|auth)=)[^&\s"]{1,500}/gi, '$1•••'],
];

/** Replaces whatever looks like a token, key or password by dots. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((clean, [pattern, dots]) => clean.replace(pattern, dots), text);
}

/** Makes the log: one JSON record a line (pino), or plain lines for a terminal. No secret passes either way. */
export function createLog({ level, plain, write }: LogSettings): Log {
  const destination = { write: (record: string) => write(withoutSecrets(record.trimEnd())) };
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const say =
    (severity: 'info' | 'warn' | 'error') =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      if (!plain) logger[severity](fields, message);
      else if (logger.isLevelEnabled(severity)) write(withoutSecrets(plainLine(message, fields)));
    };
  return { info: say('info'), warn: say('warn'), error: say('error') };
}

/** `feed failed: there is nothing at this address (404) (feed https://…)`: the reason first, the rest in brackets. */
function plainLine(message: string, fields: Readonly<Record<string, unknown>>): string {
  const { why, stack, ...rest } = fields;
  const details = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${shown(value)}`],
  );
  const reason = why === undefined ? '' : `: ${shown(why)}`;
  const brackets = details.length === 0 ? '' : ` (${details.join(', ')})`;
  const trace = stack === undefined ? '' : `\n${shown(stack)}`;
  return printable(`${message}${reason}${brackets}${trace}`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

/** Feeds may say anything; a terminal must not obey it. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');
}
