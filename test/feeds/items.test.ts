import { describe, expect, it } from 'vitest';
import { toItems } from '../../src/feeds/items.ts';
import type { ParsedItem } from '../../src/feeds/item.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { aFeed, aParsedFeed, aParsedItem, NOON, titles } from '../builders/feeds.ts';

const read = (...items: readonly ParsedItem[]): ReturnType<typeof toItems> =>
  toItems(aParsedFeed({ items }), aFeed(), NOON);
const distinct = (n: number, over: Partial<ParsedItem> = {}): ParsedItem =>
  aParsedItem({ id: `id-${n}`, url: `https://example.org/${n}`, title: `Number ${n} of the articles today`, ...over });

describe('toItems', () => {
  it('carries what the feed is configured with', () => {
    const [item] = toItems(aParsedFeed(), aFeed({ name: 'El País', tier: 'agency', country: 'ES', lang: 'en' }), NOON);

    expect(item).toMatchObject({
      source: 'El País',
      tier: 'agency',
      country: 'ES',
      lang: 'en',
      url: 'https://example.org/1',
      title: 'Spain asks prosecutors to examine the platforms',
      summary: 'The government wants to know.',
      publishedAt: NOON,
      firstSeenAt: NOON,
    });
  });

  it('puts the newest last, undated entries in the order in which the feed grew', () => {
    const items = read(
      distinct(5, { publishedAt: NOON - HOUR_MS }),
      distinct(4, { publishedAt: NOON - DAY_MS }),
      distinct(3, { publishedAt: undefined }),
      distinct(2, { publishedAt: undefined }),
    );

    expect(titles(items)).toEqual([4, 5, 2, 3].map((n) => `Number ${n} of the articles today`));
  });

  it('clamps a date of the future to now, and drops one from before there were feeds', () => {
    const [old, future] = read(distinct(1, { publishedAt: NOON + DAY_MS }), distinct(2, { publishedAt: 0 })).toSorted(
      (a, b) => (a.publishedAt ?? 0) - (b.publishedAt ?? 0),
    );

    expect([old?.publishedAt, future?.publishedAt]).toEqual([undefined, NOON]);
  });

  it('gives an article one id whatever feed carried it, whatever its guid and date', () => {
    const [here] = read(aParsedItem({ id: 'a', url: 'http://www.example.org/x?utm_source=rss' }));
    const [there] = toItems(
      aParsedFeed({ items: [aParsedItem({ id: 'b', url: 'https://example.org/x/', publishedAt: NOON - DAY_MS })] }),
      aFeed({ url: 'https://other.example/atom', name: 'Other' }),
      NOON + HOUR_MS,
    );

    expect(there?.id).toBe(here?.id);
  });

  it('keeps one of two entries that are the same article', () => {
    expect(read(aParsedItem({ id: 'a' }), aParsedItem({ id: 'b' }))).toHaveLength(1);
  });

  it('keeps entries apart that share a page, by their guid or their title', () => {
    const page = 'https://example.org/gazette/2026-02-17';
    const items = read(
      aParsedItem({ id: 'a', url: `${page}#1`, title: 'Order of the first ministry' }),
      aParsedItem({ id: 'b', url: `${page}#2`, title: 'Order of the second ministry' }),
      aParsedItem({ id: page, url: page, title: 'Order of the third ministry today' }),
      aParsedItem({ id: 'd', url: 'https://example.org/', title: 'First on the front page today' }),
      aParsedItem({ id: 'e', url: 'https://example.org/', title: 'First on the front page today ' }),
    );

    expect(new Set(items.map(({ id }) => id)).size).toBe(4);
  });

  it('names an entry without a title by its first words, and leaves one without any words out', () => {
    const untitled = distinct(1, { title: '', summary: '', text: `${'word '.repeat(40)}end` });
    const items = read(untitled, distinct(2, { title: '', summary: '', text: '' }));

    expect(titles(items)).toEqual([`${'word '.repeat(24).trim()}…`]);
  });

  it('leaves out of the summary what repeats the title and what the software appends', () => {
    const items = read(
      distinct(1, { title: 'The same words', summary: 'The same words' }),
      distinct(2, { summary: 'News. The post Number 2 appeared first on The Example.' }),
    );

    expect(items.map(({ summary }) => summary).toSorted()).toEqual(['', 'News.']);
  });

  it('is called by its title or host where the feed has no name', () => {
    const source = (title: string): string | undefined =>
      toItems(aParsedFeed({ title }), aFeed({ name: '', url: 'https://www.example.org/rss' }), NOON)[0]?.source;

    expect([source('Its title'), source('')]).toEqual(['Its title', 'example.org']);
  });

  it('takes the outlet from the titles of a news search', () => {
    const feed = aFeed({ url: 'https://news.google.com/rss/search?q=x', name: 'Search' });
    const found = aParsedItem({
      title: 'Spain - a probe - El País',
      summary: '<a href="x">Spain - a probe</a>&nbsp;<font>El País</font>',
    });
    const [item] = toItems(aParsedFeed({ items: [found] }), feed, NOON);

    expect(item).toMatchObject({ title: 'Spain - a probe', source: 'El País', summary: '' });
  });

  it('takes at most 2,000 entries', () => {
    expect(read(...Array.from({ length: 2_100 }, (_, n) => distinct(n)))).toHaveLength(2_000);
  });
});
