import { holdsForAll, type Reason, type Verdict } from '../relevance/verdict.ts';

const REASONS_SHOWN = 2;
const THINGS_SHOWN = 3;
/** Signals that measure how alike texts are: what a reader cannot point at in the text. */
const MEASURES = ['nearest', 'whole', 'stands-out', 'other-language'];

/**
 * The strongest reasons that speak for the item, in few words: at most two, of different kinds, no word of one in the other,
 * no percentages. Empty where none speaks for it. What can be pointed at in the text comes before a likeness.
 */
export function reasonsOf({ reasons }: Verdict): string {
  const shown: Gist[] = [];
  for (const reason of ranked(reasons).filter(({ contribution }) => contribution > 0)) {
    for (const gist of gistsOf(reason)) {
      if (shown.length === REASONS_SHOWN) break;
      const fresh = withoutKnown(gist, shown);
      if (fresh !== undefined) shown.push(fresh);
    }
  }
  const named = shown.filter(({ lead }) => lead === NAMES);
  return [...named, ...shown.filter(({ lead }) => lead !== NAMES)].map(textOf).join('; ');
}

/** A reason in short: a lead such as `names`, and what it points at. */
interface Gist {
  readonly lead: string;
  readonly things: readonly string[];
}

/** What a reader recognises first is said first. */
const NAMES = 'names ';

/** How an evidence begins that lists things, and what is said instead; each list is split at its commas. */
const LEADS: readonly (readonly [RegExp, string])[] = [
  [/^names /, NAMES],
  [/^speaks of /, 'speaks of '],
  [/^(all|most|some) of its matters are the story's: /, 'speaks of '],
  [/^words that follow-ups keep using: /, 'speaks of '],
  [/^is about /, 'about '],
];

/** Long evidence that lists nothing, and what is said instead. */
const SHORTER: readonly (readonly [RegExp, string])[] = [
  [/^.* is an outlet of the story's country, and no other place is named$/, "an outlet of the story's country"],
  [/^\d+ % alike to /, 'like '],
  [/^reads alike in meaning to (".*"): .*$/, 'reads alike in meaning to $1'],
];

/** What joins the actors and the terms that were found together. */
const TOGETHER = ' and speaks of ';

function gistsOf({ evidence }: Reason): readonly Gist[] {
  const listing = LEADS.find(([form]) => form.test(evidence));
  if (listing !== undefined) {
    const [form, lead] = listing;
    const listed = evidence.replace(form, '').replace(/, and of the story's matter$/, '');
    const [things = '', terms] = lead === NAMES ? listed.split(TOGETHER) : [listed];
    const gist = { lead, things: things.split(', ') };
    return terms === undefined ? [gist] : [gist, { lead: 'speaks of ', things: terms.split(', ') }];
  }
  return [{ lead: '', things: [shortened(evidence)] }];
}

function shortened(evidence: string): string {
  const shorter = SHORTER.find(([form]) => form.test(evidence));
  return shorter === undefined ? evidence : evidence.replace(...shorter);
}

/** What the gist points at that the others do not; undefined where that is nothing or of a kind that is told. */
function withoutKnown({ lead, things }: Gist, shown: readonly Gist[]): Gist | undefined {
  if (lead !== '' && shown.some((other) => other.lead === lead)) return undefined;
  const known = new Set(shown.flatMap((other) => other.things.flatMap(wordsOf)));
  const fresh = things.filter((thing) => thing !== '' && !wordsOf(thing).some((word) => known.has(word)));
  return fresh.length === 0 ? undefined : { lead, things: fresh.slice(0, THINGS_SHOWN) };
}

function textOf({ lead, things }: Gist): string {
  const last = things.at(-1) ?? '';
  return lead + (things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`);
}

/** In small letters; short words link others and say nothing, but a name may be as short as `X`. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length > 3 || word !== word.toLowerCase()).map((word) => word.toLowerCase());
}

/** Why an unsure item was not taken: the strongest thing against it, or how little speaks for it. */
export function nearMissReason({ reasons }: Verdict): string {
  const told = ranked(reasons);
  const against = told.find(({ contribution }) => contribution < 0);
  if (against !== undefined) return shortened(against.evidence);
  const best = told.find(({ contribution }) => contribution > 0);
  return best === undefined ? 'says too little of the story' : `too little speaks for it: ${shortened(best.evidence)}`;
}

/** What can be pointed at before what is measured; each strongest first. */
function ranked(reasons: readonly Reason[]): readonly Reason[] {
  const told = reasons
    .filter((reason) => reason.evidence !== '' && !holdsForAll(reason))
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return [...told.filter((reason) => !isMeasure(reason)), ...told.filter(isMeasure)];
}

function isMeasure({ signal, evidence }: Reason): boolean {
  return evidence.includes('%') || MEASURES.some((prefix) => signal.startsWith(prefix));
}
