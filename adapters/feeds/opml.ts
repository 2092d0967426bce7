import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import { UserError } from '../../src/errors.ts';
import { hostOf } from '../../src/feeds/url.ts';
import type { Feed, Tier } from '../../src/feeds/feed.ts';
import { id } from '../../src/ids.ts';
import { languageCode } from '../../src/text/language-code.ts';
import { MINUTE_MS } from '../../src/time.ts';

const TIERS: readonly Tier[] = ['authority', 'agency', 'national', 'other'];
const DEFAULT_EVERY_MS = 15 * MINUTE_MS;

/**
 * Reads the feeds of an OPML list, folders flattened, each address once, in the order of the list.
 * Tier, country, language and interval are read where `writeOpml` or another program left them.
 * Throws a UserError where there is no feed in it.
 */
export function readOpml(text: string, name: string): readonly Feed[] {
  const feeds = new Map<string, Feed>();
  const parser = new Parser(
    {
      onopentag: (element, attributes) => {
        const feed = element === 'outline' ? feedOf(attributes) : undefined;
        if (feed !== undefined && !feeds.has(feed.url)) feeds.set(feed.url, feed);
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: false },
  );
  parser.end(text);
  if (feeds.size > 0) return [...feeds.values()];
  throw new UserError(`${name} lists no feed; expected OPML with <outline xmlUrl="https://…"/>`, {
    hint: 'Export the list of feeds from your reader as OPML and give that file.',
  });
}

function feedOf(attributes: Readonly<Record<string, string>>): Feed | undefined {
  const read = (key: string): string => decodeHTMLStrict(attributes[key] ?? '').trim();
  const url = read('xmlurl');
  if (!/^https?:\/\//i.test(url)) return undefined;
  const tier = read('tier');
  const every = Number(read('everyminutes'));
  return {
    url: id(url),
    name: read('title') || read('text') || hostOf(url),
    lang: languageCode(read('language')),
    country: /^[a-z]{2}$/i.test(read('country')) ? read('country').toUpperCase() : undefined,
    tier: TIERS.find((known) => known === tier) ?? 'other',
    everyMs: every > 0 ? every * MINUTE_MS : DEFAULT_EVERY_MS,
  };
}

/** Writes feeds as OPML 2.0; `readOpml` gives the same feeds back. */
export function writeOpml(feeds: readonly Feed[], title: string): string {
  const outlines = feeds.map((feed) => {
    const attributes: readonly (readonly [string, string | undefined])[] = [
      ['type', 'rss'],
      ['text', feed.name],
      ['title', feed.name],
      ['xmlUrl', feed.url],
      ['language', feed.lang],
      ['country', feed.country],
      ['tier', feed.tier],
      ['everyMinutes', String(feed.everyMs / MINUTE_MS)],
    ];
    const written = attributes.flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}="${escapeAttribute(value)}"`],
    );
    return `    <outline ${written.join(' ')}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escapeAttribute(title)}</title></head>`,
    '  <body>',
    ...outlines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function escapeAttribute(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
