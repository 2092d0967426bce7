import { DIGIT, kindOf, LOWER, UPPER } from '../text/fold.ts';
import type { FeedItem } from './item.ts';

/** Fewer words are a section or a person's name, not a headline. */
const LEAST_WORDS = 3;
const LEAST_LETTERS = 2 * LEAST_WORDS - 1;
const SEPARATORS: ReadonlySet<number> = new Set(Array.from('-_.,+~ ', (sign) => sign.charCodeAt(0)));
const HYPHEN = 45;
/** So many digits at most are part of what is said, so many at least the outlet's own numbering. */
const SHORT_FIGURE = 3;
const LONG_FIGURE = 5;
const ENDING = /\.[a-z]{2,6}$/i;
/** What it is called there: `arid_4084702`, `li.3368576`. */
const LONGEST_LABEL = 4;

/**
 * The headline that an item's address keeps, as the address writes it but for its numbering, words parted by one sign;
 * empty where the address has none. Outlets that carry an agency's text write headlines of their own over it, but their
 * addresses often keep the agency's.
 */
export function addressText({ url, lang }: Pick<FeedItem, 'url' | 'lang'>): string {
  let best: readonly string[] = [];
  let most = LEAST_WORDS - 1;
  for (const segment of pathOf(url).split('/')) {
    // Most parts of a path are too short to be looked at closer.
    if (segment.length < LEAST_LETTERS) continue;
    const words = wordsOf(segment);
    let letters = 0;
    for (const word of words) if (kindOf(word.charCodeAt(0)) !== DIGIT) letters += 1;
    if (letters <= most) continue;
    best = words;
    most = letters;
  }
  const text = best.join('-');
  return lang === 'de' ? withUmlauts(text) : text;
}

/** The same as words with capitals: places are known by them, and addresses do not write them. */
export function addressWords(item: Pick<FeedItem, 'url' | 'lang'>): string {
  const words = addressText(item).split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

/** The words and short figures of a part of a path; what mixes letters and digits is a number of the outlet's. */
function wordsOf(segment: string): readonly string[] {
  const parts: string[] = [];
  const end = segment.length - (ENDING.exec(segment)?.[0].length ?? 0);
  let from = 0;
  let isWord = true;
  let isFigure = true;
  let label = 0;
  let last = 0;
  let isNumbered = false;
  for (let at = 0; at <= end; at += 1) {
    const code = at < end ? segment.charCodeAt(at) : HYPHEN;
    const kind = kindOf(code);
    if (!SEPARATORS.has(code)) {
      isWord &&= kind === LOWER || kind === UPPER;
      isFigure &&= kind === DIGIT;
      continue;
    }
    const length = at - from;
    if (length > 0 && (isWord || (isFigure && length <= SHORT_FIGURE))) parts.push(segment.slice(from, at));
    isNumbered = isFigure && length >= LONG_FIGURE;
    label = last;
    last = length;
    from = at + 1;
    isWord = true;
    isFigure = true;
  }
  // What it is called there goes with a number at the end: `arid_4084702`.
  return isNumbered && parts.at(-1)?.length === label && label <= LONGEST_LABEL ? parts.slice(0, -1) : parts;
}

/** The path of an address, without reading the rest of it: that would cost more than all else here. */
function pathOf(url: string): string {
  const host = url.indexOf('://');
  const from = host < 0 ? -1 : url.indexOf('/', host + '://'.length);
  if (from < 0) return '';
  const end = url.slice(from).search(/[?#]/);
  const path = end < 0 ? url.slice(from) : url.slice(from, from + end);
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
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
