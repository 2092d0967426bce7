import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../adapters/feeds/parse.ts';
import { cleanHtml } from '../../../adapters/feeds/sanitise.ts';
import { writeFeed } from '../../../adapters/feeds/write.ts';
import { toItems } from '../../../src/feeds/items.ts';
import { aFeed, NOON } from '../../builders/feeds.ts';

const DOCUMENTS = (['rss', 'atom', 'rdf', 'json'] as const).map((format) =>
  writeFeed(format, {
    title: 'T',
    link: 'https://example.org/',
    self: 'https://example.org/feed',
    items: Array.from({ length: 4 }, (_, n) => ({
      id: `https://example.org/${n}`,
      url: `https://example.org/${n}`,
      title: `Title ${n} of a longer kind`,
      summary: '<p>a &amp; <b>b</b></p>',
      publishedAt: NOON - n,
      authors: ['A'],
    })),
  }),
);
const PIECES = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '<item>',
  '</item>',
  '<entry>',
  '</entry>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '&#x',
  ';',
  '\u0000',
  'é',
  '{',
  ']',
  '\\',
  'xmlns:a="b" ',
  '<a:b/>',
  ' ',
];

/** A document with a few pieces cut out, doubled or put in at random places. */
const mutated = fc
  .tuple(
    fc.constantFrom(...DOCUMENTS),
    fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(30), put: fc.constantFrom(...PIECES) }),
      { maxLength: 12 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((read, { at, drop, put }) => {
      const place = Math.floor(at * read.length);
      return read.slice(0, place) + put + read.slice(place + drop);
    }, text),
  );

describe('parsing of damaged documents', () => {
  it('always answers with whole items or a problem in words', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const parsed = await parseDocument({
          bytes: Buffer.from(text),
          contentType: undefined,
          url: 'https://example.org/feed',
        });

        if (parsed.format === undefined) expect(parsed.problems.length).toBeGreaterThan(0);
        for (const item of parsed.items) {
          expect(item.title).toBe(item.title.trim());
          expect(Number.isFinite(item.publishedAt ?? 0)).toBe(true);
        }
        for (const item of toItems(parsed, aFeed(), NOON)) {
          expect(item.title).not.toBe('');
          expect(item.keys.length).toBeGreaterThan(0);
          expect(item.publishedAt ?? 0).toBeLessThanOrEqual(NOON);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('cleaning of hostile HTML', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '=',
    ' ',
    '/',
    'a',
    '<a href=',
    'javascript:',
    '<script>',
    '</script>',
    'on',
    'onclick=',
    '<!--',
    '-->',
    '&#106;',
    '\n',
    '<img src=',
    '<svg ',
    'x',
  );

  it('leaves nothing that acts, and nothing more to clean', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const once = cleanHtml(parts.join(''), 'https://example.org/');

        expect(once).not.toMatch(/<script|<[a-z]+(?:\s+[a-z]+(?:="[^"]*")?)*\s+on[a-z]+|<[a-z][^>]*href="javascript:/i);
        expect(cleanHtml(once, 'https://example.org/')).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});
