import { describe, expect, it } from 'vitest';
import { compileProfile } from '../../src/relevance/compiled.ts';
import { stemFeature, vocabularyOf } from '../../src/text/vocabulary.ts';
import { aStory, LEXICON } from './builders.ts';

describe('compileProfile', () => {
  it('takes what a company is called by for its name, though it is also a word of the longer one', () => {
    const { profile } = aStory({
      title: 'Regulator opens inquiry into Tarvos Holding over pension losses',
      paragraphs: ['Tarvos Holding denied the losses. Its chairman Anna Lindqvist said that savers would be paid.'],
      published: Date.UTC(2031, 4, 1),
      lang: 'en',
    });

    const { elements } = compileProfile(profile, vocabularyOf(LEXICON));

    const of = (word: string) => elements.get(stemFeature(word));
    expect(of('tarvo')).toMatchObject({ role: 'actor', isWholeName: true });
    expect(of('lindqvist')).toMatchObject({ role: 'actor', isWholeName: false });
    expect(of('hold')).toMatchObject({ role: 'term', isWholeName: false });
    expect(of('anna')).toMatchObject({ role: 'actor', isWholeName: false });
  });
});
