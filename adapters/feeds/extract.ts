import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { canonicalUrl } from '../../src/feeds/url.ts';
import type { FeedDocument } from '../../src/ports.ts';
import type { Seed } from '../../src/story/story.ts';
import { foldSpace, htmlToText } from '../../src/text/html.ts';
import { languageCode } from '../../src/text/language-code.ts';
import { languageOf } from '../../src/text/language.ts';
import { parseDate } from './dates.ts';
import { charsetOf, decode } from './decode.ts';

/** What a page says, or why it says nothing. */
export type Extracted =
  | { readonly kind: 'article'; readonly seed: Seed }
  | { readonly kind: 'none'; readonly why: string };

/** The few methods of a document that we call. */
interface Page {
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  readonly title: string;
  readonly documentElement: Element;
}
interface Element {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
}

const MAX_CHARS = 3_000_000;
const MAX_ELEMENTS = 30_000;
/** Less text than this is a teaser, a wall or an error page. */
const MIN_CHARS = 250;
const HEAD_BYTES = 4_096;
const WALL =
  /consent|cookie|datenschutz|privacidad|before you continue|antes de continuar|avant de continuer|accept all|aceptar y continuar/i;
const CHECK =
  /just a moment|attention required|are you a robot|access denied|captcha|verifying you are human|enable javascript/i;
const PAYWALL =
  /subscribe to (?:read|continue)|suscr[ií]bete|solo para suscriptores|abonnez-vous|réservé aux abonnés|nur für abonnenten|già abbonato/i;
const DATES = [
  'meta[property="article:published_time"]',
  'meta[name="article:published_time"]',
  'meta[itemprop="datePublished"]',
  'meta[name="date"]',
  'meta[name="DC.date.issued"]',
  'meta[name="pubdate"]',
];

/** Takes an article out of a page. Runs in a worker, since a hostile page may take long. */
export function extractArticle(document: FeedDocument): Extracted {
  const html = textOf(document).slice(0, MAX_CHARS);
  const page: Page = parseHTML(html).document;
  const heading = foldSpace(metaOf(page, 'meta[property="og:title"]') || page.title || '');
  const published = publishedIn(page, html);
  const htmlLang = languageCode(page.documentElement?.getAttribute('lang') ?? undefined);
  // Readability changes the document that it reads, so that everything else is read before.
  const article = new Readability(parseHTML(html).document, { maxElemsToParse: MAX_ELEMENTS }).parse();
  const paragraphs = paragraphsOf(article?.content ?? '', article?.textContent ?? '');
  const length = paragraphs.reduce((sum, text) => sum + text.length, 0);
  if (length < MIN_CHARS)
    return { kind: 'none', why: reasonOf(`${heading} ${htmlToText(html).slice(0, 3_000)}`, document.url ?? '') };
  const title = foldSpace(article?.title ?? '') || heading;
  return {
    kind: 'article',
    seed: {
      title,
      paragraphs,
      lang: languageOf(`${title} ${paragraphs[0] ?? ''}`, htmlLang),
      ...(document.url === undefined ? {} : { url: canonicalUrl(document.url) }),
      ...(published === undefined ? {} : { published }),
    },
  };
}

function textOf({ bytes, contentType }: FeedDocument): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const declared = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})/i.exec(head)?.[1];
  const known = charsetOf(contentType) !== undefined || declared === undefined;
  return decode(bytes, known ? contentType : `text/html; charset=${declared}`).text;
}

function paragraphsOf(content: string, text: string): readonly string[] {
  const page: Page = parseHTML(`<html><body>${content}</body></html>`).document;
  const found = [...page.querySelectorAll('p, li, blockquote, h2, h3')]
    .map(({ textContent }) => foldSpace(textContent ?? ''))
    .filter((paragraph) => paragraph !== '');
  const lines =
    found.length > 0
      ? found
      : text
          .split('\n')
          .map(foldSpace)
          .filter((line) => line !== '');
  return [...new Set(lines)];
}

function publishedIn(page: Page, html: string): number | undefined {
  for (const selector of DATES) {
    const date = parseDate(metaOf(page, selector));
    if (date !== undefined) return date;
  }
  const inData = /"datePublished"\s*:\s*"([^"]{4,40})"/.exec(html)?.[1];
  return parseDate(inData ?? page.querySelector('time[datetime]')?.getAttribute('datetime') ?? '');
}

function metaOf(page: Page, selector: string): string {
  return page.querySelector(selector)?.getAttribute('content') ?? '';
}

function reasonOf(text: string, url: string): string {
  if (CHECK.test(text)) return 'the page asks whether a person is reading';
  if (WALL.test(text) || /consent/i.test(url)) return 'the page shows a consent wall instead of the article';
  if (PAYWALL.test(text)) return 'the article is for subscribers';
  return 'the page has no article text';
}
