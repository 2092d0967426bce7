import type { Posted } from '../../../src/alerts/alert.ts';
import { messageOf } from '../../../src/errors.ts';
import { cleanLine, cut } from '../../../src/message/clean.ts';
import { MINUTE_MS } from '../../../src/time.ts';

/** What a mail that could not be sent means for the message. */
export type Failure = Exclude<Posted, { kind: 'posted' }>;

/** A server that puts off a stranger's mail, as many do at first, wants it back after some minutes. */
const PUT_OFF_MS = 5 * MINUTE_MS;

/**
 * Classifies whatever nodemailer threw. Never throws.
 * By RFC 5321 a 4xx means not now and a 5xx never, whatever the command; without an answer the mail may have gone out.
 */
export function failureOf(thrown: unknown): Failure {
  const code = String(field(thrown, 'code'));
  const answer = Number(field(thrown, 'responseCode')) || undefined;
  const why = cut(cleanLine(messageOf(thrown)), 300);
  if (answer !== undefined && answer >= 400 && answer < 500) {
    return { kind: 'later', why: `the mail server puts it off: ${why}`, retryAfterMs: PUT_OFF_MS };
  }
  if (isRefusedLogin(thrown)) return { kind: 'closed', why: `the user or password in SMTP_URL is refused: ${why}` };
  if (answer !== undefined && answer >= 500) {
    // Whom it comes from or goes to, and how the line is kept: not what the mail says.
    const isClosed = code === 'EENVELOPE' || code === 'ETLS';
    return { kind: isClosed ? 'closed' : 'refused', why: `the mail server refuses it: ${why}` };
  }
  if (code === 'EENVELOPE' || code === 'ECONFIG') return { kind: 'closed', why };
  const isUnconnected = code === 'EDNS' || code === 'ETLS' || field(thrown, 'syscall') === 'connect';
  return isUnconnected
    ? { kind: 'later', why: `the mail server cannot be reached: ${why}`, retryAfterMs: undefined }
    : { kind: 'uncertain', why: `the mail server's answer was lost: ${why}` };
}

/** Whether the server does not know the user, or the password is wrong. */
export function isRefusedLogin(thrown: unknown): boolean {
  const code = field(thrown, 'code');
  const answer = Number(field(thrown, 'responseCode')) || 535;
  return (code === 'EAUTH' || code === 'ENOAUTH') && answer >= 500;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
