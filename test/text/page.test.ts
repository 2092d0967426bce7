import { describe, expect, it } from 'vitest';
import { compileLexicon } from '../../src/text/lexicon.ts';
import { isFull, MAX_WORDS, visitWords } from '../../src/text/page.ts';
import { makeScan, scanText, wordOf, wordsOf } from '../../src/text/scan.ts';
import { stemFeature, vocabularyOf } from '../../src/text/vocabulary.ts';

const made = (from: number): string =>
  Array.from({ length: 300 }, (_, at) => `w${(from + at).toString(36)}q`).join(' ');

describe('a page of words', () => {
  it('finds the words that share a stem', () => {
    const scan = makeScan(vocabularyOf(compileLexicon([], [])));
    scanText(scan, 'importers told an importer of imports', '', 'en');
    const found: string[] = [];

    visitWords(scan.page, stemFeature('import'), (number) => found.push(scan.page.words[number]?.form ?? ''));

    expect(found.sort()).toEqual(['importer', 'importers', 'imports']);
  });

  it('gives way to an empty one when it is full, and a scan keeps the words that it was made with', () => {
    const vocabulary = vocabularyOf(compileLexicon([], []));
    const early = makeScan(vocabulary);
    scanText(early, 'ferry sinks', '', 'en');
    const scan = makeScan(vocabulary);
    const first = vocabulary.page;

    for (let at = 0; !isFull(first, 400); at += 300) scanText(scan, made(at), '', 'en');
    scanText(scan, made(MAX_WORDS), '', 'en');

    expect(vocabulary.page).not.toBe(first);
    expect(wordsOf(early).map((word) => word?.form)).toEqual(['ferry', 'sinks']);
    expect(wordOf(scan, 0)?.form).toBe(made(MAX_WORDS).split(' ')[0]);
  });
});
