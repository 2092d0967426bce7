import type { Prepared } from '../text/prepared.ts';

/** What an item says that its development did not yet say. */
export interface Novelty {
  readonly numbers: readonly string[];
  readonly names: readonly string[];
  readonly places: readonly string[];
  readonly concepts: readonly string[];
}

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

/** How many new facts there are. */
export function factCount(found: Novelty): number {
  return found.numbers.length + found.names.length + found.places.length + found.concepts.length;
}

/** Says what is new in a few words: `new figures: 157, 64; new names: saiz`. Empty where nothing is. */
export function describeNovelty(found: Novelty): string {
  const part = (label: string, values: readonly string[]): readonly string[] =>
    values.length === 0 ? [] : [`${label} ${values.slice(0, 3).join(', ')}`];
  return [
    ...part('new figures:', found.numbers),
    ...part('new names:', found.names),
    ...part('new places:', found.places),
    ...part('new acts:', found.concepts),
  ].join('; ');
}

/** One name is the other, or ends in it: `sanchez` and `pedro sanchez`. */
function sameName(a: string, b: string): boolean {
  return a === b || a.endsWith(` ${b}`) || b.endsWith(` ${a}`);
}
