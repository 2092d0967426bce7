import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { grownProfile } from '../../src/story/grow.ts';
import { seedOf } from '../../src/story/seed.ts';
import { anItem } from '../builders/news.ts';

const lexicon = loadLexicon();
const SEED = {
  title: 'Rotterdam prosecutors open bribery inquiry into Port Authority over Kranwerk crane contract',
  paragraphs: ['Prosecutors in Rotterdam have opened a bribery inquiry into the Port Authority and the firm Kranwerk.'],
  lang: 'en',
};
const { profile } = draftProfile([SEED], lexicon);
const ITEM = anItem({
  title: 'Antwerp suspends dredging tender after Kranwerk letter to Anna Brandt',
  summary: 'The Belgian city suspends the tender, and Anna Brandt resigns.',
  lang: 'en',
});

describe('grownProfile', () => {
  const grown = grownProfile(profile, [ITEM], lexicon);

  it('keeps what was there and adds what the item names, at less weight', () => {
    expect(grown.actors.slice(0, profile.actors.length)).toEqual(profile.actors);
    expect(grown.terms.slice(0, profile.terms.length)).toEqual(profile.terms);
    const drafted = draftProfile([seedOf(ITEM)], lexicon).profile;
    const added = grown.actors.find(({ name }) => name === 'Anna Brandt');
    const alone = drafted.actors.find(({ name }) => name === 'Anna Brandt');
    expect(added?.weight).toBeCloseTo(0.8 * (alone?.weight ?? 0), 9);
    expect(grown.places.map(({ id }) => id)).toContain('BE');
    expect(profile.places.map(({ id }) => id)).not.toContain('BE');
  });

  it('has no name twice', () => {
    const names = grown.actors.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names.filter((name) => name === 'Kranwerk')).toHaveLength(1);
    expect(new Set(grown.terms.map(({ phrase }) => phrase)).size).toBe(grown.terms.length);
  });

  it('follows the item as a strand of its own, under its headline', () => {
    expect(grown.strands).toHaveLength(profile.strands.length + 1);
    expect(grown.strands.at(-1)).toMatchObject({ id: `taken-${ITEM.id}`, title: ITEM.title });
  });

  it('is the profile itself where nothing was taken in', () => {
    expect(grownProfile(profile, [], lexicon)).toBe(profile);
  });
});
