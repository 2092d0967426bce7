import { describe, expect, it } from 'vitest';
import { countScan, makeFrequencies, rarityOf } from '../../src/relevance/frequencies.ts';
import { STEM } from '../../src/text/rows.ts';
import { makeScan, scanText } from '../../src/text/scan.ts';
import { stemFeature, vocabularyOf } from '../../src/text/vocabulary.ts';
import { LEXICON } from './builders.ts';

const FERRY = stemFeature('ferri');

/** A stream in which so many items speak of a ferry, and as many do not. */
function aStream(ferries: number) {
  const frequencies = makeFrequencies();
  const scan = makeScan(vocabularyOf(LEXICON));
  for (let at = 0; at < ferries; at += 1) {
    for (const title of ['The ferry sank', 'The final went to sets']) {
      scanText(scan, title, '', 'en');
      countScan(frequencies, scan);
    }
  }
  return frequencies;
}

describe('how rare a word is', () => {
  it('falls as other items use it', () => {
    expect(rarityOf(aStream(40), FERRY, STEM)).toBeLessThan(rarityOf(aStream(4), FERRY, STEM) - 0.2);
  });

  it('is not worn out by the follow-ups of the story itself', () => {
    const own = { counts: new Map([[FERRY, 40]]), nearCounts: new Map(), nearCount: 40 };

    const rarity = rarityOf(aStream(40), FERRY, STEM, own);

    expect(rarity).toBeCloseTo(1, 5);
  });

  it('is worn out in part by what may be of the story', () => {
    const near = (score: number) => ({
      counts: new Map(),
      nearCounts: new Map([[FERRY, 40 * score]]),
      nearCount: 40 * score,
    });
    const [none, half, all] = [0, 0.5, 1].map((score) => rarityOf(aStream(40), FERRY, STEM, near(score)));

    expect(half).toBeGreaterThan((none ?? 1) + 0.05);
    expect(all).toBeGreaterThan((half ?? 1) + 0.05);
  });
});
