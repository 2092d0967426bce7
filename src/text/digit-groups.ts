import { DIGIT, kindOf, MARK, OTHER } from './fold.ts';

const GROUP = 3;
/** A blank, one that does not break, a thin one and a narrow one. */
const BLANKS: ReadonlySet<number> = new Set(Array.from(' \u00a0\u2009\u202f', (blank) => blank.charCodeAt(0)));

/**
 * Where a figure ends that goes on behind blanks with groups of three digits, as most of Europe writes it: `12 000`. The
 * first group stands from `from` up to `to`; `to` itself where none follows.
 */
export function endOfGroups(text: string, from: number, to: number): number {
  let end = to;
  if (to - from <= GROUP) while (isGroupBehind(text, end)) end += 1 + GROUP;
  return end;
}

function isGroupBehind(text: string, at: number): boolean {
  if (!BLANKS.has(text.charCodeAt(at)) || !isDigit(text, at - 1)) return false;
  const end = at + 1 + GROUP;
  for (let digit = at + 1; digit < end; digit += 1) if (!isDigit(text, digit)) return false;
  const behind = kindOf(text.charCodeAt(end));
  return behind === OTHER || behind === MARK;
}

const isDigit = (text: string, at: number): boolean => kindOf(text.charCodeAt(at)) === DIGIT;
