import { describe, expect, it } from 'vitest';
import { reasonsOf } from '../../src/alerts/reasons.ts';
import type { Reason, Verdict } from '../../src/relevance/verdict.ts';

const saying = (...reasons: readonly Reason[]): Verdict => ({
  kind: 'follow-up',
  score: 0.8,
  threshold: 0.5,
  reasons,
  strand: undefined,
});

describe('the short reasons of an alert', () => {
  it('tells what was found together as what each is', () => {
    expect(
      reasonsOf(
        saying({
          signal: 'actor-and-topic',
          contribution: 1,
          evidence: 'names Nordsee Lines, Keller and speaks of ferry, safety',
        }),
      ),
    ).toBe('names Nordsee Lines and Keller; speaks of ferry and safety');
  });

  it('tells of each kind once, and no word twice', () => {
    const verdict = saying(
      { signal: 'actor-and-topic', contribution: 3, evidence: 'names Dredge, Quayside and speaks of tender, dredging' },
      { signal: 'topic', contribution: 2, evidence: 'speaks of tender, harbour' },
      { signal: 'place', contribution: 1, evidence: 'is about Portugal' },
    );

    expect(reasonsOf(verdict)).toBe('names Dredge and Quayside; speaks of tender and dredging');
  });

  it('tells nothing that holds for every item of a language', () => {
    const verdict = saying(
      { signal: 'many-forms', contribution: 3, evidence: 'in its language a word takes many forms' },
      { signal: 'topic', contribution: 2, evidence: 'speaks of tender' },
    );

    expect(reasonsOf(verdict)).toBe('speaks of tender');
  });

  it('takes no headline apart that has the same small word', () => {
    const verdict = saying(
      { signal: 'nearest-follow-up', contribution: 2, evidence: '78 % alike to "Minister meets with Nordsee Lines"' },
      { signal: 'learnt', contribution: 1, evidence: 'words that follow-ups keep using: meeting' },
    );

    expect(reasonsOf(verdict)).toBe('speaks of meeting; like "Minister meets with Nordsee Lines"');
  });
});
