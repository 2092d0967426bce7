import type { Reason, Verdict } from '../relevance/verdict.ts';

const REASONS_SHOWN = 2;
const SAME_WORDS = 0.6;
/** Signals that measure how alike texts are: what a reader cannot point at in the text. */
const MEASURES = ['nearest', 'margin', 'whole', 'covered', 'headline', 'stands-out', 'other-language'];
/** Where every item starts from; it speaks against all of them alike. */
const START = 'start';

/**
 * The strongest reasons that speak for the item, in few words; empty where none does.
 * What names actors, terms and places comes first: a likeness in per cent tells a reader less.
 */
export function reasonsOf({ reasons }: Verdict): string {
  const shown: string[] = [];
  for (const { evidence } of ranked(reasons.filter(({ contribution }) => contribution > 0))) {
    if (shown.length === REASONS_SHOWN) break;
    if (!shown.some((other) => tellsSame(evidence, other))) shown.push(evidence);
  }
  return shown.join('; ');
}

/** Whether one evidence points at little that the other does not: signals often find the same words. */
function tellsSame(evidence: string, other: string): boolean {
  const known = new Set(wordsOf(other));
  const words = wordsOf(evidence);
  return words.length > 0 && words.filter((word) => known.has(word)).length >= SAME_WORDS * words.length;
}

function wordsOf(evidence: string): readonly string[] {
  return (evidence.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3);
}

/** Why an unsure item was not taken: the strongest thing against it, or how little speaks for it. */
export function nearMissReason({ reasons }: Verdict): string {
  const [against] = ranked(reasons.filter(({ signal, contribution }) => signal !== START && contribution < 0));
  if (against !== undefined) return against.evidence;
  const [best] = ranked(reasons.filter(({ contribution }) => contribution > 0));
  return best === undefined ? 'says too little of the story' : `too little speaks for it: ${best.evidence}`;
}

/** What can be pointed at before what is measured; each strongest first. */
function ranked(reasons: readonly Reason[]): readonly Reason[] {
  const told = reasons
    .filter(({ evidence }) => evidence !== '')
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return [...told.filter((reason) => !isMeasure(reason)), ...told.filter(isMeasure)];
}

function isMeasure({ signal, evidence }: Reason): boolean {
  return evidence.includes('%') || MEASURES.some((prefix) => signal.startsWith(prefix));
}
