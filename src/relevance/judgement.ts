import type { FeedItem } from '../feeds/item.ts';
import type { StrandId } from '../ids.ts';
import { type ByRegime, byRegime, type Compact, compactOf, logistic, type Model, regimeOf } from './model.ts';
import { isLoneWord } from './match-sums.ts';
import { type Sight, similarityOf } from './measures.ts';
import { SIGNALS } from './signals.ts';
import { followedStrand } from './strands.ts';
import type { Reason, Score, Verdict } from './verdict.ts';

/** A model with its weights in the order of the signals. */
export interface Judge {
  readonly model: Model;
  readonly compact: ByRegime<Compact>;
}

export function makeJudge(model: Model): Judge {
  return { model, compact: byRegime((regime) => compactOf(model.regimes[regime])) };
}

const LEAST = 0.005;
/** In log-odds: nothing that signals say outweighs it. */
export const VETO = -30;

/** Said of an item that the gate drops: it is looked at closer only where someone asks why. */
export const TOO_LITTLE: Reason = {
  signal: 'too-little',
  contribution: VETO,
  evidence: 'shares too few of the names, words and matters that the story looks for',
};

/** Whether the gate dropped it, and a verdict was asked for all the same: it was never looked at as others are. */
export const wasDropped = ({ kind, reasons }: Verdict): boolean =>
  kind === 'unrelated' && reasons.some(({ signal }) => signal === TOO_LITTLE.signal);

/** The values of all signals, in their order. */
export function measure(sight: Sight): Float64Array {
  const values = new Float64Array(SIGNALS.length);
  for (let at = 0; at < SIGNALS.length; at += 1) values[at] = SIGNALS[at]?.measure(sight) ?? 0;
  return values;
}

/** Sums what the signals say into a verdict. `further` are reasons beside the signals, such as vetoes, which decide alone. */
export function verdictOf(sight: Sight, values: Float64Array, judge: Judge, further: readonly Reason[]): Verdict {
  const { bias, weights } = judge.compact[regimeOf(sight)];
  const reasons: Reason[] = [
    { signal: 'start', contribution: bias, evidence: 'most items are not of this story' },
    ...further,
  ];
  let sum = bias;
  for (const { contribution } of further) sum += contribution;
  for (let at = 0; at < SIGNALS.length; at += 1) {
    const contribution = (weights[at] ?? 0) * (values[at] ?? 0);
    const signal = SIGNALS[at];
    if (signal === undefined || Math.abs(contribution) < LEAST) continue;
    sum += contribution;
    reasons.push({ signal: signal.name, contribution, evidence: signal.evidence(sight) });
  }
  reasons.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const score = logistic(sum);
  const threshold = sight.memory.compiled.profile.threshold ?? judge.model.threshold;
  const kind = kindOf(score, threshold, judge.model.unsureShare);
  return { kind, score, threshold, reasons, strand: kind === 'unrelated' ? undefined : strandOf(sight) };
}

const HEARSAY = SIGNALS.findIndex(({ name }) => name === 'nearest-unrelated');

/**
 * What the score would be had nothing like the item been found unrelated before. By this an item stands for the story
 * or against it later on: what was turned down for its neighbours alone must not turn down its own neighbours in turn.
 */
export function ownScore(sight: Sight, score: Score, judge: Judge): Score {
  if (score === 0 || score === 1) return score;
  const weight = judge.compact[regimeOf(sight)].weights[HEARSAY] ?? 0;
  return logistic(Math.log(score / (1 - score)) - weight * similarityOf(sight.rejected));
}

function kindOf(score: number, threshold: number, unsureShare: number): Verdict['kind'] {
  if (score >= threshold) return 'follow-up';
  return score >= threshold * unsureShare ? 'unsure' : 'unrelated';
}

function strandOf(sight: Sight): StrandId | undefined {
  const { strands } = sight.memory.compiled.profile;
  return strands[followedStrand(sight)]?.id ?? strands[0]?.id;
}

/** One word of the story in a bare headline of another language, beside no actor, no place and nothing learnt, is anybody's. */
export function loneWord({ match, cross, hasSummary }: Sight): readonly Reason[] {
  const isAlone = isLoneWord(match) && match.place === 0 && match.learntTerms === 0;
  if (!cross || hasSummary || !isAlone) return [];
  const said = match.termTexts[0] === undefined ? 'no word' : `no word but "${match.termTexts[0]}"`;
  return [
    {
      signal: 'lone-word',
      contribution: VETO,
      evidence: `a headline of another language that has ${said} of the story`,
    },
  ];
}

/** Reasons that make an item unrelated whatever its signals say. */
export function vetoesFor(item: FeedItem, excluded: string | undefined, isBackground: boolean): readonly Reason[] {
  const vetoes: Reason[] = [];
  if (excluded !== undefined)
    vetoes.push({ signal: 'excluded', contribution: VETO, evidence: `says "${excluded}", which the profile excludes` });
  if (isBackground) {
    const evidence = `published more than 30 days before the story began: ${item.title}`;
    vetoes.push({ signal: 'before-the-story', contribution: VETO, evidence });
  }
  return vetoes;
}
