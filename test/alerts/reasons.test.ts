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
      reasonsOf(saying({ signal: 'actor-and-topic', contribution: 1, evidence: 'Nordsee Lines with ferry, safety' })),
    ).toBe('names Nordsee Lines; speaks of ferry and safety');
    expect(reasonsOf(saying({ signal: 'place-and-topic', contribution: 1, evidence: 'Norway with ferry' }))).toBe(
      'speaks of ferry',
    );
  });

  it('tells of each kind once, and no word twice', () => {
    const verdict = saying(
      { signal: 'actors', contribution: 3, evidence: 'names Dredge, Quayside, Port Authority, Haak' },
      { signal: 'actor-and-topic', contribution: 2, evidence: 'Dredge, Quayside with tender, dredging' },
      { signal: 'place', contribution: 1, evidence: 'is about Portugal' },
    );

    expect(reasonsOf(verdict)).toBe('names Dredge, Quayside and Port Authority; speaks of tender and dredging');
  });

  it('takes no headline apart that has the same small word', () => {
    const verdict = saying(
      { signal: 'nearest-follow-up', contribution: 2, evidence: '78 % alike to "Minister meets with Nordsee Lines"' },
      { signal: 'pairs', contribution: 1, evidence: 'whole phrases of the profile' },
    );

    expect(reasonsOf(verdict)).toBe('whole phrases of the profile; like "Minister meets with Nordsee Lines"');
  });
});
