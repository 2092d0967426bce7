import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences } from '../../src/text/sentences.ts';
import { summarise } from '../../src/summary/extract.ts';
import { id } from '../../src/ids.ts';
import { aDevelopment, anItem } from '../builders/news.ts';
import { plainReader } from '../builders/plain-reader.ts';

const opener = anItem({
  title: 'Council opens inquiry into harbour works',
  summary: 'The council of Portsmouth opened an inquiry into the harbour works on Monday.',
});

describe('summarise', () => {
  it('puts the new fact first, in the words of the source', () => {
    const item = anItem({
      id: id('later'),
      source: 'El Faro',
      title: 'Harbour inquiry widens',
      summary:
        'The council of Portsmouth opened an inquiry into the harbour works on Monday. Auditor Karim Haddad found 45 million missing.',
    });

    const summary = summarise(aDevelopment([opener, item]), item, plainReader());

    expect(summary.sentences[0]).toEqual({
      text: 'Auditor Karim Haddad found 45 million missing.',
      item: 'later',
      source: 'El Faro',
    });
  });

  it('is empty where there is only a headline, or a text that repeats it', () => {
    const bare = anItem({ summary: '' });
    const same = anItem({ summary: 'Council opens inquiry into harbour works!' });

    expect(summarise(aDevelopment([bare]), bare, plainReader()).sentences).toEqual([]);
    expect(summarise(aDevelopment([same]), same, plainReader()).sentences).toEqual([]);
  });

  it('never says more than two sentences, and only such as stand in the item', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Boats left.', 'Mr. Lee paid 3.5 million!', 'Why?', 'a b c', '…', '12 nets')),
        (parts) => {
          const item = anItem({ summary: parts.join(' ') });

          const found = summarise(aDevelopment([opener, item]), item, plainReader()).sentences;

          expect(found.length).toBeLessThanOrEqual(2);
          for (const { text } of found) expect(item.summary).toContain(text);
        },
      ),
    );
  });
});

describe('sentences', () => {
  it('splits at full stops, not inside figures, after initials or abbreviations', () => {
    expect(sentences('Judges heard Resources v. Trump. They rose.')).toEqual([
      'Judges heard Resources v. Trump.',
      'They rose.',
    ]);
    expect(sentences('Mr. J. Lee paid 3.5 million. "Too much!" said Dr. Roy. Is it?')).toEqual([
      'Mr. J. Lee paid 3.5 million.',
      '"Too much!"',
      'said Dr. Roy.',
      'Is it?',
    ]);
  });

  it('keeps every letter of hostile text, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '!', ' ', 'a', 'Mr', '”', '\n', '1') }), (text) => {
        const bare = (each: string): string => each.replace(/\s+/g, '');

        expect(bare(sentences(text).join(''))).toBe(bare(text));
      }),
    );
  });

  it('is linear: half a million characters of dots and quotes are read at once', () => {
    expect(sentences('.”'.repeat(250_000))).toHaveLength(1);
    expect(sentences('a. '.repeat(100_000))).toHaveLength(100_000);
  });
});
