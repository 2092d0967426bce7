import { fold } from '../text/fold.ts';
import type { Actor, Profile, Strand, Term } from './story.ts';
import { readTranslations, translationLines } from './translated.ts';

/** What people can change of a profile without its file, as text: a line for each. */
export interface ProfileEdit {
  /** `Name = alias; alias` */
  readonly actors: string;
  readonly terms: string;
  readonly exclude: string;
  /** From 0 to 1; empty: the model's own. */
  readonly threshold: string;
  /** Lines such as EXAMPLE_LINE; only where something is translated. */
  readonly translated?: string;
}

export type EditField = keyof ProfileEdit;

/** The edited profile, or what is wrong, by field. */
export type EditedProfile =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'faults'; readonly faults: ReadonlyMap<EditField, string> };

/** The profile as text to be changed. */
export function editOf({ actors, terms, exclude, threshold, translated = [] }: Profile): ProfileEdit {
  return {
    actors: actors
      .map(({ name, aliases }) => (aliases.length === 0 ? name : `${name} = ${aliases.join('; ')}`))
      .join('\n'),
    terms: terms.map(({ phrase }) => phrase).join('\n'),
    exclude: exclude.join('\n'),
    threshold: threshold === undefined ? '' : String(threshold),
    ...(translated.length === 0 ? {} : { translated: translationLines(translated).join('\n') }),
  };
}

const MOST = 150;
const LONGEST = 100;
const NEW_WEIGHT = 0.8;

/**
 * Reads an edit of a profile. What was there keeps its weight, role and concept; what is new joins the strongest strand;
 * what is gone leaves every strand, and a strand of which nothing is left goes with it.
 */
export function readEdit(profile: Profile, edit: ProfileEdit): EditedProfile {
  const faults = new Map<EditField, string>();
  const actors = linesOf(edit.actors).map((line) => actorOf(line, profile.actors));
  const terms = linesOf(edit.terms).map((phrase) => termOf(phrase, profile.terms));
  const exclude = linesOf(edit.exclude);
  const threshold = readThreshold(edit.threshold);
  const note = (field: EditField, fault: string | undefined): void => {
    if (fault !== undefined && !faults.has(field)) faults.set(field, fault);
  };
  note(
    'actors',
    listFault(
      actors.flatMap(({ name, aliases }) => [name, ...aliases]),
      actors.map(({ name }) => name),
    ),
  );
  note('terms', listFault(terms.map(({ phrase }) => phrase)));
  note('exclude', listFault(exclude));
  const own = new Set([...actors.map(({ name }) => fold(name)), ...terms.map(({ phrase }) => fold(phrase))]);
  const shut = exclude.find((phrase) => own.has(fold(phrase)));
  if (shut !== undefined)
    note('exclude', `"${short(shut)}" is what the story looks for: it would shut out everything.`);
  if (threshold === 'fault') {
    note('threshold', `"${short(edit.threshold.trim())}" is no score: expected 0 to 1, such as 0.6, or nothing.`);
  }
  const strands = strandsOf(profile, actors, terms);
  if (actors.length + terms.length === 0) note('actors', 'Nothing would be looked for: name an actor or a term.');
  const translated = readTranslations(
    { ...profile, actors, terms },
    edit.translated === undefined ? undefined : linesOf(edit.translated),
  );
  if (typeof translated === 'string') note('translated', translated);
  if (faults.size > 0 || threshold === 'fault' || typeof translated === 'string') return { kind: 'faults', faults };
  const after = { ...profile, actors, terms, exclude, strands, threshold };
  return { kind: 'profile', profile: translated === undefined ? after : { ...after, translated } };
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

function actorOf(line: string, known: readonly Actor[]): Actor {
  const [name = '', ...rest] = line.split('=').map((part) => part.trim());
  const aliases = rest
    .join('=')
    .split(';')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
  const before = known.find((actor) => actor.name === name);
  // A name of one or two letters is met everywhere.
  const fresh = { name, role: undefined, ambiguous: name.length <= 2, weight: NEW_WEIGHT };
  return { ...(before ?? fresh), aliases };
}

function termOf(phrase: string, known: readonly Term[]): Term {
  return known.find((term) => term.phrase === phrase) ?? { phrase, concept: undefined, weight: NEW_WEIGHT };
}

function readThreshold(text: string): number | undefined | 'fault' {
  const written = text.trim().replace(',', '.');
  if (written === '') return undefined;
  const value = Number(written);
  return /^\d*\.?\d+$/.test(written) && value >= 0 && value <= 1 ? value : 'fault';
}

/** What is wrong with a list; `heads` are those that must differ. */
function listFault(texts: readonly string[], heads: readonly string[] = texts): string | undefined {
  if (heads.length > MOST) return `${heads.length} lines are too many: at most ${MOST}.`;
  if (texts.some((text) => text === '')) return 'A line begins with "=": write Name = alias; alias.';
  const long = texts.find((text) => text.length > LONGEST);
  if (long !== undefined) return `"${short(long)}" is too long: at most ${LONGEST} characters, one thing a line.`;
  if (texts.some((text) => !/[\p{L}\p{N}]/u.test(text))) return 'A line has neither a letter nor a figure.';
  const twice = heads.find((text, at) => heads.findIndex((other) => fold(other) === fold(text)) < at);
  return twice === undefined ? undefined : `"${short(twice)}" stands there twice.`;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function strandsOf(profile: Profile, actors: readonly Actor[], terms: readonly Term[]): readonly Strand[] {
  const names = actors.map(({ name }) => name);
  const phrases = terms.map(({ phrase }) => phrase);
  const freshNames = names.filter((name) => !profile.actors.some((actor) => actor.name === name));
  const freshPhrases = phrases.filter((phrase) => !profile.terms.some((term) => term.phrase === phrase));
  const kept = profile.strands
    .map((strand) => ({
      ...strand,
      actors: strand.actors.filter((name) => names.includes(name)),
      terms: strand.terms.filter((phrase) => phrases.includes(phrase)),
    }))
    .filter((strand) => strand.actors.length + strand.terms.length > 0);
  const strongest = kept.toSorted((a, b) => b.weight - a.weight)[0];
  const [first] = profile.strands;
  // Where every strand is gone, what is new makes the first one again.
  if (strongest === undefined) return first === undefined ? [] : [{ ...first, actors: names, terms: phrases }];
  return kept.map((strand) =>
    strand === strongest
      ? { ...strand, actors: [...strand.actors, ...freshNames], terms: [...strand.terms, ...freshPhrases] }
      : strand,
  );
}

/** What an edit changes, a few words each: `+ actor Kranwerk`, `− term crane`, `threshold 0.5 → 0.6`. Empty where it changes nothing. */
export function changesBetween(before: Profile, after: Profile): readonly string[] {
  const names = ({ actors }: Profile): readonly string[] => actors.map(({ name }) => name);
  const phrases = ({ terms }: Profile): readonly string[] => terms.map(({ phrase }) => phrase);
  const realiased = after.actors.filter((actor) => {
    const old = before.actors.find(({ name }) => name === actor.name);
    return old !== undefined && old.aliases.join('\n') !== actor.aliases.join('\n');
  });
  const score = ({ threshold }: Profile): string => (threshold === undefined ? "the model's own" : String(threshold));
  return [
    ...listChanges('actor', names(before), names(after)),
    ...realiased.map(({ name }) => `other names of ${name}`),
    ...listChanges('term', phrases(before), phrases(after)),
    ...listChanges('translation', translationLines(before.translated), translationLines(after.translated)),
    ...listChanges('exclusion', before.exclude, after.exclude),
    ...(before.threshold === after.threshold ? [] : [`threshold ${score(before)} → ${score(after)}`]),
  ];
}

function listChanges(what: string, before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...after.filter((one) => !before.includes(one)).map((one) => `+ ${what} ${one}`),
    ...before.filter((one) => !after.includes(one)).map((one) => `− ${what} ${one}`),
  ];
}
