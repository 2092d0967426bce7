import { eld } from 'eld/extrasmall';
import { assert, oneof, property, string, stringMatching, array, constantFrom } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreLanguages } from '../../src/text/language-scores.ts';
import set from '../../src/text/languages.json' with { type: 'json' };

/** The scores of all languages that have any, beside the one that ELD and we name. */
const ours = (text: string) => {
  const scores = scoreLanguages(text);
  const some = set.languages.filter((language) => scores.of(language) > 0);
  return { best: scores.best, scores: Object.fromEntries(some.map((language) => [language, scores.of(language)])) };
};
const elds = (text: string) => {
  const found = eld.detect(text);
  return { best: found.language, scores: found.getScores() };
};

const WORDS =
  'don’t ’tis prosecutors fiscalía Staatsanwälte προκαταρκτική ΟΔΟΣ İstanbul прокуратура 検察官が捜査を開始した إسرائيل 𝐁𝐨𝐥𝐝 a ab abc abcd abcde 157 – … x'.split(
    ' ',
  );

describe('scoreLanguages', () => {
  it.each([
    'Spain asks prosecutors to investigate X, Meta and TikTok',
    'La Fiscalía investigará a X, Meta y TikTok por las imágenes de menores',
    'Η εισαγγελία ερευνά τις πλατφόρμες για τις εικόνες',
    '日本語のテキストは空白がありませんので長い単語になります。'.repeat(9),
    `${'x'.repeat(90)} ${'x'.repeat(90)} y`,
    '\ud800 a lone half of a letter',
    '',
    '… 157 …',
  ])('scores as ELD does: %s', (text) => {
    expect(ours(text)).toEqual(elds(text));
  });

  it('scores any text as ELD does', () => {
    const words = array(
      oneof(constantFrom(...WORDS), string({ unit: 'binary' }), stringMatching(/^[a-zà-ÿ' ]{0,120}$/u)),
    );

    assert(
      property(words, (parts) => {
        const text = parts.join(' ').slice(0, 900);
        expect(ours(text)).toEqual(elds(text));
      }),
      { numRuns: 300 },
    );
  });

  it('gives nothing to a language that it does not know', () => {
    expect(scoreLanguages('Spain asks prosecutors').of('tlh')).toBe(0);
  });
});
