import type { FeedItem } from '../feeds/item.ts';
import type { Prepared } from '../text/prepared.ts';
import { daysIn } from './days.ts';

/** What an item says that its development did not yet say. */
export interface Novelty {
  readonly numbers: readonly string[];
  readonly names: readonly string[];
  readonly places: readonly string[];
  readonly concepts: readonly string[];
}

const SHOWN = 3;
const PLACE_NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** Lists the figures, names, places and acts of an item that none of the others has. */
export function novelty(item: Prepared, others: readonly Prepared[]): Novelty {
  const fresh = (pick: (prepared: Prepared) => ReadonlySet<string>): readonly string[] =>
    [...pick(item)].filter((each) => !others.some((other) => pick(other).has(each)));
  const names = fresh((prepared) => prepared.names).filter(
    (name) => !others.some((other) => [...other.names].some((known) => sameName(name, known))),
  );
  return {
    numbers: fresh((prepared) => prepared.numbers),
    names,
    places: fresh((prepared) => prepared.places),
    concepts: fresh((prepared) => prepared.concepts),
  };
}

/**
 * Says what is new in a few words: `new figures: 157, 64; new dates: 12 May; new names: Anneke Visser`. Empty where nothing is.
 * Acts are told only where there is nothing firmer: the lexicon takes some words for more than they say.
 */
export function describeNovelty(found: Novelty, item: FeedItem): string {
  const text = `${item.title} ${item.summary}`;
  const part = (label: string, values: readonly string[]): readonly string[] =>
    values.length === 0 ? [] : [`${label} ${values.slice(0, SHOWN).join(', ')}`];
  const days = daysIn(text);
  const firm = [
    ...part(
      'new figures:',
      found.numbers.filter((figure) => !days.has(figure)),
    ),
    ...part(
      'new dates:',
      found.numbers.flatMap((figure) => days.get(figure) ?? []),
    ),
    ...part(
      'new names:',
      tellingNames(found.names).map((name) => asWritten(name, text)),
    ),
    ...part('new places:', found.places.map(placeName)),
  ];
  const acts = found.concepts.map((concept) => concept.replaceAll('-', ' '));
  return (firm.length > 0 ? firm : part('new acts:', acts)).join('; ');
}

/** One name is the other, or ends in it: `visser` and `anneke visser`. */
function sameName(a: string, b: string): boolean {
  return a === b || a.endsWith(` ${b}`) || b.endsWith(` ${a}`);
}

/** Longer names first, for they say who; beside `karim haddad`, `haddad` says nothing, and two letters hardly ever do. */
function tellingNames(names: readonly string[]): readonly string[] {
  const words = (name: string): number => name.split(' ').length;
  return names
    .filter((name) => name.length > 2)
    .filter((name) => !names.some((other) => other !== name && ` ${other} `.includes(` ${name} `)))
    .toSorted((a, b) => words(b) - words(a));
}

/** A folded name with the capitals and accents that it has in the text. */
function asWritten(name: string, text: string): string {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const folded = words.map(fold);
  const wanted = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const at = folded.findIndex((_, from) => wanted.every((word, offset) => folded[from + offset] === word));
  return at < 0 || wanted.length === 0 ? name : words.slice(at, at + wanted.length).join(' ');
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function placeName(place: string): string {
  return /^[A-Z]{2}$/.test(place) ? (PLACE_NAMES.of(place) ?? place) : place;
}
