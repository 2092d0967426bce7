import type { Comparison } from './likeness.ts';
import type { Novelty } from './novelty.ts';

/**
 * From this share said alike an item tells another's text again, in one language and across two.
 * Where two of the labelled stories' items are that alike, they are copies of one text; retellings by hand reach .12 to .5.
 */
export const COPY_FROM = { sameLang: 0.5, otherLang: 0.32 };
/** Feeds without summaries carry an agency's text by its headline alone. */
const SAME_TITLE = 0.9;

/** How surely one item copies the other: 1 and above it does, unless it brings facts. */
export function copyStrength({ likeness, whole, sameLang }: Comparison): number {
  if (!sameLang) return whole / COPY_FROM.otherLang;
  return Math.max(whole / COPY_FROM.sameLang, likeness.titleWords / SAME_TITLE);
}

/**
 * Whether what looks like a copy is an update: the toll that rises, the date that moves, the minister who answers.
 * A name counts in full only, for single words are often capitals of another house style;
 * and in one language only, for a translation names its courts and ministries anew.
 */
export function bringsFacts(found: Novelty, sameLang: boolean): boolean {
  return found.numbers.length > 0 || (sameLang && found.names.some((name) => name.includes(' ')));
}
