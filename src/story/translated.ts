import { cleanLine } from '../message/clean.ts';
import { fold } from '../text/fold.ts';
import type { Profile, Translation } from './story.ts';

/** Of one term in one language, and in all. */
const MOST_OF_ONE = 3;
const MOST = 200;
const LONGEST = 80;
const MOST_WORDS = 6;
/** Fewer letters are met everywhere. */
const LEAST_LETTERS = 3;

/**
 * What of a model's translations can be used: of the profile's own terms and names, into the languages asked for, short, with
 * letters, each once, and nothing that the profile says or excludes itself. Cleaned, for a model may say anything.
 */
export function usableTranslations(
  profile: Profile,
  said: readonly Translation[],
  languages: readonly string[],
): readonly Translation[] {
  const own = new Set(ownTexts(profile).map(fold));
  const known = sources(profile);
  const counts = new Map<string, number>();
  const usable = new Map<string, Translation>();
  for (const { lang, of, phrase: raw } of said) {
    const phrase = cleanLine(raw.slice(0, 2 * LONGEST));
    const count = counts.get(`${lang} ${of}`) ?? 0;
    const key = `${lang} ${fold(phrase)}`;
    if (!known.has(of) || !languages.includes(lang) || lang === profile.lang || count >= MOST_OF_ONE) continue;
    if (!isPhrase(phrase) || own.has(fold(phrase)) || usable.has(key) || usable.size >= MOST) continue;
    counts.set(`${lang} ${of}`, count + 1);
    usable.set(key, { lang, phrase, of });
  }
  return [...usable.values()];
}

function isPhrase(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  // What tells names from figures, addresses and mark-up: it is all that a phrase may have beside letters and digits.
  const isPlain = /^[\p{L}\p{M}\p{N}'’.\- ]+$/u.test(text);
  return isPlain && text.length <= LONGEST && letters.length >= LEAST_LETTERS && text.split(' ').length <= MOST_WORDS;
}

function ownTexts({ actors, terms, exclude }: Profile): readonly string[] {
  return [
    ...actors.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...terms.map(({ phrase }) => phrase),
    ...exclude,
  ];
}

function sources({ actors, terms }: Pick<Profile, 'actors' | 'terms'>): ReadonlySet<string> {
  return new Set([...actors.map(({ name }) => name), ...terms.map(({ phrase }) => phrase)]);
}

/** How people read and edit a translation. */
export const EXAMPLE_LINE = 'de: Hafen = harbour';

/** As people read and edit them, a line each. */
export function translationLines(translated: readonly Translation[] = []): readonly string[] {
  return translated.map(({ lang, phrase, of }) => `${lang}: ${phrase} = ${of}`);
}

/**
 * Reads edited lines: undefined lines leave what is there. What translates a term that is gone goes with it.
 * In words what is wrong with a line; undefined where nothing was ever translated.
 */
export function readTranslations(
  profile: Pick<Profile, 'actors' | 'terms' | 'translated'>,
  lines: readonly string[] | undefined,
): readonly Translation[] | string | undefined {
  const known = sources(profile);
  if (lines === undefined) return profile.translated?.filter(({ of }) => known.has(of));
  const read: Translation[] = [];
  for (const line of lines) {
    const [, lang, phrase, of] = /^([a-z]{2,3}): (.+?) = (.+)$/.exec(line) ?? [];
    if (lang === undefined || phrase === undefined || of === undefined) {
      return `"${line.slice(0, 40)}" is no translation: write ${EXAMPLE_LINE}.`;
    }
    if (phrase.length > LONGEST) return `"${phrase.slice(0, 40)}…" is too long: at most ${LONGEST} characters.`;
    if (known.has(of)) read.push({ lang, phrase, of });
    else if (!profile.translated?.some((before) => before.of === of)) {
      return `"${of.slice(0, 40)}" is neither a term nor an actor of the story.`;
    }
  }
  return read.length > MOST ? `${read.length} lines are too many: at most ${MOST}.` : read;
}
