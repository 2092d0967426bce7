import { UserError } from '../errors.ts';
import type { Story } from '../story/story.ts';

/**
 * The story that is meant: by its id, by an unmistakable beginning of it, or the only one that there is where nothing is said.
 * Throws a UserError that names the nearest one.
 */
export function storyNamed(stories: readonly Story[], name: string): Story {
  const wanted = name.trim().toLowerCase();
  const [only] = stories;
  if (only === undefined) {
    throw new UserError('No story is followed yet', { hint: 'Add one to the configuration and start the bot again.' });
  }
  if (wanted === '') {
    if (stories.length === 1) return only;
    throw new UserError('Which story?', { hint: `Add its name: ${namesOf(stories)}.` });
  }
  const exact = stories.find(({ id }) => id.toLowerCase() === wanted);
  const beginning = stories.filter(({ id }) => id.toLowerCase().startsWith(wanted));
  const found = exact ?? (beginning.length === 1 ? beginning[0] : undefined);
  if (found !== undefined) return found;
  throw new UserError(`No story "${name.trim()}"${meant(nearestStory(wanted, stories))}`, {
    hint: `There ${stories.length === 1 ? 'is' : 'are'}: ${namesOf(stories)}.`,
  });
}

/** `: did you mean "…"?`, or nothing. */
export function meant(name: string | undefined): string {
  return name === undefined ? '' : `: did you mean "${name}"?`;
}

/** What a list is asked for: `[story] [count] [from N]`, in the order in which it is typed. */
export interface Slice {
  readonly story: string;
  readonly count: number;
  /** The first row, counted from 1. */
  readonly from: number;
}

/** Reads `words from 6`: the rest of what was typed, and the first row, counted from 1. */
export function readPage(text: string): { readonly rest: string; readonly from: number } {
  const [, rest = '', from] = /^(.*?)\s+from\s+(\d{1,5})$/su.exec(text.trim()) ?? [];
  return from === undefined ? { rest: text.trim(), from: 1 } : { rest, from: Math.max(1, Number(from)) };
}

/** Reads `spain 10 from 6`. Throws a UserError for a count that is no number of rows. */
export function readSlice(text: string, defaults: { readonly count: number; readonly most: number }): Slice {
  const words = text.split(/\s+/).filter((word) => word !== '');
  let from = 1;
  if (words.at(-2)?.toLowerCase() === 'from') {
    from = readNumber(words.at(-1) ?? '', 'from', 10_000);
    words.splice(-2);
  }
  const isCounted = words.length > 0 && /^-?\d+$/.test(words.at(-1) ?? '');
  const count = isCounted ? readNumber(words.pop() ?? '', 'count', defaults.most) : defaults.count;
  return { story: words.join(' '), count, from };
}

function readNumber(word: string, name: string, most: number): number {
  const value = Number(word);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UserError(`${name} is ${word}; expected a whole number from 1 to ${most}`, { hint: 'For example: 5.' });
}

/** The candidate that is spelt most alike, if it is alike at all: at most a third of the letters differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of candidates) {
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.min(word.length, name.length) / 3));
    if (distance <= allowed && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** By the whole id, else by one of its parts: "spian" is near "spain-platforms". */
function nearestStory(wanted: string, stories: readonly Story[]): string | undefined {
  const whole = nearest(
    wanted,
    stories.map(({ id }) => id),
  );
  if (whole !== undefined) return whole;
  return stories.find(({ id, profile }) => {
    const parts = [...id.split(/[-_]/), ...profile.title.split(/\s+/)].filter((part) => part.length >= 3);
    return nearest(wanted, parts) !== undefined;
  })?.id;
}

function namesOf(stories: readonly Story[]): string {
  const shown = stories.slice(0, 10).map(({ id }) => id);
  const more = stories.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** Longer words are no names that somebody typed. */
const LONGEST = 64;

/** Insertions, deletions, replacements and swaps of neighbours (Damerau 1964, optimal string alignment). */
function editDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
