import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../adapters/feeds/parse.ts';
import { CONTENT_TYPES, writeFeed } from '../../../adapters/feeds/write.ts';
import type { WrittenFeed } from '../../../adapters/feeds/write.ts';
import { NOON } from '../../builders/feeds.ts';

const FEED: WrittenFeed = {
  title: 'El País & “others”',
  link: 'https://example.org/',
  self: 'https://example.org/feed',
  lang: 'es',
  items: [
    {
      id: 'https://example.org/2?a=1&b=2',
      url: 'https://example.org/2?a=1&b=2',
      title: 'X, Meta & TikTok: <una> investigación',
      summary: 'Primera frase.',
      content: '<p>Primera frase.</p><p>Segunda &amp; última.</p>',
      publishedAt: NOON,
      authors: ['Ana Pérez'],
      categories: ['Política'],
    },
    { id: 'tag:example.org,2026:1', url: 'https://example.org/1', title: 'Sin resumen', publishedAt: NOON - 60_000 },
  ],
};

describe('writeFeed', () => {
  it.each(['rss', 'atom', 'rdf', 'json'] as const)('writes %s that our own parser reads back', async (format) => {
    const bytes = Buffer.from(writeFeed(format, FEED));

    const parsed = await parseDocument({ bytes, contentType: CONTENT_TYPES[format], url: FEED.self });

    expect(parsed).toMatchObject({ format, title: 'El País & “others”', problems: [] });
    expect(parsed.items).toMatchObject([
      {
        id: 'https://example.org/2?a=1&b=2',
        url: 'https://example.org/2?a=1&b=2',
        title: 'X, Meta & TikTok: <una> investigación',
        text: 'Primera frase. Segunda & última.',
        publishedAt: NOON,
        authors: ['Ana Pérez'],
        categories: ['Política'],
      },
      { id: 'tag:example.org,2026:1', title: 'Sin resumen', text: '', publishedAt: NOON - 60_000 },
    ]);
  });

  it('leaves out what XML cannot hold', async () => {
    const items = [{ id: '1', url: 'https://example.org/1', title: 'a\u0000b\u001b\ud800c' }];

    const parsed = await parseDocument({
      bytes: Buffer.from(writeFeed('rss', { ...FEED, items })),
      contentType: undefined,
      url: undefined,
    });

    expect(parsed.items[0]?.title).toBe('ab\ufffdc');
  });
});
