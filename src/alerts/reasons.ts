import type { Reason, Verdict } from '../relevance/verdict.ts';

const REASONS_SHOWN = 2;
/** Signals that measure how alike texts are: what a reader cannot point at in the text. */
const MEASURES = ['nearest', 'margin', 'whole', 'covered', 'headline', 'stands-out', 'other-language'];
/** Where every item starts from; it speaks against all of them alike. */
const START = 'start';

/**
 * The strongest reasons that speak for the item, in few words; empty where none does.
 * What names actors, terms and places comes first: a likeness in per cent tells a reader less.
 */
export function reasonsOf({ reasons }: Verdict): string {
  const shown = ranked(reasons.filter(({ contribution }) => contribution > 0)).slice(0, REASONS_SHOWN);
  return [...new Set(shown.map(({ evidence }) => evidence))].join('; ');
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
