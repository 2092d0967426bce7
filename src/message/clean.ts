/** Controls of writing direction: they let a headline show other words than it holds. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Characters that take no room: fillers, soft hyphens, format controls, noncharacters, the tag block. */
const UNSEEN =
  /\u034F|\u17B4|\u17B5|\u180B|\u180C|\u180D|\u180E|\u180F|[\u00AD\u115F\u1160\u200B\u2060-\u2065\u206A-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE\uFFFF\uFDD0-\uFDEF\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/u;
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/u;
/** White space that parts words although it is a control or ends a line. */
const BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]/u;
const SPACE = /[\p{Zs}]/u;
const MARK = /\p{M}/u;
const JOINER = /[\u200C\u200D]/u;
const EMOJI = /\uFE0F|[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u;
/** Scripts whose spelling needs the joiner or the non-joiner. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
/** What belongs to the character before it. */
const MODIFIER = /[\p{M}\p{Emoji_Modifier}]/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Text in which nothing can hide: printable ASCII, Latin letters, common punctuation, single spaces. */
const PLAIN = /^(?! )(?:[!-~\u00A1-\u00AC\u00AE-\u024F\u2010-\u2015\u2018-\u201F\u2026\u20AC]| (?! |$))*$/u;

/** Marks without a letter of their own would pile up on whatever is shown before them. */
const LEADING = /^[\s\p{M}]+/u;

const MARKS_IN_A_ROW = 3;
/** A family of four has three joiners; longer chains only make one character of a whole headline. */
const JOINERS_IN_A_ROW = 4;
/** Longer than any escape sequence a terminal knows. */
const LONGEST_SEQUENCE = 32;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Makes text from strangers harmless to show: one line, well-formed, NFC, without controls, hidden characters or piles of marks.
 * Legitimate text in any script comes back unchanged. Linear in the length.
 */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return capMarks(visible(text).normalize('NFC')).replace(LEADING, '').trimEnd();
}

/** A title that can be clicked: the cleaned line, or `(untitled)` where nothing of it would be seen. */
export function cleanTitle(text: string): string {
  const line = cleanLine(text);
  return SEEN.test(line) ? line : '(untitled)';
}

/**
 * Shortens text to `max` between two characters as a reader counts them, and says so with `…`.
 * `cost` is what a piece takes up once it is escaped; by default its UTF-16 length.
 */
export function cut(text: string, max: number, cost: (piece: string) => number = lengthOf): string {
  if (text.length <= max && cost(text) <= max) return text;
  const room = max - cost('…');
  if (room < 0) return '';
  return `${within(text, room, cost)}…`;
}

/** The address, normalised, if it may be shown as a link: http or https, a dotted host, no user name, nothing hidden; otherwise undefined. */
export function safeLink(address: string): string | undefined {
  const text = address.trim();
  if (text.length > LONGEST_LINK || /[\s<>"\\^`{}]/u.test(text)) return undefined;
  if (CONTROL.test(text) || BIDI.test(text) || UNSEEN.test(text) || JOINER.test(text)) return undefined;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (url.username !== '' || url.password !== '' || !isDotted(url.hostname)) return undefined;
  const href = url.href.replace(/[()|']/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return href.length <= LONGEST_LINK ? href : undefined;
}

/** The host of a link as it stands in the link: punycode stays punycode. Empty for what is no link. */
export function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).hostname : '';
}

/** Discord refuses longer addresses, Slack from 3,000. */
const LONGEST_LINK = 2_000;

function isDotted(host: string): boolean {
  const labels = host.split('.');
  return host.length <= 253 && labels.length > 1 && labels.every((label) => /^[a-z0-9_-]{1,63}$/i.test(label));
}

function lengthOf(text: string): number {
  return text.length;
}

function within(text: string, room: number, cost: (piece: string) => number): string {
  let spent = 0;
  let end = 0;
  for (const { segment } of graphemes.segment(text)) {
    spent += cost(segment);
    if (spent > room) break;
    end += segment.length;
  }
  return text.slice(0, end).trimEnd();
}

/** Drops what cannot be seen or should not act, and folds white space; well-formed, not yet normalised. */
function visible(text: string): string {
  const points = Array.from(text.toWellFormed());
  const kept: string[] = [];
  let joiners = 0;
  let marks = 0;
  for (let at = 0; at < points.length; at++) {
    const point = points[at] ?? '';
    const last = kept.at(-1) ?? ' ';
    if (point === '\u001B' || point === '\u009B') {
      at = sequenceEnd(points, at);
    } else if (BREAK.test(point) || SPACE.test(point)) {
      if (!SPACE.test(last)) kept.push(BREAK.test(point) ? ' ' : point);
    } else if (JOINER.test(point)) {
      if (joiners < JOINERS_IN_A_ROW && joins(point, last, points[at + 1] ?? '')) {
        kept.push(point);
        joiners++;
      }
      continue;
    } else if (!CONTROL.test(point) && !BIDI.test(point) && !UNSEEN.test(point)) {
      // Marks are capped before NFC too: sorting a very long run of them is quadratic.
      marks = MARK.test(point) ? marks + 1 : 0;
      if (marks <= MARKS_IN_A_ROW) kept.push(point);
    }
    if (!JOINER.test(last) && !MODIFIER.test(point)) joiners = 0;
  }
  return kept.join('');
}

function joins(joiner: string, before: string, after: string): boolean {
  if (joiner === '\u200D' && EMOJI.test(before) && EMOJI.test(after)) return true;
  return JOINING.test(before) && (JOINING.test(after) || after === '' || SPACE.test(after));
}

/** The index of the last character of a terminal's escape sequence that starts at `at`. */
function sequenceEnd(points: readonly string[], at: number): number {
  let next = at + 1;
  if (points[at] === '\u001B') {
    if (points[next] !== '[') return at;
    next++;
  }
  for (let end = next; end < points.length && end - at < LONGEST_SEQUENCE; end++) {
    const point = points[end] ?? '';
    if (/[@-~]/.test(point)) return end;
    if (!/[ -?]/.test(point)) return at;
  }
  return at;
}

function capMarks(text: string): string {
  return text.replace(/\p{M}{4,}/gu, (run) => Array.from(run).slice(0, MARKS_IN_A_ROW).join(''));
}
