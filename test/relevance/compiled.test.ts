import { describe, expect, it } from 'vitest';
import { compileProfile } from '../../src/relevance/compiled.ts';
import { PAIR } from '../../src/text/rows.ts';
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

  it('takes two words for a whole name, and what an article leaves of one, where it has a capital', () => {
    const { profile } = aStory();
    const actor = { aliases: [], role: undefined, ambiguous: false, weight: 1 };
    const actors = [
      { ...actor, name: 'River Action' },
      { ...actor, name: 'The Observer' },
      { ...actor, name: 'Lake Safety Board' },
    ];
    const vocabulary = vocabularyOf(LEXICON);

    const { elements } = compileProfile({ ...profile, actors, terms: [] }, vocabulary);

    const found = [...elements.values()].filter(({ role }) => role === 'actor');
    expect(found.filter(({ kind, isWholeName }) => kind === PAIR && isWholeName).map(({ text }) => text)).toEqual([
      'River Action',
    ]);
    expect(elements.get(stemFeature('observ'))).toMatchObject({ role: 'actor', ambiguous: true, isWholeName: true });
    expect(elements.get(stemFeature('river'))).toMatchObject({ role: 'term', isWholeName: false });
    const german = compileProfile({ ...profile, lang: 'de', actors: [{ ...actor, name: 'Die Linke' }] }, vocabulary);
    expect([...german.elements.values()].filter(({ text }) => text === 'Die Linke')).toMatchObject([
      { role: 'term', isWholeName: false },
    ]);
  });
});
