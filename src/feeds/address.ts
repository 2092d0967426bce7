import type { FeedItem } from './item.ts';

/** Fewer words are a section or a person's name, not a headline. */
const LEAST_WORDS = 3;
const LEAST_LETTERS = 2 * LEAST_WORDS - 1;
const BETWEEN = /[-_.,+~ ]+/;
const WORD = /^\p{L}+$/u;
const SHORT_FIGURE = /^\d{1,3}$/;
/** The outlet's own numbering. */
const LONG_FIGURE = /^\d{5,}$/;
const ENDING = /\.[a-z]{2,6}$/i;
/** What it is called there: `arid_4084702`, `li.3368576`. */
const LONGEST_LABEL = 4;

/**
 * The headline that an item's address keeps, as words with capitals; empty where the address has none.
 * Outlets that carry an agency's text write headlines of their own over it, but their addresses often keep the agency's.
 */
export function addressWords({ url, lang }: FeedItem): string {
  let best: readonly string[] = [];
  let most = LEAST_WORDS - 1;
  for (const segment of pathOf(url).split('/')) {
    // Most parts of a path are too short to be looked at closer.
    if (segment.length < LEAST_LETTERS) continue;
    const words = wordsOf(segment);
    const letters = words.filter((word) => WORD.test(word)).length;
    if (letters <= most) continue;
    best = words;
    most = letters;
  }
  return best.map((word) => capital(lang === 'de' ? withUmlauts(word) : word)).join(' ');
}

function wordsOf(segment: string): readonly string[] {
  const parts = segment.replace(ENDING, '').split(BETWEEN);
  const isNumbered = LONG_FIGURE.test(parts.at(-1) ?? '') && (parts.at(-2) ?? '').length <= LONGEST_LABEL;
  return (isNumbered ? parts.slice(0, -2) : parts).filter((part) => WORD.test(part) || SHORT_FIGURE.test(part));
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

/** Places are known by their capitals, which addresses do not write. */
function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
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
