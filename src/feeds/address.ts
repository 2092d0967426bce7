import { DIGIT, isPlainLetter, kindOf, LOWER, UPPER } from '../text/fold.ts';
import { type Excerpt, NOTHING } from '../text/scan.ts';
import type { FeedItem } from './item.ts';

/** Fewer words are a section or a person's name, not a headline. */
const LEAST_WORDS = 3;
const LEAST_LETTERS = 2 * LEAST_WORDS - 1;
const SEPARATORS: ReadonlySet<number> = new Set(Array.from('-_.,+~ ', (sign) => sign.charCodeAt(0)));
const HYPHEN = 45;
const POINT = 46;
/** The bit by which small letters differ from capitals. */
const TO_SMALL = 32;
const LAST_SIGN = 127;
/** Before the beginning, and not beside it. */
const NOWHERE = -2;
/** So many digits at most are part of what is said, so many at least the outlet's own numbering. */
const SHORT_FIGURE = 3;
const LONG_FIGURE = 5;
const LONGEST_ENDING = '.xxxxxx'.length;
/** What it is called there: `arid_4084702`, `li.3368576`. */
const LONGEST_LABEL = 4;

/**
 * The headline that an item's address keeps, as the address writes it but for its numbering, words parted by one sign;
 * empty where the address has none. Outlets that carry an agency's text write headlines of their own over it, but their
 * addresses often keep the agency's. It is read where it stands, for every item has one.
 */
export function headlineIn({ url, lang }: Pick<FeedItem, 'url' | 'lang'>): Excerpt {
  const from = startOfPath(url);
  if (from < 0) return NOTHING;
  const to = endOfPath(url, from);
  const best = url.includes('%') ? readEscaped(url.slice(from, to)) : readPath(url, from, to);
  return lang === 'de' && best.to > best.from ? wholeOf(withUmlauts(textOf(best))) : best;
}

const textOf = ({ text, from, to }: Excerpt): string => text.slice(from, to);
const wholeOf = (text: string): Excerpt => ({ text, from: 0, to: text.length });

/** The part of a path that says most, from one place up to another. */
function readPath(text: string, start: number, end: number): Excerpt {
  let best = NOTHING;
  let most = LEAST_WORDS - 1;
  for (let from = start; from < end; ) {
    const slash = text.indexOf('/', from);
    const to = slash < 0 || slash > end ? end : slash;
    // Most parts of a path are too short to be looked at closer.
    if (to - from >= LEAST_LETTERS) {
      const said = readPart(text, from, to);
      if (said.words > most) {
        best = said;
        most = said.words;
      }
    }
    from = to + 1;
  }
  return best;
}

function readEscaped(path: string): Excerpt {
  try {
    const text = decodeURIComponent(path);
    return readPath(text, 0, text.length);
  } catch {
    return NOTHING;
  }
}

/** The same as words with capitals: places are known by them, and addresses do not write them. */
export function addressWords(item: Pick<FeedItem, 'url' | 'lang'>): string {
  const words = textOf(headlineIn(item)).split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

interface Said extends Excerpt {
  /** How many of its words are no figures. */
  readonly words: number;
}

/**
 * The words and short figures of a part of a path; what mixes letters and digits is a number of the outlet's.
 * What stands side by side is taken in one piece: every item's address is read.
 */
function readPart(path: string, from: number, to: number): Said {
  const end = to - endingOf(path, from, to);
  let text = '';
  let words = 0;
  let pieceFrom = NOWHERE;
  let pieceTo = NOWHERE;
  let last = NOWHERE;
  let start = from;
  let isWord = true;
  let isFigure = true;
  for (let at = from; at <= end; at += 1) {
    const code = at < end ? path.charCodeAt(at) : HYPHEN;
    if (isPlainLetter(code)) {
      isFigure = false;
      continue;
    }
    if (!isSeparator(code)) {
      const kind = kindOf(code);
      isWord &&= kind === LOWER || kind === UPPER;
      isFigure &&= kind === DIGIT;
      continue;
    }
    const length = at - start;
    if (length > 0 && (isWord || (isFigure && length <= SHORT_FIGURE))) {
      if (start !== pieceTo + 1 || path.charCodeAt(pieceTo) !== HYPHEN) {
        text = joined(text, path.slice(pieceFrom, pieceTo));
        pieceFrom = start;
      }
      last = start;
      pieceTo = at;
      if (isWord) words += 1;
    } else if (isFigure && length >= LONG_FIGURE && at === end && start === pieceTo + 1) {
      // What it is called there goes with a number at the end: `arid_4084702`.
      if (pieceTo - last <= LONGEST_LABEL) {
        pieceTo = Math.max(pieceFrom, last - 1);
        if (kindOf(path.charCodeAt(last)) !== DIGIT) words -= 1;
      }
    }
    start = at + 1;
    isWord = true;
    isFigure = true;
  }
  return text === ''
    ? { text: path, from: pieceFrom, to: pieceTo, words }
    : { ...wholeOf(joined(text, path.slice(pieceFrom, pieceTo))), words };
}

const joined = (text: string, piece: string): string =>
  text === '' || piece === '' ? text + piece : `${text}-${piece}`;

function isSeparator(code: number): boolean {
  return code === HYPHEN || (code < LAST_SIGN && SEPARATORS.has(code));
}

/** How long the ending of a file's name is, with its point: `.html`; 0 for none. */
function endingOf(path: string, from: number, to: number): number {
  for (let at = to - 1; at >= from && to - at <= LONGEST_ENDING; at -= 1) {
    const code = path.charCodeAt(at);
    if (code === POINT) return to - at > 2 ? to - at : 0;
    if (!isPlainLetter(code | TO_SMALL)) return 0;
  }
  return 0;
}

/** Where the path of an address begins; -1 where it has none. To read the rest of it would cost more than all else here. */
function startOfPath(url: string): number {
  const host = url.indexOf('://');
  return host < 0 ? -1 : url.indexOf('/', host + '://'.length);
}

function endOfPath(url: string, from: number): number {
  const query = url.indexOf('?', from);
  const end = query < 0 ? url.length : query;
  const fragment = url.indexOf('#', from);
  return fragment < 0 ? end : Math.min(end, fragment);
}

/** German addresses write `zoelle` for `zölle`; behind a vowel or q (`neue`, `quelle`) the e is one. */
function withUmlauts(word: string): string {
  return word.replace(/(?<![aeiouq])([aou])e/giu, '$1\u0308').normalize('NFC');
}

/** Labels of a host that are no publisher's name: `www.abc.com.py`, `harbour.blogspot.com`. */
const NO_NAME: ReadonlySet<string> = new Set(
  'www co com net org gov ac edu blogspot wordpress substack medium github'.split(' '),
);

/** The publisher behind a host, whatever edition it is: `es.euronews.com` and `pt.euronews.com` are of `euronews`. */
export function houseOf({ url, source }: FeedItem): string {
  const host = URL.canParse(url) ? new URL(url).hostname : source.toLowerCase();
  const labels = host.split('.').slice(0, -1);
  return labels.findLast((label) => !NO_NAME.has(label)) ?? host;
}
