import { describe, expect, it } from 'vitest';
import { describeSources, sourcesOf } from '../../src/developments/sources.ts';
import { aDevelopment, anItem } from '../builders/news.ts';

describe('sourcesOf', () => {
  it('counts an agency’s text once, however many outlets carry it', () => {
    const items = ['Reuters', 'Post', 'Times', 'Reuters', 'Herald'].map((source) => anItem({ source }));

    const sources = sourcesOf(aDevelopment(items, ['opens', 'repeats', 'develops', 'develops', 'repeats']));

    expect(sources).toEqual({ independent: 2, copies: 2 });
  });
});

describe('describeSources', () => {
  it('says it in words', () => {
    const said = [
      { independent: 1, copies: 0 },
      { independent: 1, copies: 1 },
      { independent: 3, copies: 2 },
    ].map(describeSources);

    expect(said).toEqual(['1 source', '1 source, 1 copy', '3 independent sources, 2 copies']);
  });
});
