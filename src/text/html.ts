import { decodeHTML } from 'entities';

/** A tag at a place in a text. */
export interface HtmlTag {
  /** Lower case; empty for comments, declarations and instructions. */
  readonly name: string;
  readonly closing: boolean;
  /** Where the name ends and the attributes begin. */
  readonly nameEnd: number;
  /** The place after the tag. */
  readonly end: number;
}

const BLOCKS = new Set(
  (
    'address article aside audio blockquote br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr img li main nav ol option p picture pre section table tbody td tfoot th thead tr ul video'
  ).split(' '),
);
/** Elements of HTML that stand within a line. */
const ELEMENTS = new Set(
  (
    'a abbr acronym b bdi bdo big blink center cite code data del dfn em font i ins kbd label mark math nobr q rp rt ruby s samp ' +
    'script small span strike strong style sub sup svg time tt u var wbr iframe object embed html body head'
  ).split(' '),
);
/** Elements whose content is not meant for a reader. */
const UNREAD = new Set(['script', 'style', 'template', 'iframe', 'object', 'noembed']);

/**
 * White space that is not one plain space. What begins with one and what begins with another stand apart, and the others
 * are named one by one: by `\s` V8 would take twice the time.
 */
const SPACES = / [\s\u200b]+|[\t-\r\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff][\s\u200b]*/g;
const LESS = 60;
const MORE = 62;
const MAX_NAME = 40;

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Whether an element's content is script or style rather than text. */
export const isUnread = (name: string): boolean => UNREAD.has(name);

/**
 * Makes a function that reads the tag at a `<`, as a browser would: quoted values may hold `>`.
 * undefined where the `<` is text. Called in rising order it is linear over the whole text, also on a hostile one.
 */
export function tagReader(html: string): (at: number) => HtmlTag | undefined {
  const absent = new Set<string>();
  // What is absent after one place is absent after every later one: remembering that keeps unclosed quotes linear.
  const find = (needle: string, from: number): number => {
    if (absent.has(needle)) return -1;
    const found = html.indexOf(needle, from);
    if (found < 0) absent.add(needle);
    return found;
  };
  const nameless = (needle: string, from: number): HtmlTag => {
    const found = find(needle, from);
    return { name: '', closing: false, nameEnd: from, end: found < 0 ? html.length : found + needle.length };
  };
  const endOfTag = (from: number): number => {
    let afterEquals = false;
    for (let at = from; at < html.length; at++) {
      const code = html.charCodeAt(at);
      if (code === MORE) return at + 1;
      if (code === LESS) return at;
      if (afterEquals && (code === 34 || code === 39)) {
        const shut = find(code === 34 ? '"' : "'", at + 1);
        if (shut >= 0) at = shut;
      }
      afterEquals = code === 61 || (afterEquals && code <= 32);
    }
    return html.length;
  };
  return (at) => {
    const closing = html.charCodeAt(at + 1) === 47;
    const nameAt = closing ? at + 2 : at + 1;
    const first = html.charCodeAt(nameAt);
    if (!isLetter(first)) {
      if (html.startsWith('<!--', at)) return nameless('-->', at + 4);
      const declares = first === 33 && (isLetter(html.charCodeAt(nameAt + 1)) || html[nameAt + 1] === '[');
      return declares || first === 63 ? nameless('>', nameAt) : undefined;
    }
    if (find('>', nameAt) < 0) return undefined;
    const nameEnd = endOfName(html, nameAt);
    return { name: html.slice(nameAt, nameEnd).toLowerCase(), closing, nameEnd, end: endOfTag(nameEnd) };
  };
}

function endOfName(html: string, from: number): number {
  let at = from + 1;
  while (at < html.length && at - from < MAX_NAME) {
    const code = html.charCodeAt(at);
    if (code <= 32 || code === 47 || code === MORE || code === LESS) break;
    at++;
  }
  return at;
}

/** The place after the element's end tag, or the text's end where it is never closed. Linear. */
export function skipElement(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() !== name) continue;
    const close = html.indexOf('>', at);
    return close < 0 ? html.length : close + 1;
  }
  return html.length;
}

/** Decodes every entity of HTML, also where the semicolon is missing as browsers allow. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

/** Folds white space, no-break and zero-width spaces included, to single spaces and trims. */
export function foldSpace(text: string): string {
  return text.replace(SPACES, ' ').trim();
}

/**
 * The plain text of HTML in one line: tags gone, entities decoded, white space folded, scripts and styles left out.
 * Text without markup passes unchanged but for white space. Linear in the length.
 */
export function htmlToText(html: string): string {
  return strip(html, () => true);
}

/**
 * The plain text of a headline, which may be HTML or not: only what is an element of HTML counts as markup, so that
 * `Meta & <X>` keeps its brackets. Linear in the length.
 */
export function headlineToText(headline: string): string {
  return strip(headline, ({ name }) => ELEMENTS.has(name) || BLOCKS.has(name));
}

function strip(html: string, isMarkup: (tag: HtmlTag) => boolean): string {
  let at = html.indexOf('<');
  if (at < 0) return foldSpace(decodeEntities(html));
  const tagAt = tagReader(html);
  let text = '';
  let from = 0;
  while (at >= 0) {
    const tag = tagAt(at);
    if (tag === undefined || !isMarkup(tag)) {
      at = html.indexOf('<', tag === undefined ? at + 1 : tag.nameEnd);
      continue;
    }
    text += html.slice(from, at);
    // A superscript set without a space would change a figure: 10<sup>6</sup>.
    if (BLOCKS.has(tag.name) || (tag.name === 'sup' && !tag.closing)) text += ' ';
    from = !tag.closing && UNREAD.has(tag.name) ? skipElement(html, tag.name, tag.end) : tag.end;
    at = html.indexOf('<', from);
  }
  return foldSpace(decodeEntities(text + html.slice(from)));
}
