import { describe, expect, it } from 'vitest';
import { compileLexicon } from '../../src/text/lexicon.ts';
import { makeScan, scanText, wordsOf } from '../../src/text/scan.ts';
import { vocabularyOf } from '../../src/text/vocabulary.ts';

const ENTRIES = [
  { id: 'parents', words: { pt: ['pais'] } },
  { id: 'military-service', words: { de: ['wehrdienst*'] } },
  { id: 'united', words: { en: ['US'] } },
  { id: 'citizenship', words: { ro: ['cetățeni*'] } },
  { id: 'lawyer', words: { de: ['anwalt*'] } },
  { id: 'prosecutor', words: { de: ['staatsanw*'] } },
  { id: 'army', words: { da: ['hær'] } },
  { id: 'cancer', words: { da: ['kræft'] } },
  { id: 'ban', words: { es: ['prohib*', 'prohíb*'] } },
  { id: 'title', words: { de: ['Minister'] } },
  { id: 'minister', words: { de: ['minister*'] } },
  { id: 'alliance', words: { it: ['NATO', 'Nato'], en: ['NATO'] } },
];

/** The ids that a text's words stand for. */
function sensesOf(text: string, lang: string, before = ''): readonly string[] {
  const vocabulary = vocabularyOf(compileLexicon(ENTRIES, [{ id: 'PT', words: { de: ['Portugal'] } }]));
  const scan = makeScan(vocabulary);
  if (before !== '') scanText(scan, before, '', lang);
  scanText(scan, text, '', lang);
  return wordsOf(scan).flatMap((word, index) =>
    (word?.senses ?? []).filter(({ needs }) => ((scan.tokens.flags[index] ?? 0) & needs) === needs).map(({ id }) => id),
  );
}

describe('the words of a lexicon', () => {
  it('tells words apart by their accents, whichever is met first', () => {
    expect(sensesOf('os pais', 'pt', 'o país')).toEqual(['parents']);
    expect(sensesOf('o país', 'pt', 'os pais')).toEqual([]);
  });

  it('takes a word by the entry that writes its accents, whichever comes first', () => {
    expect(sensesOf('Francia prohíbe', 'es')).toEqual(['ban']);
    expect(sensesOf('Francia prohibió', 'es')).toEqual(['ban']);
    expect(sensesOf('Francia prohibe', 'es')).toEqual(['ban']);
  });

  it('takes a word by the entry that needs the fewest capitals, whichever comes first', () => {
    expect(sensesOf('la Nato e la NATO', 'it')).toEqual(['alliance', 'alliance']);
    expect(sensesOf('il bimbo nato ieri', 'it')).toEqual([]);
    expect(sensesOf('Nato and NATO', 'en')).toEqual(['alliance']);
  });

  it('takes a letter of its own for no accent', () => {
    expect(sensesOf('Hæren har hær', 'da')).toEqual(['army']);
    expect(sensesOf('Hjernekræft og arbejdskraft', 'da')).toEqual(['cancer']);
  });

  it('finds compounds by their first and last part, and genitives', () => {
    expect(sensesOf('Wehrdienstgesetz', 'de')).toEqual(['military-service']);
    expect(sensesOf('Grundwehrdienst', 'de')).toEqual(['military-service']);
    expect(sensesOf('Portugals Parlament', 'de')).toEqual(['PT']);
  });

  it('takes a compound for what its beginning says before what its end says', () => {
    expect(sensesOf('Staatsanwalt', 'de')).toEqual(['prosecutor', 'lawyer']);
  });

  it('takes the last part of a compound for all that it says', () => {
    expect(sensesOf('Verkehrsminister', 'de')).toEqual(['title', 'minister']);
  });

  it('reads Romanian with a comma or a cedilla below its letters, or with nothing', () => {
    for (const written of ['cetățenie', 'cet\u0103\u0163enie', 'cetatenie'])
      expect(sensesOf(written, 'ro'), written).toEqual(['citizenship']);
  });

  it('asks for capitals where the lexicon writes them', () => {
    expect(sensesOf('tariffs hit us hard', 'en')).toEqual([]);
    expect(sensesOf('tariffs hit U.S. firms', 'en')).toEqual(['united']);
  });
});
