import { DIGIT, foldCode, kindOf, LOWER, MARK, OTHER, UPPER } from './fold.ts';
import { EMPTY_HASH, hashNext } from './hash.ts';

const GROUP = 3;
const SEPARATORS: ReadonlySet<number> = new Set(Array.from('.,', (sign) => sign.charCodeAt(0)));
/** A blank, one that does not break, a thin one and a narrow one. */
const BLANKS: ReadonlySet<number> = new Set(Array.from(' \u00a0\u2009\u202f', (blank) => blank.charCodeAt(0)));

/**
 * Where a figure ends that begins at `from`: digits and letters, points and commas between digits, up to `length`; and what
 * goes on behind blanks with groups of three digits, as most of Europe writes it, up to `end`: `12 000`.
 */
export function endOfNumber(text: string, from: number, length: number, end: number): number {
  let at = from;
  while (at < length && (isOfNumber(text, at) || (isSeparator(text, at) && isDigit(text, at + 1)))) at += 1;
  if (at - from <= GROUP) while (at < end && isGroupBehind(text, at)) at += 1 + GROUP;
  return at;
}

/** The hash of a figure's digits and letters, whatever parts them. */
export function hashOfNumber(text: string, from: number, to: number): number {
  let hash = EMPTY_HASH;
  for (let at = from; at < to; at += 1) if (isOfNumber(text, at)) hash = hashNext(hash, foldCode(text.charCodeAt(at)));
  return hash;
}

function isOfNumber(text: string, at: number): boolean {
  const kind = kindOf(text.charCodeAt(at));
  return kind === DIGIT || kind === LOWER || kind === UPPER;
}

const isSeparator = (text: string, at: number): boolean => SEPARATORS.has(text.charCodeAt(at));

function isGroupBehind(text: string, at: number): boolean {
  if (!BLANKS.has(text.charCodeAt(at)) || !isDigit(text, at - 1)) return false;
  const end = at + 1 + GROUP;
  for (let digit = at + 1; digit < end; digit += 1) if (!isDigit(text, digit)) return false;
  const behind = kindOf(text.charCodeAt(end));
  return behind === OTHER || behind === MARK;
}

const isDigit = (text: string, at: number): boolean => kindOf(text.charCodeAt(at)) === DIGIT;
