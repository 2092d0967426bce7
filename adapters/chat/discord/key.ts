import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** The nonce of a key: the same for each attempt, so that Discord answers a repeat with the first message. At most 25 characters are allowed. */
export function nonceOf(key: string): string {
  const digest = createHash('sha256').update(key).digest();
  let bits = 0n;
  for (const byte of digest.subarray(0, 15)) bits = (bits << 8n) | BigInt(byte);
  // 15 bytes are exactly 24 digits of five bits.
  return Array.from({ length: 24 }, (_, at) => ALPHABET[Number((bits >> BigInt(115 - 5 * at)) & 31n)]).join('');
}

/** What the footer shows of a key: short enough to be overlooked, long enough to be found again. */
export function markOf(key: string): string {
  return nonceOf(key).slice(0, 12);
}

/** A root's receipt: its message, which is also its thread, and the mark that an amendment keeps in the footer. */
export interface RootReceipt {
  readonly message: string;
  readonly mark: string | undefined;
}

export function writeReceipt(message: string, mark: string): string {
  return `${message}/${mark}`;
}

export function readReceipt(receipt: string): RootReceipt {
  const [message = '', mark] = receipt.split('/');
  return { message, mark };
}

/** Discord's ids begin with the milliseconds since 2015: the smallest id of an instant. */
export function snowflakeAt(instant: number): string {
  return String(BigInt(Math.max(0, Math.floor(instant) - 1_420_070_400_000)) << 22n);
}
