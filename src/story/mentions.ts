import { isLastName } from '../text/analysis.ts';
import { type Cases, caseOf } from '../text/cases.ts';
import { fold } from '../text/fold.ts';
import { isGivenName } from '../text/lexicon.ts';
import { gapAfter, type Scan, textOf, wordOf } from '../text/scan.ts';
import { ALL_CAPITALS, CAPITAL } from '../text/tokens.ts';
import { isLastNameFirst, type NameRun } from './names.ts';
import { type Segment, sensesIn } from './reading.ts';

/** One mention of a name in a seed. */
export interface Mention {
  readonly name: string;
  readonly role: string | undefined;
  readonly weight: number;
  readonly aliases: readonly string[];
}

/** The names of a headline or paragraph, with what stands beside them. */
export function mentionsIn(segment: Segment, cases: Cases): readonly Mention[] {
  const { scan, names } = segment;
  const placed = placeTokens(scan);
  const roles = roleTokens(scan);
  const bracketed = new Set<NameRun>();
  const found: Mention[] = [];
  for (const run of names) {
    if (bracketed.has(run) || isWholly(run, placed) || isWholly(run, roles) || isPlainWord(scan, run, cases)) continue;
    const whole = personOf(scan, run);
    const { from, role } = withoutRole(scan, personIn(scan, whole), roles, whole.from);
    const aliases = aliasesBehind(scan, run, names);
    for (const { run: inside } of aliases) bracketed.add(inside);
    found.push({
      name: written(scan, from, run.to),
      role: role ?? roleBehind(scan, run.to),
      weight: segment.weight,
      aliases: aliases.map(({ text }) => text),
    });
  }
  return found;
}

/**
 * A single word that the lexicon knows, or that the seed also writes small, is a term and no name. Where nouns are written
 * small, one with a capital that is known by its end alone is a name all the same: `Kustbanken`.
 */
function isPlainWord(scan: Scan, run: NameRun, cases: Cases): boolean {
  if (run.to > run.from) return false;
  const word = wordOf(scan, run.from);
  const isKnown = word?.senses.some(
    ({ isPlace, written }) => !isPlace && (scan.lang === 'de' || word.form.startsWith(fold(written))),
  );
  return isKnown === true || caseOf(cases, scan.tokens.hash[run.from] ?? 0) < 0;
}

/** Tokens that name a place. */
export function placeTokens(scan: Scan): ReadonlySet<number> {
  const tokens = new Set<number>();
  for (const { sense, from, to } of sensesIn(scan)) {
    if (sense.isPlace && !isLastName(scan, from, sense)) for (let at = from; at <= to; at += 1) tokens.add(at);
  }
  return tokens;
}

/** Of `Government of Jane Doe` the person: a body that the lexicon knows, a small word, and a name of two words. */
function personOf(scan: Scan, run: NameRun): NameRun {
  for (let at = run.from + 1; at + 2 <= run.to; at += 1) {
    const isSmall = ((scan.tokens.flags[at] ?? 0) & CAPITAL) === 0;
    if (isSmall && isMatter(scan, at - 1) && !isMatter(scan, at + 1) && !isMatter(scan, at + 2))
      return { from: at + 1, to: run.to };
  }
  return run;
}

/** Of `Corrèze Jean Doe` the person: what stands before a given name is none, and no body that is named after somebody. */
function personIn(scan: Scan, run: NameRun): NameRun {
  if (isLastNameFirst(scan.lang)) return run;
  for (let at = run.from; at < run.to; at += 1) {
    if (isGiven(scan, at)) return { from: at, to: run.to };
    if (isMatter(scan, at) || NAMED_AFTER.has(wordOf(scan, at)?.form ?? '') || !isCapital(scan, at)) return run;
  }
  return run;
}

const isGiven = (scan: Scan, at: number): boolean => isGivenName(scan.vocabulary.lexicon, wordOf(scan, at)?.form ?? '');

/** Places that have somebody's name: `San Juan`, `Port Elizabeth`. */
const NAMED_AFTER = new Set(
  'san santa santo sao saint sainte st ste sankt sint port porto puerto fort cape mount lake villa ciudad isla ile'.split(
    ' ',
  ),
);

function isMatter(scan: Scan, at: number): boolean {
  return wordOf(scan, at)?.senses.some((sense) => !sense.isPlace) ?? false;
}

function isWholly(run: NameRun, tokens: ReadonlySet<number>): boolean {
  for (let at = run.from; at <= run.to; at += 1) if (!tokens.has(at)) return false;
  return true;
}

/**
 * Takes leading words such as `Prime Minister` off a name, and finds such words right before it, or before what was cut
 * off it from `start` on: `minister for health Jane Doe`.
 */
function withoutRole(
  scan: Scan,
  run: NameRun,
  roles: ReadonlySet<number>,
  start: number,
): { readonly from: number; readonly role: string | undefined } {
  let from = run.from;
  for (let at = run.from; at < run.to && at < run.from + MAX_ROLE_WORDS; at += 1) {
    const isFollowed = run.to - at >= 2 || from === at;
    if (roles.has(at) && !roles.has(at + 1) && !roles.has(run.to) && isFollowed && isCapital(scan, at + 1))
      from = at + 1;
  }
  if (from > run.from) return { from, role: written(scan, run.from, from - 1) };
  let before = start;
  while (before > 0 && start - before < 3 && isAdjoining(scan, before) && roles.has(before - 1)) before -= 1;
  return { from, role: before < start ? written(scan, before, run.from - 1) : undefined };
}

const MAX_ROLE_WORDS = 4;

const isCapital = (scan: Scan, at: number): boolean => ((scan.tokens.flags[at] ?? 0) & CAPITAL) !== 0;

function roleTokens(scan: Scan): ReadonlySet<number> {
  const tokens = new Set<number>();
  for (const { sense, from, to } of sensesIn(scan)) {
    if (ROLES.has(sense.id)) for (let at = from; at <= to; at += 1) tokens.add(at);
  }
  return tokens;
}

const ROLES = new Set(
  'role-title prime-minister president minister spokesperson prosecutor executive-boss founder mayor-local lawyer'.split(
    ' ',
  ),
);

function isAdjoining(scan: Scan, at: number): boolean {
  return gapAfter(scan, at - 1).trim() === '';
}

/** `, owner of X,` behind a name is its role. */
function roleBehind(scan: Scan, to: number): string | undefined {
  if (gapAfter(scan, to).trim() !== ',' || ((scan.tokens.flags[to + 1] ?? 0) & CAPITAL) !== 0) return undefined;
  if (!roleTokens(scan).has(to + 1)) return undefined;
  let end = to + 1;
  while (end < scan.tokens.count - 1 && end < to + 6 && gapAfter(scan, end).trim() === '') end += 1;
  return written(scan, to + 1, end);
}

/** Names in brackets right behind a name, such as `X (formerly Twitter)`, stand for the same thing. */
function aliasesBehind(
  scan: Scan,
  run: NameRun,
  names: readonly NameRun[],
): readonly { readonly run: NameRun; readonly text: string }[] {
  if (!gapAfter(scan, run.to).trimStart().startsWith('(')) return [];
  let end = run.to + 1;
  while (end < scan.tokens.count - 1 && !gapAfter(scan, end).includes(')') && end - run.to < 12) end += 1;
  if (!gapAfter(scan, end).includes(')')) return [];
  const inside = names.filter((other) => other.from > run.to && other.to <= end);
  const isAcronym = end === run.to + 1 && ((scan.tokens.flags[end] ?? 0) & ALL_CAPITALS) !== 0;
  const isExplained = inside.length > 0 && end > run.to + 1;
  // A party or an agency behind a person's name is another actor, not a second name.
  if (!isExplained && !(isAcronym && isAcronymOf(scan, run, end))) return [];
  return inside.map((other) => ({ run: other, text: written(scan, other.from, other.to) }));
}

function isAcronymOf(scan: Scan, run: NameRun, at: number): boolean {
  const letters = fold(textOf(scan, at));
  const initials = Array.from({ length: run.to - run.from + 1 }, (_, offset) =>
    fold(textOf(scan, run.from + offset)).charAt(0),
  );
  return (
    initials.length >= 2 &&
    initials.filter((letter) => letters.includes(letter)).length >= initials.length - 1 &&
    letters.startsWith(initials[0] ?? ' ')
  );
}

function written(scan: Scan, from: number, to: number): string {
  return textOf(scan, from, to).replace(/\s+/g, ' ');
}
