import { isCalendarWord } from './calendar-words.ts';
import { fold } from './fold.ts';

/** Endings after which a full stop does not end a sentence. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof st no art nr bzw etc vs sr sra srta d dª núm pág ee uu z.b u.a ca jr inc ltd co corp gen col rep sen gov u.s u.k e.g i.e v m mme mlle s.a dott sig on bl.a t.ex f.eks kl osv tj např resp tzv tzn mj stb ún π.χ δηλ'.split(
    ' ',
  ),
);
const ENDS = new Set(['.', '!', '?', '…']);
const CLOSERS = new Set(['"', "'", '”', '’', '»', ')', ']']);

/**
 * Splits plain text into its sentences, as they stand, trimmed.
 * A full stop inside a number, after an initial, a common abbreviation or the day of a date (`5. Mai`) ends none.
 * Linear in the text's length.
 */
export function sentences(text: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!ENDS.has(text.charAt(at))) continue;
    let end = at + 1;
    while (end < text.length && (ENDS.has(text.charAt(end)) || CLOSERS.has(text.charAt(end)))) end++;
    if (end < text.length && !isSpace(text.charAt(end))) continue;
    if (text.charAt(at) === '.' && end === at + 1 && (isAbbreviated(text, from, at) || isOrdinal(text, at))) continue;
    found.push(text.slice(from, end).trim());
    from = end;
    at = end - 1;
  }
  found.push(text.slice(from).trim());
  return found.filter((sentence) => sentence !== '');
}

function isAbbreviated(text: string, from: number, dot: number): boolean {
  let start = dot;
  while (start > from && !isSpace(text.charAt(start - 1))) start--;
  const word = text.slice(start, dot);
  if (word.length > 6) return false;
  const isInitial = word.length === 1 && word !== word.toLowerCase();
  return isInitial || ABBREVIATIONS.has(word.toLowerCase());
}

/** `am 5. Mai`, `12. 3. 2026`, `der 2. und der 3. Tag`: a figure of one or two digits, and the sentence goes on behind it. */
function isOrdinal(text: string, dot: number): boolean {
  if (!/(^|\s)\d{1,2}$/.test(text.slice(Math.max(0, dot - 3), dot))) return false;
  const [next = ''] = /^[\p{L}\d]+/u.exec(text.slice(dot + 1, dot + 1 + LONGEST_WORD).trimStart()) ?? [];
  return next !== '' && (next === next.toLowerCase() || isCalendarWord(fold(next)));
}

const LONGEST_WORD = 20;

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\u00a0' || char === '\r';
}
