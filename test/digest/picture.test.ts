import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rasterise } from '../../adapters/pictures/rasterise.ts';
import { weekPicture } from '../../src/digest/picture.ts';
import { tallyOf } from '../../src/digest/tally.ts';
import { id } from '../../src/ids.ts';
import { aCoverage, anItem, aStory, aVerdict, NOON } from '../builders/news.ts';

const from = Date.UTC(2026, 1, 16, 8);
const to = Date.UTC(2026, 1, 18, 8);
const on = (publishedAt: number, strand: string) =>
  aCoverage({ item: anItem({ publishedAt }), verdict: aVerdict({ strand: id(strand) }), placement: undefined });

describe('tallyOf', () => {
  it('counts by local day and by strand, busiest strand first', () => {
    const coverage = [
      on(NOON, 'inquiry'),
      on(NOON, 'tenders'),
      on(NOON, 'tenders'),
      on(Date.UTC(2026, 1, 16, 23, 30), 'inquiry'),
    ];

    const tally = tallyOf([{ story: aStory(), coverage }], from, to, 'Europe/Madrid');

    expect(tally).toEqual({
      strands: ['the council inquiry', 'the tender rules'],
      days: [
        { label: 'Mon 16 Feb', counts: [0, 0] },
        { label: 'Tue 17 Feb', counts: [2, 2] },
        { label: 'Wed 18 Feb', counts: [0, 0] },
      ],
    });
  });
});

describe('weekPicture', () => {
  it('says in words all that it shows', () => {
    const tally = {
      strands: ['inquiry', 'tenders'],
      days: [
        { label: 'Tue 17 Feb', counts: [2, 1] },
        { label: 'Wed 18 Feb', counts: [0, 0] },
      ],
    };

    expect(weekPicture(tally, 'Follow-ups per day').alt).toBe(
      'Follow-ups per day, 3 in all: inquiry (2), tenders (1). Tue 17 Feb: 3 (2 + 1); Wed 18 Feb: 0.',
    );
  });

  it('keeps its words within a thousand characters, whatever the strands are called', () => {
    const strands = Array.from({ length: 5 }, (_, at) => `${at} ${'long title '.repeat(20)}`);
    const days = Array.from({ length: 8 }, (_, at) => ({ label: `Wed ${20 + at} Feb`, counts: [99, 99, 99, 99, 99] }));

    expect(weekPicture({ strands, days }, 'Follow-ups per day').alt.length).toBeLessThan(1_000);
  });

  it('draws hostile strand titles as text', () => {
    const titles = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</text><script>', '&amp;', ']]>', '\ud800', 'ﷺ\u202e'),
    );

    fc.assert(
      fc.property(titles, (title) => {
        const { svg } = weekPicture({ strands: [title], days: [{ label: 'Tue', counts: [1] }] }, title);

        expect(svg).not.toContain('<script');
        expect(rasterise(svg).length).toBeGreaterThan(100);
      }),
      { numRuns: 40 },
    );
  });
});
