import { describe, expect, it } from 'vitest';
import { canonicalUrl, hostOf, urlKey } from '../../src/feeds/url.ts';

describe('canonicalUrl', () => {
  it.each([
    ['https://example.org/a?utm_source=rss&id=3&fbclid=x#top', 'https://example.org/a?id=3'],
    ['https://example.org/a?at_medium=RSS&at_campaign=KARANGA', 'https://example.org/a'],
    ['https://example.org/a?ref=rss', 'https://example.org/a'],
    ['https://example.org/a?ref=minister', 'https://example.org/a?ref=minister'],
    ['https://example.org/amp/nacional/x/1', 'https://example.org/nacional/x/1'],
    ['https://example.org/x/amp/', 'https://example.org/x'],
    ['https://example.org/x.amp.html', 'https://example.org/x.html'],
    ['https://amp.example.org/x', 'https://example.org/x'],
    ['https://www-example-org.cdn.ampproject.org/c/s/www.example.org/x/amp', 'https://www.example.org/x'],
    ['https://www.google.com/amp/s/www.example.org/x', 'https://www.example.org/x'],
    [
      'https://www.google.com/url?rct=j&sa=t&url=https%3A%2F%2Fexample.org%2Fa%3Futm_source%3Dx&ct=ga',
      'https://example.org/a',
    ],
    ['http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fexample.org%2fa', 'https://example.org/a'],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=1', 'https://example.org/a'],
    ['https://news.google.com/rss/articles/CBMi?oc=5', 'https://news.google.com/rss/articles/CBMi?oc=5'],
    ['  https://EXAMPLE.org:443/a ', 'https://example.org/a'],
    ['https://example.org/camp', 'https://example.org/camp'],
    ['https://example.org/amp', 'https://example.org/'],
    ['/relative', '/relative'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
    ['', ''],
  ])('reads %s as %s', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
  });

  it('is its own fixed point', () => {
    const once = canonicalUrl(
      'https://www.google.com/url?url=https%3A%2F%2Fexample.org%2Famp%2Fa%3Fb%3D1%26utm_medium%3Drss',
    );

    expect(canonicalUrl(once)).toBe(once);
  });

  it('unwraps no more than a few wrappers', () => {
    let url = 'https://example.org/a';
    for (let depth = 0; depth < 9; depth++) url = `https://www.google.com/url?url=${encodeURIComponent(url)}`;

    expect(canonicalUrl(url)).toMatch(/^https:\/\/www\.google\.com\/url/);
  });
});

describe('urlKey', () => {
  it('is equal for twins of one page', () => {
    const twins = [
      'http://www.example.org/a/?b=2&a=1',
      'https://example.org/a?a=1&b=2&utm_source=rss',
      'https://example.org/a/?a=1&b=2#x',
    ];

    expect(new Set(twins.map(urlKey))).toEqual(new Set(['example.org/a?a=1&b=2']));
  });

  it('differs where a parameter that is no tracker differs', () => {
    expect(urlKey('https://example.org/?p=1')).not.toBe(urlKey('https://example.org/?p=2'));
  });
});

describe('hostOf', () => {
  it('is the host without www, and empty for what is no address', () => {
    expect([hostOf('https://www.example.org/a'), hostOf('nonsense')]).toEqual(['example.org', '']);
  });
});
