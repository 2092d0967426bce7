import { describe, expect, it } from 'vitest';
import { itemId, itemKeys } from '../../src/feeds/identity.ts';
import type { Identified } from '../../src/feeds/identity.ts';
import { pageOf } from '../../src/feeds/url.ts';
import { DAY_MS } from '../../src/time.ts';
import { NOON } from '../builders/feeds.ts';

const keys = ({
  url = 'https://example.org/a',
  ...over
}: Partial<Identified & { url: string }> = {}): readonly string[] =>
  itemKeys({
    guid: '17',
    page: pageOf(url),
    title: 'Spain asks prosecutors to look',
    source: 'El País',
    feedUrl: 'https://example.org/rss',
    publishedAt: NOON,
    ...over,
  });

describe('itemKeys', () => {
  it('lists guid, address and title with source and day, strongest first', () => {
    expect(keys()).toEqual([
      'g:example.org|17',
      'u:example.org/a',
      't:el país|2026-02-17|spain asks prosecutors to look',
    ]);
  });

  it('holds a short guid within its outlet, and one that is an address everywhere', () => {
    expect(keys({ url: 'https://other.example/a' })[0]).toBe('g:other.example|17');
    expect(keys({ guid: 'http://www.example.org/?p=3' })[0]).toBe('g:example.org?p=3');
  });

  it('still shares a key when the guid, the date or the title changes', () => {
    const before = new Set(keys());
    const after = [
      keys({ guid: '18' }),
      keys({ publishedAt: NOON + DAY_MS }),
      keys({ title: 'Spain asks prosecutors to act' }),
    ];

    for (const changed of after) expect(changed.some((key) => before.has(key))).toBe(true);
  });

  it('does not take a title that recurs for an identity', () => {
    expect(keys({ title: 'Live' })).toEqual(['g:example.org|17', 'u:example.org/a']);
  });

  it('is never empty', () => {
    expect(keys({ guid: '', url: '', title: 'Live', publishedAt: undefined })).toEqual(['t:el país||live']);
  });

  it('keeps long keys short and distinct', () => {
    const long = (end: string): string => keys({ url: `https://example.org/${'x'.repeat(500)}${end}` })[1] ?? '';

    expect(long('a').length).toBeLessThan(40);
    expect(long('a')).not.toBe(long('b'));
  });
});

describe('itemId', () => {
  it('is read from the address, and from the strongest key where there is none', () => {
    expect(itemId(keys())).toBe(itemId(keys({ guid: 'other', title: 'Another title that is long' })));
    expect(itemId(keys({ url: '' }))).not.toBe(itemId(keys({ url: '', guid: 'other' })));
    expect(itemId(keys())).toMatch(/^[0-9a-f]{16}$/);
  });
});
