import { describe, expect, it } from 'vitest';
import { explain } from '../../src/relevance/explain.ts';
import type { Verdict } from '../../src/relevance/verdict.ts';
import { aStory } from './builders.ts';

describe('explain', () => {
  it('says the outcome, the strand, and what spoke for and against, but not what every item starts from', () => {
    const { profile } = aStory();
    const strand = profile.strands[0];
    const verdict: Verdict = {
      kind: 'follow-up',
      score: 0.81,
      threshold: 0.4,
      strand: strand?.id,
      reasons: [
        { signal: 'start', contribution: -3, evidence: 'most items are not of this story' },
        { signal: 'many-forms', contribution: 1, evidence: 'in its language a word takes many forms' },
        { signal: 'topic', contribution: 2, evidence: 'speaks of ferry, inquiry' },
        { signal: 'place', contribution: 0.5, evidence: 'is about Austria' },
        { signal: 'other-places-only', contribution: -0.2, evidence: 'is about Norway, where the story is not' },
        { signal: 'whole-story', contribution: 0.01, evidence: '1 % alike to the seed and all follow-ups together' },
      ],
    };

    const sentences = explain(verdict, profile);

    expect(sentences).toEqual([
      'A follow-up of the story (score 0.81, threshold 0.40).',
      `It follows the strand "${strand?.title}".`,
      'For it, strongly: speaks of ferry, inquiry.',
      'For it, clearly: is about Austria.',
      'Against it, a little: is about Norway, where the story is not.',
    ]);
  });

  it('tells for a dropped item what spoke against it', () => {
    const verdict: Verdict = {
      kind: 'unrelated',
      score: 0,
      threshold: 0.4,
      strand: undefined,
      reasons: [{ signal: 'excluded', contribution: -30, evidence: 'says "cruise", which the profile excludes' }],
    };

    const sentences = explain(verdict, aStory().profile);

    expect(sentences).toEqual([
      'Not part of the story (score 0.00, threshold 0.40).',
      'Against it, strongly: says "cruise", which the profile excludes.',
    ]);
  });
});
