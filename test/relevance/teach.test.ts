import { describe, expect, it } from 'vitest';
import type { StoryId } from '../../src/ids.ts';
import { teach } from '../../src/relevance/teach.ts';
import { judge, openWatch, warm, type Watch } from '../../src/relevance/watch.ts';
import { stemOf } from '../../src/text/stem.ts';
import { stemFeature } from '../../src/text/vocabulary.ts';
import { anItem, aStory, LEXICON } from './builders.ts';

const story = aStory();
const REFUSED = anItem({
  title: 'Ferry operator Alpenschiff sponsors the Lake Traun sailing regatta',
  summary: 'Alpenschiff hands the cup to the winners of the regatta on Lake Traun in Gmunden.',
});
const LIKE_IT = anItem({
  title: 'Sailing regatta on Lake Traun: Alpenschiff names the winners of its cup',
  summary: 'The operator sponsors the regatta in Gmunden for the fifth time.',
});
const FOLLOW_UP = anItem({
  title: 'Prosecutors in Wels question Alpenschiff director over sinking of the ferry Gisela',
  summary: 'The criminal investigation into the operator after the accident on Lake Traun goes on.',
});

function aWatch(): Watch {
  const watch = openWatch([story], LEXICON);
  warm(
    watch,
    Array.from({ length: 40 }, (_, at) => anItem({ title: `Town council number ${at} debates its budget` })),
  );
  return watch;
}

describe('teach', () => {
  it('counts an accepted item as of the story where it is asked how common its words are elsewhere', () => {
    const watch = aWatch();

    teach(watch, story.id, FOLLOW_UP, 'follow-up');
    teach(watch, story.id, FOLLOW_UP, 'follow-up');

    expect(watch.memories[0]?.nearCount).toBe(1);
    expect(watch.memories[0]?.nearCounts.get(stemFeature(stemOf('Wels', 'en')))).toBe(1);
  });

  it('counts a refused item against its like, by a reason that names it and is part of the sum', () => {
    const watch = aWatch();
    const before = judge(watch, story.id, LIKE_IT);

    teach(watch, story.id, REFUSED, 'unrelated');
    const after = judge(watch, story.id, LIKE_IT);

    const reason = after.reasons.find(({ signal }) => signal === 'refused');
    expect(reason?.evidence).toBe(
      `says regatta, Gmunden, Sailing like what people took out of the story, such as "${REFUSED.title}"`,
    );
    const sum = after.reasons.reduce((total, { contribution }) => total + contribution, 0);
    expect(after.score).toBeCloseTo(1 / (1 + Math.exp(-sum)), 2);
    expect(after.score).toBeLessThan(before.score);
    expect({
      ...after,
      reasons: after.reasons.filter((each) => each !== reason),
      score: before.score,
      kind: before.kind,
      strand: before.strand,
    }).toEqual(before);
  });

  it('takes no copy of a refused item, however much of the story it says', () => {
    const watch = aWatch();
    const seed = { title: story.profile.title, summary: FOLLOW_UP.summary };
    const first = anItem(seed);
    expect(judge(watch, story.id, first).score).toBeGreaterThan(0.99);

    teach(watch, story.id, first, 'unrelated');

    expect(judge(watch, story.id, anItem(seed)).kind).toBe('unrelated');
  });

  it('leaves alone what is nearer to a follow-up', () => {
    const watch = aWatch();
    const before = judge(watch, story.id, FOLLOW_UP);

    teach(watch, story.id, REFUSED, 'unrelated');

    expect(judge(watch, story.id, FOLLOW_UP)).toEqual(before);
  });

  it('holds nothing against an item that shares with refused ones what the story itself says', () => {
    const watch = aWatch();
    const before = judge(watch, story.id, LIKE_IT);
    const seedAgain = anItem({ title: `${story.profile.title} again, by the gazette` });

    teach(watch, story.id, seedAgain, 'unrelated');

    expect(judge(watch, story.id, LIKE_IT).reasons.map(({ signal }) => signal)).not.toContain('refused');
    expect(judge(watch, story.id, LIKE_IT)).toEqual(before);
  });

  it('reads a refused name again in other languages, and other words in their own alone', () => {
    const refusedSigns = (title: string, lang: string) => {
      const watch = aWatch();
      teach(watch, story.id, REFUSED, 'unrelated');
      return judge(watch, story.id, anItem({ title, lang })).reasons.find(({ signal }) => signal === 'refused')
        ?.evidence;
    };

    expect(refusedSigns('Alpenschiff: les voiliers de Gmunden', 'fr')).toMatch(/^says Gmunden like/);
    expect(refusedSigns('Alpenschiff: winners du cup regatta', 'fr') ?? '').not.toMatch(/^says/);
    expect(refusedSigns('Alpenschiff winners and the cup regatta', 'en')).toMatch(/^says .*regatta/);
  });

  it('takes an accepted item in, however it was judged', () => {
    const watch = aWatch();
    const before = judge(watch, story.id, LIKE_IT);

    teach(watch, story.id, REFUSED, 'follow-up');

    expect(judge(watch, story.id, LIKE_IT).score).toBeGreaterThan(before.score);
  });

  it('passes over a story that is not watched', () => {
    const watch = aWatch();
    const before = judge(watch, story.id, LIKE_IT);

    teach(watch, 'other' as StoryId, REFUSED, 'unrelated');

    expect(judge(watch, story.id, LIKE_IT)).toEqual(before);
  });
});
