import type { Profile } from '../story/story.ts';
import { secondLookOf } from './article.ts';
import { holdsForAll, type Reason, type Verdict } from './verdict.ts';

const MOST_REASONS = 6;
const WORTH_SAYING = 0.1;

/** Says in sentences why an item was taken or dropped: the outcome, what spoke for it, what spoke against it. */
export function explain(verdict: Verdict, profile: Profile): readonly string[] {
  const told = verdict.reasons.filter(
    (reason) => !holdsForAll(reason) && Math.abs(reason.contribution) >= WORTH_SAYING,
  );
  const pro = told.filter((reason) => reason.contribution > 0).slice(0, MOST_REASONS);
  const con = told.filter((reason) => reason.contribution < 0).slice(0, MOST_REASONS);
  const look = secondLookOf(verdict);
  const strand = profile.strands.find((one) => one.id === verdict.strand);
  return [
    outcome(verdict),
    ...(strand === undefined ? [] : [`It follows the strand "${strand.title}".`]),
    ...pro.map((reason) => sentence('For it', reason)),
    ...con.map((reason) => sentence('Against it', reason)),
    ...(look === undefined ? [] : [`A second look: ${look.evidence}.`]),
  ];
}

function outcome({ kind, score, threshold }: Verdict): string {
  const numbers = `score ${score.toFixed(2)}, threshold ${threshold.toFixed(2)}`;
  switch (kind) {
    case 'follow-up':
      return `A follow-up of the story (${numbers}).`;
    case 'unsure':
      return `Near the story, but not surely part of it (${numbers}).`;
    case 'unrelated':
      return `Not part of the story (${numbers}).`;
  }
}

function sentence(side: string, { evidence, contribution }: Reason): string {
  const strength = Math.abs(contribution) >= 1 ? 'strongly' : Math.abs(contribution) >= 0.4 ? 'clearly' : 'a little';
  return `${side}, ${strength}: ${evidence}.`;
}
