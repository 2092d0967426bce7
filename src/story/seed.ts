import { UserError } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import { isRecord, publishedOf, stringOf } from './seed-fields.ts';
import type { Seed } from './story.ts';

const MAX_TITLE = 200;
const SENTENCE_END = /[.!?…]["”»')]?\s+\S/;

/**
 * Reads a seed: plain text, or JSON `{title, text | summary | lede, url, published, lang}`.
 * In plain text the first line is the title only where it reads as one: one line of at most 200 characters that no
 * second sentence follows. `name` is what a fault calls the source. Throws a UserError where there is nothing to read.
 */
export function parseSeed(text: string, name: string): Seed {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw empty(name);
  const seed = trimmed.startsWith('{') ? fromJson(trimmed, name) : fromPlainText(trimmed);
  if (!/\p{L}{2}/u.test(seed.title + seed.paragraphs.join(' '))) throw empty(name);
  return seed;
}

/** An item as the article that a story starts from. */
export function seedOf({ title, summary, lang, url, publishedAt }: FeedItem): Seed {
  return {
    title,
    paragraphs: summary === '' ? [] : [summary],
    lang,
    ...(url === '' ? {} : { url }),
    ...(publishedAt === undefined ? {} : { published: publishedAt }),
  };
}

function empty(name: string): UserError {
  return new UserError(`${name} has no text to start a story from`, {
    hint: 'Give the text of an article, its headline first, or JSON with a title and a text.',
  });
}

function fromPlainText(text: string): Seed {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = '', ...rest] = lines;
  return readsAsTitle(first) ? { title: first, paragraphs: rest } : { title: '', paragraphs: lines };
}

/** A headline is short, and does not go on after a full stop; one that ends in a full stop is a sentence of the text. */
function readsAsTitle(line: string): boolean {
  return line.length <= MAX_TITLE && !SENTENCE_END.test(line);
}

function fromJson(text: string, name: string): Seed {
  const value = parseJson(text, name);
  const title = stringOf(value['title']);
  const paragraphs =
    [value['text'], value['lede'], value['summary']].map(paragraphsOf).find((list) => list.length > 0) ?? [];
  const published = publishedOf(value['published'], name);
  const lang = stringOf(value['lang']).slice(0, 2).toLowerCase();
  const url = stringOf(value['url']);
  return {
    title,
    paragraphs,
    ...(url === '' ? {} : { url }),
    ...(published === undefined ? {} : { published }),
    ...(lang === '' ? {} : { lang }),
  };
}

function parseJson(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new UserError(`${name} begins like JSON but cannot be read as JSON`, {
      hint: 'Expected {"title": "…", "text": "…"}. Check commas and quotation marks, or give plain text.',
      cause,
    });
  }
  throw new UserError(`${name} is JSON but no object`, { hint: 'Expected {"title": "…", "text": "…"}.' });
}

/** A text is cut at its lines; a list is taken as it is. */
function paragraphsOf(value: unknown): readonly string[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : stringOf(value).split(/\r\n|\r|\n/);
  return parts.map(stringOf).filter((part) => part !== '');
}
