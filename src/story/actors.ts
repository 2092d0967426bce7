import { fold } from '../text/fold.ts';
import { isGivenName, isWordOfConcept, type Lexicon } from '../text/lexicon.ts';
import { stemOf } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { type Mention, mentionsIn } from './mentions.ts';
import { isLastNameFirst } from './names.ts';
import type { Reading } from './reading.ts';
import type { Actor } from './story.ts';

const MAX_ACTORS = 24;
const REPEAT_BONUS = 0.12;

/** The persons, bodies, companies and products that seeds name, weightiest first. */
export function draftActors(reading: Reading): readonly Actor[] {
  // Headings between paragraphs write capitals as headlines do, and whom they name, a sentence names too.
  const told = reading.segments.filter((segment) => !segment.isHeading);
  const mentions = told.flatMap((segment) => mentionsIn(segment, reading.cases));
  const groups = groupMentions(mentions, reading.lang);
  return groups
    .map((group) => toActor(group, reading))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_ACTORS);
}

interface Group {
  name: string;
  role: string | undefined;
  weight: number;
  count: number;
  readonly aliases: Set<string>;
}

/** Joins mentions of one actor: the same name, or a person's last name after the whole one. */
function groupMentions(mentions: readonly Mention[], lang: string): readonly Group[] {
  const groups: Group[] = [];
  const longestFirst = [...mentions].sort((a, b) => wordsOf(b.name).length - wordsOf(a.name).length);
  for (const mention of longestFirst) {
    const known = groups.find((group) => isSame(group, mention.name, lang));
    const group = known ?? { name: mention.name, role: mention.role, weight: 0, count: 0, aliases: new Set<string>() };
    if (known === undefined) groups.push(group);
    if (fold(mention.name) !== fold(group.name)) group.aliases.add(mention.name);
    for (const alias of mention.aliases) group.aliases.add(alias);
    group.role ??= mention.role;
    group.weight = Math.max(group.weight, mention.weight);
    group.count += 1;
  }
  return groups;
}

function isSame(group: Group, name: string, lang: string): boolean {
  const folded = fold(name);
  if (fold(group.name) === folded || [...group.aliases].some((alias) => fold(alias) === folded)) return true;
  const [word, ...more] = wordsOf(name);
  const whole = wordsOf(group.name);
  const company = companyOf(whole);
  if (company !== undefined) return fold(company) === folded;
  const last = lastNameOf(whole, lang);
  if (word === undefined || more.length > 0 || whole.length < 2 || folded.length <= 2) return false;
  return fold(last) === folded || (isDeclined(lang) && stemOf(last, lang) === stemOf(word, lang));
}

/** Where names have cases: `Tusk`, `Tuska`, `Tuskowi`. */
const DECLINING: ReadonlySet<string> = new Set(['pl', 'cs', 'fi', 'hu', 'el']);
const isDeclined = (lang: string): boolean => DECLINING.has(lang);

/** What a person is called by alone. */
const lastNameOf = (words: readonly string[], lang: string): string => words.at(isLastNameFirst(lang) ? 0 : -1) ?? '';

const wordsOf = (name: string): readonly string[] => name.split(/\s+/);

function toActor(group: Group, { lang, vocabulary: { lexicon } }: Reading): Actor {
  const words = wordsOf(group.name);
  const last = lastNameOf(words, lang);
  const aliases = new Set(group.aliases);
  const company = companyOf(words);
  if (company !== undefined && !isAmbiguous(company, lexicon, lang)) aliases.add(company);
  else if (company === undefined && isPerson(words, group.role, lexicon, lang)) aliases.add(last);
  return {
    name: group.name,
    aliases: [...aliases],
    role: group.role,
    ambiguous: words.length === 1 && isAmbiguous(group.name, lexicon, lang),
    weight: round(Math.min(1, group.weight + REPEAT_BONUS * Math.log2(group.count))),
  };
}

/** Bodies are not given names as persons are; a role tells a person whose given name is not known. */
function isPerson(words: readonly string[], role: string | undefined, lexicon: Lexicon, lang: string): boolean {
  const last = lastNameOf(words, lang);
  if (words.length < 2 || words.length > 5 || !/^\p{Lu}/u.test(last)) return false;
  if (words.some((word) => !PARTICLES.has(word) && isBodyWord(word, lexicon, lang))) return false;
  return role !== undefined || words.some((word) => word !== last && isGivenName(lexicon, word));
}

/** Small words inside persons' names: `Rebelo de Sousa`, `van der Meulen`. */
const PARTICLES = new Set('de da do dos di del della du la le van von der den ten ter zu bin al'.split(' '));

/** How companies' names end: what stands before is what they are called. */
const COMPANY_FORMS = new Set(
  (
    'holding holdings partners group groupe gruppe grupo gruppo corp inc ltd llc plc ag gmbh se sa spa srl nv bv ab as ' +
    'asa oy oyj kft nyrt zrt'
  ).split(' '),
);

/** What a company is called by alone: `Tarvos` of `Tarvos Holding`; undefined where a name is no company's. */
function companyOf(words: readonly string[]): string | undefined {
  return words.length > 1 && COMPANY_FORMS.has(fold(words.at(-1) ?? '')) ? words.slice(0, -1).join(' ') : undefined;
}

/** A bare name that may be something else: a letter, a short word, a word of the language. */
function isAmbiguous(name: string, lexicon: Lexicon, lang: string): boolean {
  const isAcronym = name.length >= 3 && name === name.toUpperCase();
  return name.length <= 2 || (!isAcronym && (name.length <= 4 || isCommon(name, lexicon, lang)));
}

/** Persons' names have no word of the lexicon in them; bodies' names mostly do. */
function isBodyWord(word: string, lexicon: Lexicon, lang: string): boolean {
  return /^(of|the|and|for|y|et|und|e)$/i.test(word) || isCommon(word, lexicon, lang) || word === word.toUpperCase();
}

/** Bodies are named in these wherever one writes; by chance a name is a word of one language or another. */
const LANGUAGES_OF_BODIES = ['en', 'es', 'fr', 'de', 'it', 'pt'];

function isCommon(name: string, lexicon: Lexicon, lang: string): boolean {
  const form = fold(name);
  return [lang, ...LANGUAGES_OF_BODIES].some((one) => isStopWord(form, one) || isWordOfConcept(lexicon, form, one));
}

export const round = (value: number): number => Math.round(value * 100) / 100;
