import { messageOf } from '../../src/errors.ts';
import { languageCode } from '../../src/text/language-code.ts';
import type { ParsedFeed } from '../../src/feeds/item.ts';
import type { FeedDocument } from '../../src/ports.ts';
import { decode, decodePieces } from './decode.ts';
import { channelOf, firstOpinion } from './first-opinion.ts';
import type { Opinion } from './first-opinion.ts';
import { MAX_BYTES } from './limits.ts';
import { textIn } from './node.ts';
import { nothing } from './nothing.ts';
import { MAX_ENTRIES, readTree } from './tree.ts';
import type { Tree } from './tree.ts';
import { wishesOf } from './wishes.ts';

/** Control characters that XML forbids or that nobody means; tab, line feed and carriage return are not among them. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]/g;
const WINDOWS = 'text/plain; charset=windows-1252';
const HEAD_CHARS = 2_000;
const TOO_LARGE = 'the document is larger than 10 MB; the rest is not read';
const OWN_ENTITIES = 'the document declares entities of its own, which are not expanded';
/**
 * Reads a feed document of any kind and quality: decode, repair, parse, normalise, clean.
 * rss-parser is asked first; feedsmith where that throws or finds no entry though the text seems to have one.
 * Never throws: what cannot be read is a problem in the answer.
 */
export async function parseDocument(document: FeedDocument): Promise<ParsedFeed> {
  const whole = document.bytes.length <= MAX_BYTES;
  const { pieces, encoding } = decodePieces(
    whole ? document.bytes : document.bytes.subarray(0, MAX_BYTES),
    document.contentType,
  );
  try {
    const parsed = await parsePieces(pieces.map(repaired), encoding, document.url);
    return whole ? parsed : { ...parsed, problems: [TOO_LARGE, ...parsed.problems] };
  } catch (thrown) {
    return nothing(encoding, `the document cannot be read: ${messageOf(thrown).slice(0, 200)}`);
  }
}

/** Without control characters; those of C1 become what windows-1252 has in their place, which is what was meant. */
function repaired(raw: string): string {
  if (raw.search(CONTROLS) < 0) return raw;
  return raw.replace(CONTROLS, (control) =>
    control < '\u0080' || control > '\u009f' ? '' : decode(Uint8Array.of(control.charCodeAt(0)), WINDOWS).text,
  );
}

async function parsePieces(pieces: readonly string[], encoding: string, url: string | undefined): Promise<ParsedFeed> {
  const [head = ''] = pieces;
  if (looksLikeJson(head)) {
    // Seldom needed, and what checks its shape takes memory: a worker starts without it.
    const { readJsonFeed } = await import('./json-feed.ts');
    return readJsonFeed(pieces.join(''), encoding, url);
  }
  const markup = fromFirstTag(pieces);
  if (markup.length === 0)
    return nothing(
      encoding,
      pieces.every((piece) => piece.trim() === '') ? 'the document is empty' : 'the document is neither XML nor JSON',
    );
  if (isWebPage(markup))
    return nothing(encoding, 'the document is a web page (HTML), not a feed; look there for the address of its feed');
  const tree = readTree(markup, url);
  const opinion = await opinionOf(tree, markup, url);
  if (opinion === undefined)
    return nothing(encoding, tree.problems[0] ?? 'the document is XML but no feed that we know');
  const channel = channelOf(tree);
  return {
    format: opinion.format,
    encoding,
    title: opinion.title,
    lang: languageCode(textIn(channel, 'language', 'dc:language')) ?? languageCode(tree.root?.attributes['xml:lang']),
    ...wishesOf(channel),
    items: opinion.items,
    problems: tree.declaresEntities ? [...tree.problems, OWN_ENTITIES] : tree.problems,
  };
}

async function opinionOf(tree: Tree, pieces: readonly string[], url: string | undefined): Promise<Opinion | undefined> {
  const isFeed =
    tree.entries.length > 0 || ['rss', 'feed', 'rdf:rdf', 'channel', 'urlset'].includes(tree.root?.name ?? '');
  const first = isFeed ? await firstOpinion(tree, url).catch(() => undefined) : undefined;
  // What the caps cut short is hostile, and feedsmith has none.
  const settled = (first?.items.length ?? 0) > 0 || tree.capped || !hasEntry(pieces);
  if (settled) return first;
  try {
    // Seldom needed and slow to load: a worker starts without it.
    const { secondOpinion } = await import('./second-opinion.ts');
    return secondOpinion(pieces.join(''), url, MAX_ENTRIES);
  } catch {
    return first;
  }
}

const hasEntry = (pieces: readonly string[]): boolean =>
  pieces.some((piece) => piece.includes('<item') || piece.includes('<entry'));

/** Whether a text can only be JSON. */
function looksLikeJson(text: string): boolean {
  return /^\s{0,1000}[{[]/.test(text.slice(0, 1_001));
}

/** Without what stands before the first tag; empty where there is none. */
function fromFirstTag(pieces: readonly string[]): readonly string[] {
  const first = pieces.findIndex((piece) => piece.includes('<'));
  if (first < 0) return [];
  const [head = '', ...rest] = pieces.slice(first);
  return [head.slice(head.indexOf('<')), ...rest];
}

function isWebPage([first = '', second = '']: readonly string[]): boolean {
  const head = `${first.slice(0, HEAD_CHARS)}${second.slice(0, HEAD_CHARS)}`.slice(0, HEAD_CHARS).toLowerCase();
  const page = head.includes('<html') || head.includes('<!doctype html');
  return (
    page &&
    !head.includes('<rss') &&
    !head.includes('<feed') &&
    !head.includes('<rdf:rdf') &&
    !head.includes('<channel')
  );
}
