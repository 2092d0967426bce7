import { describe, expect, it } from 'vitest';
import { addressWords, houseOf } from '../../src/feeds/address.ts';
import { anItem } from '../builders/news.ts';

const wordsOf = (url: string, lang = 'en'): string => addressWords(anItem({ url, lang }));

describe('addressWords', () => {
  it('takes the headline from whatever part of the path keeps it, without the outlet’s numbering', () => {
    const headline = 'Council Opens Harbour Inquiry';

    expect(wordsOf('https://a.example/2026/03/02/council-opens-harbour-inquiry/index.html')).toBe(headline);
    expect(wordsOf('https://a.example/news/council-opens-harbour-inquiry-3901592')).toBe(headline);
    expect(wordsOf('https://a.example/council-opens-harbour-inquiry_arid-4084702.html')).toBe(headline);
    expect(wordsOf('https://a.example/council_opens_harbour_inquiry.9ff2a0cb8170ff02')).toBe(headline);
  });

  it('keeps short figures, for they are part of what is said', () => {
    expect(wordsOf('https://a.example/refund-system-ready-in-45-days')).toBe('Refund System Ready In 45 Days');
  });

  it('is empty where an address keeps no headline', () => {
    expect(
      ['', 'no address', 'https://a.example/?p=48095', 'https://a.example/world/europe'].map((url) => wordsOf(url)),
    ).toEqual(['', '', '', '']);
  });

  it('writes German umlauts, and leaves an e that is none', () => {
    expect(wordsOf('https://a.example/neue-zoelle-fuer-die-bauern', 'de')).toBe('Neue Zölle Für Die Bauern');
    expect(wordsOf('https://a.example/poet-duel-issue', 'en')).toBe('Poet Duel Issue');
  });
});

describe('houseOf', () => {
  it('is the same for the editions of one publisher', () => {
    const hosts = ['es.post.example', 'pt.post.example', 'www.post.com.br', 'post.co.uk'];

    expect(new Set(hosts.map((host) => houseOf(anItem({ url: `https://${host}/a` }))))).toEqual(new Set(['post']));
  });

  it('is the outlet itself where an item has no address', () => {
    expect(houseOf(anItem({ url: '', source: 'Harbour Post' }))).toBe('harbour post');
  });
});
