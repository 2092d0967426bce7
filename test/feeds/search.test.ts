import { describe, expect, it } from 'vitest';
import { searchFeeds } from '../../src/feeds/search.ts';
import { id } from '../../src/ids.ts';
import type { Actor, Profile, Strand, Term } from '../../src/story/story.ts';

const actor = (name: string, weight: number): Actor => ({
  name,
  aliases: [],
  role: undefined,
  ambiguous: false,
  weight,
});
const term = (phrase: string, weight: number): Term => ({ phrase, concept: undefined, weight });
const strand = (over: Partial<Strand>): Strand => ({
  id: id('probe'),
  title: 'The probe',
  actors: [],
  terms: [],
  places: [],
  weight: 1,
  ...over,
});
const profile = (over: Partial<Profile>): Profile => ({
  title: 'T',
  lang: 'en',
  published: undefined,
  url: undefined,
  actors: [actor('Meta', 0.5), actor('TikTok', 0.9), actor('Ofcom', 1)],
  terms: [term('prosecutors', 0.8), term('deepfakes', 0.4)],
  places: [],
  strands: [strand({ actors: ['Meta', 'TikTok'], terms: ['prosecutors', 'deepfakes'] })],
  exclude: [],
  threshold: undefined,
  ...over,
});
const queries = (of: Profile): readonly (string | null)[] =>
  searchFeeds(of, [{ lang: 'es', country: 'ES' }]).map(({ url }) => new URL(url).searchParams.get('q'));

describe('searchFeeds', () => {
  it('asks both engines for any actor with any term of a strand, the strongest first', () => {
    const feeds = searchFeeds(profile({}), [{ lang: 'es', country: 'ES' }]);

    expect(queries(profile({}))).toEqual([
      '("TikTok" OR "Meta") ("prosecutors" OR "deepfakes") when:7d',
      '("TikTok" OR "Meta") ("prosecutors" OR "deepfakes")',
    ]);
    expect(feeds[0]?.url).toContain('https://news.google.com/rss/search?');
    expect(feeds[0]?.url).toContain('hl=es&gl=ES&ceid=ES%3Aes');
    expect(feeds[0]).toMatchObject({ name: 'Google News: The probe', lang: 'es', tier: 'other' });
  });

  it('keeps a query within what engines take', () => {
    const long = Array.from({ length: 6 }, (_, n) => `a rather long phrase of the profile, number ${n}`);
    const wide = profile({
      terms: long.map((phrase) => term(phrase, 1)),
      strands: [strand({ actors: ['Meta'], terms: long })],
    });

    for (const query of queries(wide)) expect((query ?? '').length).toBeLessThanOrEqual(190);
  });

  it('asks for nothing where a strand names nobody and nothing', () => {
    expect(searchFeeds(profile({ strands: [strand({})] }), [{ lang: 'es', country: 'ES' }])).toEqual([]);
  });
});
