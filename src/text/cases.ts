import type { Scan } from './scan.ts';
import { CAPITAL, IN_TITLE, NUMBER, STARTS } from './tokens.ts';

/** How often words were written small and how often with a capital where a capital means a name. Fixed size. */
export interface Cases {
  readonly small: Uint16Array;
  readonly capital: Uint16Array;
}

const SLOTS = 1 << 16;
const FULL = 60_000;

export function makeCases(): Cases {
  return { small: new Uint16Array(SLOTS), capital: new Uint16Array(SLOTS) };
}

/** 1: written as a name so far; -1: written small; 0: not met, or both. */
export function caseOf(cases: Cases, hash: number): number {
  const slot = hash & (SLOTS - 1);
  const small = cases.small[slot] ?? 0;
  const capital = cases.capital[slot] ?? 0;
  if (capital > 2 * small) return 1;
  return small > 0 ? -1 : 0;
}

/** Remembers how a text's words were written; headlines in capitals and languages with capital nouns teach less. */
export function learnCases(cases: Cases, { tokens, lang, titleCased, addressFrom }: Scan): void {
  for (let index = 0; index < addressFrom; index += 1) {
    const flags = tokens.flags[index] ?? 0;
    if ((flags & NUMBER) !== 0) continue;
    const slot = (tokens.hash[index] ?? 0) & (SLOTS - 1);
    if ((flags & CAPITAL) === 0) count(cases.small, slot);
    else if ((flags & STARTS) === 0 && lang !== 'de' && !(titleCased && (flags & IN_TITLE) !== 0)) {
      count(cases.capital, slot);
    }
  }
}

function count(counts: Uint16Array, slot: number): void {
  const before = counts[slot] ?? 0;
  if (before < FULL) counts[slot] = before + 1;
}
