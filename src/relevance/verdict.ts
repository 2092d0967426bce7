import type { StrandId } from '../ids.ts';

/** 0 certainly unrelated … 1 certainly part of the story. */
export type Score = number;

/** What is decided about one item for one story, and why. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** The logistic function of the reasons' contributions, summed; a reader can check it. */
  readonly score: Score;
  /** The score from which the story takes an item as follow-up. */
  readonly threshold: Score;
  /** Strongest first; never empty, not even for `unrelated`. */
  readonly reasons: readonly Reason[];
  /** The strand that the item follows best; undefined for `unrelated`. */
  readonly strand: StrandId | undefined;
}

export type VerdictKind = 'follow-up' | 'unsure' | 'unrelated';

export interface Reason {
  /** A fixed name, such as `strand` or `places`. */
  readonly signal: string;
  /** In log-odds; may be negative. */
  readonly contribution: number;
  /** What was found, in words that a reader understands. */
  readonly evidence: string;
}

/** Whether every item of its language has the reason: it tells this one from no other. */
export const holdsForAll = ({ signal }: Reason): boolean => signal === 'start' || signal === 'many-forms';
