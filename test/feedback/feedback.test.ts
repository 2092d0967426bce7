import { describe, expect, it } from 'vitest';
import {
  type Feedback,
  importantOf,
  isInForce,
  lessonsOf,
  overruled,
  sameWord,
  stanceOn,
} from '../../src/feedback/feedback.ts';
import { id } from '../../src/ids.ts';
import { DAY_MS } from '../../src/time.ts';
import { aFeedback, aVerdict, NOW } from '../fakes/builders.ts';

const HERE = { platform: 'slack', channel: 'C0POLICY' };
const ELSEWHERE = { platform: 'slack', channel: 'C0OTHER' };
const DEVELOPMENT = id<'development'>('dev-one');
const UNDONE = { at: NOW, user: 'U2' };

describe('overruled', () => {
  const decided = aVerdict({
    reasons: [
      { signal: 'topic', contribution: 3, evidence: 'speaks of dredging' },
      { signal: 'start', contribution: -1, evidence: 'most items are not of this story' },
    ],
  });

  it('takes an item out by a reason of its own, so that the score still is the sum of the reasons', () => {
    expect(overruled(decided, [aFeedback('not-this-story')])).toEqual({
      kind: 'unrelated',
      score: 1 / (1 + Math.exp(6)),
      threshold: decided.threshold,
      reasons: [{ signal: 'said', contribution: -8, evidence: 'said by U1: not this story' }, ...decided.reasons],
      strand: undefined,
    });
  });

  it('takes an item in firmly, with the strand that was decided', () => {
    expect(overruled(decided, [aFeedback('important')])).toEqual({
      kind: 'follow-up',
      score: 1 / (1 + Math.exp(-6)),
      threshold: decided.threshold,
      reasons: [
        { signal: 'said', contribution: 4, evidence: 'said by U1: important' },
        { signal: 'topic', contribution: 3, evidence: 'speaks of dredging' },
        { signal: 'start', contribution: -1, evidence: 'most items are not of this story' },
      ],
      strand: decided.strand,
    });
  });

  it('goes by the latest word, and by what was decided once every word is undone', () => {
    const both = [aFeedback('not-this-story'), aFeedback('important', { user: 'U2' })];

    expect(overruled(decided, both)?.reasons[0]?.evidence).toBe('said by U2: important');
    expect(overruled(decided, [aFeedback('not-this-story'), { ...aFeedback('important'), undone: UNDONE }])?.kind).toBe(
      'unrelated',
    );
    expect(
      overruled(
        decided,
        both.map((each): Feedback => ({ ...each, undone: UNDONE })),
      ),
    ).toBeUndefined();
  });

  it('leaves a verdict alone where the word is about alerts', () => {
    expect(overruled(decided, [aFeedback('already-known'), aFeedback('mute')])).toBeUndefined();
  });
});

describe('lessonsOf', () => {
  it('keeps the latest word on each item, and at most the newest two hundred', () => {
    const many = Array.from({ length: 250 }, (_, at) => aFeedback('not-this-story', { items: [id(`item-${at}`)] }));
    const turned = aFeedback('important', { items: [id('item-60')] });

    const lessons = lessonsOf([...many, turned]);

    expect(lessons.size).toBe(200);
    expect([...lessons].slice(-2)).toEqual([
      ['item-249', 'unrelated'],
      ['item-60', 'follow-up'],
    ]);
    expect(lessons.has(id('item-49'))).toBe(false);
  });

  it('keeps that an item would have been missed, whether or not it is called important later', () => {
    const items = [id<'item'>('one')];
    const said = (...kinds: readonly ('this-story' | 'not-this-story' | 'important')[]) =>
      lessonsOf(kinds.map((kind) => aFeedback(kind, { items }))).get(items[0] ?? id('none'));

    expect(said('this-story')).toBe('missed');
    expect(said('this-story', 'important')).toBe('missed');
    expect(said('this-story', 'not-this-story')).toBe('unrelated');
    expect(said('this-story', 'not-this-story', 'important')).toBe('follow-up');
    expect(said('important')).toBe('follow-up');
  });

  it('teaches nothing that was undone, and nothing by words about alerts', () => {
    expect(
      lessonsOf([{ ...aFeedback('important'), undone: UNDONE }, aFeedback('mute'), aFeedback('already-known')]),
    ).toEqual(new Map());
  });
});

describe('stanceOn', () => {
  it.each([
    ['usual', []],
    ['important', [aFeedback('important')]],
    ['known', [aFeedback('already-known')]],
    ['muted', [aFeedback('mute', { until: NOW + DAY_MS })]],
    ['muted', [aFeedback('mute', { until: NOW + DAY_MS, development: undefined })]],
    ['known', [aFeedback('important'), aFeedback('already-known')]],
    ['important', [aFeedback('mute', { until: NOW + DAY_MS, development: undefined }), aFeedback('important')]],
    ['usual', [aFeedback('mute', { until: NOW })]],
    ['usual', [aFeedback('mute', { until: NOW + DAY_MS, target: ELSEWHERE })]],
    ['usual', [aFeedback('important', { development: id('dev-other') })]],
    ['usual', [aFeedback('not-this-story')]],
    ['usual', [{ ...aFeedback('already-known'), undone: UNDONE }]],
  ] as const)('is %s after %j', (stance, said) => {
    expect(stanceOn(said, HERE, DEVELOPMENT, NOW)).toBe(stance);
  });
});

describe('the words in force', () => {
  it('call those developments important whose latest word says so', () => {
    const other = id<'development'>('dev-other');
    const said = [
      aFeedback('important'),
      aFeedback('important', { development: other }),
      aFeedback('mute', { until: NOW + DAY_MS }),
      aFeedback('already-known', { development: other }),
    ];

    expect([...importantOf(said)]).toEqual([DEVELOPMENT]);
  });

  it('end with a mute, and with an undo', () => {
    expect(isInForce(aFeedback('mute', { until: NOW + 1 }), NOW)).toBe(true);
    expect(isInForce(aFeedback('mute', { until: NOW }), NOW)).toBe(false);
    expect(isInForce({ ...aFeedback('important'), undone: UNDONE }, NOW)).toBe(false);
  });

  it('say the same twice only of the same items, and a mute never', () => {
    const said = [aFeedback('not-this-story', { items: [id('item-a'), id('item-b')] })];

    expect(sameWord(said, aFeedback('not-this-story', { items: [id('item-b')] }))).toBe(said[0]);
    expect(sameWord(said, aFeedback('not-this-story', { items: [id('item-c')] }))).toBeUndefined();
    expect(sameWord(said, aFeedback('important', { items: [id('item-b')] }))).toBeUndefined();
    expect(sameWord([aFeedback('mute')], aFeedback('mute'))).toBeUndefined();
  });
});
