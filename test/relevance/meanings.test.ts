import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../../src/feeds/item.ts';
import { explain } from '../../src/relevance/explain.ts';
import { logistic } from '../../src/relevance/model.ts';
import { passagesOf } from '../../src/relevance/passages.ts';
import { decide, judge, learn, openWatch, type Watch } from '../../src/relevance/watch.ts';
import { type Meaning, toMeaning } from '../../src/text/meaning.ts';
import { aStory, anItem, LEXICON } from './builders.ts';

const story = aStory();

/** A meaning at an angle whose cosine with the story's own is this. */
function meaningAt(likeness: number, model = 'm'): Meaning {
  const meaning = toMeaning(model, [likeness, Math.sqrt(1 - likeness * likeness)]);
  if (meaning === undefined) throw new Error('no direction');
  return meaning;
}

function aWatch({ weight = 3, seen = 60 }: { readonly weight?: number; readonly seen?: number } = {}): Watch {
  const [text = ''] = passagesOf(story.profile);
  const passages = new Map([[story.id, [{ text, meaning: meaningAt(1) }]]]);
  const watch = openWatch([story], LEXICON, undefined, { weight, passages });
  for (let at = 0; at < seen; at += 1) {
    // Usually 0.3 alike, give or take 0.05.
    read(watch, finnish(`Sää ${at}`, 0.3 + 0.05 * Math.sin(at)));
    read(watch, anItem({ title: `Weather ${at}`, meaning: meaningAt(0.4 + 0.05 * Math.sin(at)) }));
  }
  return watch;
}

const finnish = (title: string, likeness: number): FeedItem =>
  anItem({ title, lang: 'fi', meaning: meaningAt(likeness) });

function read(watch: Watch, item: FeedItem): void {
  learn(watch, item, decide(watch, item));
}

/** No word of it stands in the profile or the lexicon. */
const FAR = 'Höyrylaiva upposi, yhtiö vaiti';

const meaningOf = (watch: Watch, item: FeedItem) =>
  judge(watch, story.id, item).reasons.find(({ signal }) => signal === 'meaning');

describe('what items mean', () => {
  it('opens the gate for an item in another language that has no word in common', () => {
    const watch = aWatch();
    const item = finnish(FAR, 0.9);

    const [decision] = decide(watch, item);

    expect(decision?.verdict.kind).toBe('unsure');
    expect(decision?.verdict.reasons).toContainEqual({
      signal: 'meaning',
      contribution: 3,
      evidence: expect.stringMatching(
        /^reads alike in meaning to "Austria opens criminal inquiry into ferry operator .*": 90 % alike, where other items are 30 %$/,
      ),
    });
    expect(decide(aWatch(), { ...item, id: anItem({ title: 'x' }).id, meaning: meaningAt(0.35) })).toEqual([]);
    expect(decide(openWatch([story], LEXICON), item)).toEqual([]);
  });

  it('is a part of the sum that the score is', () => {
    const { reasons, score } = judge(aWatch(), story.id, finnish(FAR, 0.9));
    const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);

    expect(score).toBeCloseTo(logistic(sum), 10);
  });

  it('makes nothing a follow-up alone, unless it is given more weight', () => {
    expect(judge(aWatch({ weight: 3 }), story.id, finnish(FAR, 1)).kind).toBe('unsure');
    expect(judge(aWatch({ weight: 6 }), story.id, finnish(FAR, 1)).kind).toBe('follow-up');
    expect(meaningOf(aWatch({ weight: 0 }), finnish(FAR, 1))).toBeUndefined();
  });

  it('counts by how far it stands out among items of the same language', () => {
    const watch = aWatch();
    const contribution = (item: FeedItem): number => meaningOf(watch, item)?.contribution ?? 0;

    expect(contribution(finnish(FAR, 0.3))).toBe(0);
    expect(contribution(finnish(FAR, 0.45))).toBeGreaterThan(0.5);
    // As alike, but items of the story's own language are more alike as a rule.
    expect(contribution(anItem({ title: FAR, meaning: meaningAt(0.45) }))).toBe(0);
    expect(contribution(finnish(FAR, 0.99))).toBe(3);
  });

  it('says nothing before it is known what is usual', () => {
    expect(meaningOf(aWatch({ seen: 49 }), finnish(FAR, 0.9))).toBeUndefined();
    expect(meaningOf(aWatch({ seen: 50 }), finnish(FAR, 0.9))).toBeDefined();
  });

  it('is not worn out by follow-ups, nor by a run of items that are alike', () => {
    const watch = aWatch();
    for (let at = 0; at < 40; at += 1) read(watch, finnish(`${FAR} ${at}`, 0.95));
    const unjudged = aWatch();
    for (let at = 0; at < 10; at += 1) learn(unjudged, finnish(`${FAR} ${at}`, 0.95), []);

    expect(meaningOf(watch, finnish(FAR, 0.9))?.contribution).toBe(3);
    expect(meaningOf(unjudged, finnish(FAR, 0.9))?.contribution).toBe(3);
  });

  it('is not compared between models', () => {
    const item = { ...finnish(FAR, 0.9), meaning: meaningAt(0.9, 'another') };

    expect(meaningOf(aWatch(), item)).toBeUndefined();
    expect(decide(aWatch(), item)).toEqual([]);
  });

  it('changes nothing where no model is asked, whatever items carry', () => {
    const [with_, without] = [openWatch([story], LEXICON), openWatch([story], LEXICON)];
    for (let at = 0; at < 80; at += 1) {
      const item = anItem({ title: `Ferry operator Alpenschiff ${at}`, meaning: meaningAt(0.9) });
      const { meaning: _, ...bare } = item;

      expect(decide(with_, item)).toEqual(decide(without, bare));
      read(with_, item);
      read(without, bare);
    }
  });

  it('is told in words', () => {
    const verdict = judge(aWatch(), story.id, finnish(FAR, 0.9));

    expect(explain(verdict, story.profile)).toContainEqual(
      expect.stringMatching(/^For it, strongly: reads alike in meaning to "Austria/),
    );
  });
});

describe('passagesOf', () => {
  it('asks for the title with the first strand, and for each further strand', () => {
    const passages = passagesOf(story.profile);

    expect(passages[0]).toMatch(/^Austria opens criminal inquiry .*\. Prosecutors in Wels/);
    expect(passages).toHaveLength(story.profile.strands.length);
  });
});
