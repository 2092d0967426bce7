/** Endings after which a full stop does not end a sentence. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof st no art nr bzw etc vs sr sra srta d dª núm pág ee uu z.b u.a ca jr inc ltd co corp gen col rep sen gov u.s u.k e.g i.e v m mme mlle s.a dott sig on'.split(
    ' ',
  ),
);
const ENDS = new Set(['.', '!', '?', '…']);
const CLOSERS = new Set(['"', "'", '”', '’', '»', ')', ']']);

/**
 * Splits plain text into its sentences, as they stand, trimmed.
 * A full stop inside a number, after an initial or after a common abbreviation ends none. Linear in the text's length.
 */
export function sentences(text: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!ENDS.has(text.charAt(at))) continue;
    let end = at + 1;
    while (end < text.length && (ENDS.has(text.charAt(end)) || CLOSERS.has(text.charAt(end)))) end++;
    if (end < text.length && !isSpace(text.charAt(end))) continue;
    if (text.charAt(at) === '.' && end === at + 1 && isAbbreviated(text, from, at)) continue;
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

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\u00a0' || char === '\r';
}
