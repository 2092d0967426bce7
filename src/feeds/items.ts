import { foldSpace, htmlToText } from '../text/html.ts';
import { languageCode } from '../text/language-code.ts';
import { languageOf } from '../text/language.ts';
import type { Instant } from '../time.ts';
import type { Feed } from './feed.ts';
import { itemId, itemKeys } from './identity.ts';
import type { FeedItem, ParsedFeed, ParsedItem } from './item.ts';
import { clearlySpeaks } from './little-words.ts';
import { hostOf, type Page, pageOf } from './url.ts';

const MAX_ITEMS = 2_000;
const MAX_SUMMARY = 1_500;
const MAX_TITLE = 300;
/** An entry without a title is called by its first words. */
const BORROWED_TITLE = 120;
/** No feed is older than this (1995-01-01): an earlier date is a clock that was never set. */
const EARLIEST = 788_918_400_000;
/** What feed software appends to a summary in place of news. */
const SIGNATURE = /\s*The post .{1,300} (?:appeared first|first appeared) on .{1,100}$/;
const TEASER =
  /\s*(?:\[…\]|\[\.\.\.\]|Continue reading.{0,60}|Read more\.{0,3}|Leer más\.{0,3}|Seguir leyendo\.{0,3}|Lire la suite\.{0,3}|Weiterlesen\.{0,3})$/i;
const SIGNATURE_CHARS = 480;
const TEASER_CHARS = 80;

/**
 * Makes items of a parsed document: known by the identity ladder, dated no later than `now`, each once, oldest first.
 * An undated entry keeps no date, and so counts from when it was first seen. Entries without any words are left out.
 */
export function toItems(parsed: ParsedFeed, feed: Feed, now: Instant): readonly FeedItem[] {
  const entries = parsed.items.slice(0, MAX_ITEMS);
  const pages = entries.map(({ url }) => pageOf(url));
  const shared = sharedPages(entries, pages);
  const outlet = outletOf(parsed, feed);
  const seen = new Set<string>();
  const items: FeedItem[] = [];
  for (const [at, entry] of entries.entries()) {
    const page = pages[at] ?? pageOf(entry.url);
    const item = toItem(entry, page, { isShared: shared.has(page.key), outlet, lang: parsed.lang, feed, now });
    if (item === undefined || item.keys.some((key) => seen.has(key))) continue;
    for (const key of item.keys) seen.add(key);
    items.push(item);
  }
  // Feeds list the newest first: turned round, undated entries come in their order of appearance.
  return items.reverse().sort((a, b) => (a.publishedAt ?? now) - (b.publishedAt ?? now));
}

/**
 * Pages that several entries of different titles point to: a gazette's day, a live blog, the front page.
 * The address of such a page is nobody's identity.
 */
function sharedPages(entries: readonly ParsedItem[], pages: readonly Page[]): ReadonlySet<string> {
  const titleOf = new Map<string, string>();
  const shared = new Set<string>();
  for (const [at, { title }] of entries.entries()) {
    const page = pages[at]?.key ?? '';
    const known = titleOf.get(page);
    if (known === undefined) titleOf.set(page, title);
    else if (known !== title) shared.add(page);
  }
  return shared;
}

/** Where an entry stands. */
interface Place {
  /** Whether other entries have the same page. */
  readonly isShared: boolean;
  readonly outlet: Outlet;
  /** Of the whole document. */
  readonly lang: string | undefined;
  readonly feed: Feed;
  readonly now: Instant;
}

function toItem(entry: ParsedItem, page: Page, { isShared, outlet, lang, feed, now }: Place): FeedItem | undefined {
  const text = summaryOf(entry);
  const headline = cut(foldSpace(entry.title), MAX_TITLE) || cut(text, BORROWED_TITLE);
  if (headline === '') return undefined;
  const { title, source } = named(headline, outlet);
  const publishedAt = dateOf(entry.publishedAt ?? entry.updatedAt, now);
  const keys = itemKeys({
    guid: !isShared || entry.id !== entry.url ? entry.id : '',
    page: isShared ? undefined : page,
    title,
    source,
    feedUrl: feed.url,
    publishedAt,
  });
  // A summary that only says the title again, or the title and the outlet, is none.
  const summary = text.startsWith(title) && text.length <= title.length + source.length + 3 ? '' : text;
  return {
    id: itemId(keys),
    keys,
    feed: feed.url,
    source,
    tier: feed.tier,
    url: page.url,
    title,
    summary,
    lang: spoken(`${title}. ${summary}`, entry.lang ?? feed.lang ?? lang),
    country: feed.country,
    publishedAt,
    firstSeenAt: now,
  };
}

/** By little words where they will do: by its letters, the language of a text would cost as much as all else of it. */
function spoken(text: string, prior: string | undefined): string {
  const lang = languageCode(prior);
  return lang !== undefined && clearlySpeaks(text, lang) ? lang : languageOf(text, prior);
}

function dateOf(date: Instant | undefined, now: Instant): Instant | undefined {
  return date === undefined || date < EARLIEST ? undefined : Math.min(date, now);
}

function summaryOf(entry: ParsedItem): string {
  const text =
    cut(entry.summary === '' ? entry.text : htmlToText(entry.summary), MAX_SUMMARY) || cut(entry.text, MAX_SUMMARY);
  const unsigned = text.includes('The post ') ? withoutEnd(text, SIGNATURE, SIGNATURE_CHARS) : text;
  return withoutEnd(unsigned, TEASER, TEASER_CHARS);
}

/** Only the last characters are looked at, so that a long text costs no more than a short one. */
function withoutEnd(text: string, ending: RegExp, chars: number): string {
  const head = text.slice(0, -chars);
  return head + text.slice(head.length).replace(ending, '');
}

interface Outlet {
  readonly name: string;
  /** A search feed of Google News names the outlet at the end of each title; other feeds are their own source. */
  readonly isNamedInTitles: boolean;
}

function outletOf(parsed: ParsedFeed, feed: Feed): Outlet {
  const host = hostOf(feed.url);
  return {
    name: feed.name.trim() || foldSpace(parsed.title) || host,
    isNamedInTitles: host === 'news.google.com',
  };
}

function named(headline: string, outlet: Outlet): { readonly title: string; readonly source: string } {
  const at = outlet.isNamedInTitles ? headline.lastIndexOf(' - ') : -1;
  if (at <= 0) return { title: headline, source: outlet.name };
  return { title: headline.slice(0, at), source: headline.slice(at + ' - '.length) };
}

/** Cuts at the last space within `max` characters; never inside a surrogate pair. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const space = text.lastIndexOf(' ', max - 1);
  return `${text.slice(0, space > max / 2 ? space : max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
