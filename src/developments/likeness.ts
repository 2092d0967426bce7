import type { Prepared, Reader } from '../text/prepared.ts';

/** How alike two items are, each share in [0, 1]; undefined where neither item says anything of the kind. */
export interface Likeness {
  /** Shared stems, weighted by rarity; only within one language. */
  readonly words: number | undefined;
  readonly titleWords: number | undefined;
  readonly names: number | undefined;
  readonly concepts: number | undefined;
  readonly places: number | undefined;
  readonly numbers: number | undefined;
}

/** Compares two prepared items. Symmetric. Cost: linear in their words. */
export function likeness(a: Prepared, b: Prepared, reader: Reader): Likeness {
  const sameLang = a.lang === b.lang;
  return {
    words: sameLang ? weightedShare(a.stems, b.stems, reader) : undefined,
    titleWords: sameLang ? weightedShare(a.titleStems, b.titleStems, reader) : undefined,
    names: nameShare(a.names, b.names),
    concepts: share(a.concepts, b.concepts),
    places: share(a.places, b.places),
    numbers: share(a.numbers, b.numbers),
  };
}

/** Twice the weight in common over the weight of both (Dice's coefficient), each stem weighing its rarity. */
function weightedShare(a: ReadonlySet<string>, b: ReadonlySet<string>, reader: Reader): number | undefined {
  let common = 0;
  let all = 0;
  for (const stem of a) {
    const weight = reader.rarity(stem);
    all += weight;
    if (b.has(stem)) common += 2 * weight;
  }
  for (const stem of b) all += reader.rarity(stem);
  return all === 0 ? undefined : common / all;
}

function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number | undefined {
  if (a.size === 0 || b.size === 0) return undefined;
  return (2 * inCommon(a, b).length) / (a.size + b.size);
}

/** Names agree also by their last word: `pedro sanchez` and `sanchez` are one person. */
function nameShare(a: ReadonlySet<string>, b: ReadonlySet<string>): number | undefined {
  const left = lastWords(a);
  const right = lastWords(b);
  return share(left, right);
}

function lastWords(names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].map((name) => name.slice(name.lastIndexOf(' ') + 1)));
}

/** What both sets hold, in the first one's order. */
export function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  return [...a].filter((each) => b.has(each));
}
