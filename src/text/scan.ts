import { addTokens, CAPITAL, IN_TITLE, makeTokens, NUMBER, type Tokens } from './tokens.ts';
import { languageKey, type Vocabulary, type Word, wordAt } from './vocabulary.ts';

/** The tokens of one headline and its summary, with the words that they are. Reused from text to text. */
export interface Scan {
  readonly tokens: Tokens;
  /** By token; undefined for figures. Entries behind `tokens.count` are of an earlier text. */
  readonly words: (Word | undefined)[];
  title: string;
  summary: string;
  lang: string;
  /** How many tokens the headline has; the summary's come after. */
  titleCount: number;
  /** The headline writes most words with a capital: there a capital makes no name. */
  titleCased: boolean;
}

export function makeScan(): Scan {
  return { tokens: makeTokens(), words: [], title: '', summary: '', lang: '', titleCount: 0, titleCased: false };
}

/** Reads title and summary into `scan`: the cheap first pass that every item goes through. Linear. */
export function scanText(scan: Scan, vocabulary: Vocabulary, title: string, summary: string, lang: string): void {
  const { tokens } = scan;
  tokens.count = 0;
  addTokens(tokens, title, IN_TITLE);
  scan.titleCount = tokens.count;
  addTokens(tokens, summary, 0);
  scan.title = title;
  scan.summary = summary;
  scan.lang = lang;
  const key = languageKey(lang);
  for (let index = 0; index < tokens.count; index += 1) {
    if (((tokens.flags[index] ?? 0) & NUMBER) !== 0) {
      scan.words[index] = undefined;
      continue;
    }
    const text = index < scan.titleCount ? title : summary;
    const start = tokens.start[index] ?? 0;
    scan.words[index] = wordAt(
      vocabulary,
      lang,
      key,
      (tokens.hash[index] ?? 0) ^ (tokens.accents[index] ?? 0),
      text,
      start,
      tokens.end[index] ?? 0,
    );
  }
  scan.titleCased = isTitleCased(scan);
}

function isTitleCased(scan: Scan): boolean {
  let counted = 0;
  let capitals = 0;
  for (let index = 1; index < scan.titleCount; index += 1) {
    const flags = scan.tokens.flags[index] ?? 0;
    if ((flags & NUMBER) !== 0 || scan.words[index]?.stop === true) continue;
    counted += 1;
    if ((flags & CAPITAL) !== 0) capitals += 1;
  }
  return counted >= 4 && capitals >= counted * 0.75;
}

/** The text from one token to another of the same part, as written. */
export function textOf(scan: Scan, from: number, to = from): string {
  return partOf(scan, from).slice(scan.tokens.start[from], scan.tokens.end[to]);
}

/** What stands behind a token, up to the next one or the end of its part. */
export function gapAfter(scan: Scan, at: number): string {
  const text = partOf(scan, at);
  const isLast = at + 1 >= scan.tokens.count || at + 1 === scan.titleCount;
  return text.slice(scan.tokens.end[at], isLast ? text.length : scan.tokens.start[at + 1]);
}

/** Up to 30 characters behind a token: a figure's magnitude stands there. */
export function textAfter(scan: Scan, at: number): string {
  const end = scan.tokens.end[at] ?? 0;
  return partOf(scan, at).slice(end, end + 30);
}

function partOf(scan: Scan, at: number): string {
  return at < scan.titleCount ? scan.title : scan.summary;
}
