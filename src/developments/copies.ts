import { DAY_MS } from '../time.ts';
import type { Comparison } from './likeness.ts';
import type { Novelty } from './novelty.ts';

/**
 * From this share said alike an item tells another's text again, in one language and across two.
 * Where two of the labelled stories' items are that alike, they are copies of one text; retellings by hand reach .12 to .5.
 */
export const COPY_FROM = { sameLang: 0.55, otherLang: 0.4 };
/** Feeds without summaries carry an agency's text by its headline alone. */
const SAME_TITLE = 0.9;
/** Addresses in one language that keep a headline so nearly lead to one text. */
const SAME_ADDRESS = 0.85;
/** A publisher's editions translate each other on the day: that much in common shows which text it was. */
const SAME_HOUSE = 0.08;
/**
 * Less in common is what the story is about, not what is told of it. Across languages a word may count as a name, too;
 * the labelled stories' translations have 12 and more, two texts in languages unknown here one name and one place.
 */
const LEAST_IN_COMMON = { sameLang: 4, otherLang: 6 };
/** How long an agency's text is carried on. */
const CARRIED_FOR_MS = 2 * DAY_MS;

/** How surely one item copies the other: 1 and above it does, unless it brings facts. */
export function copyStrength(comparison: Comparison): number {
  const { likeness, whole, sameLang, inCommon, sameHouse, apartMs } = comparison;
  if (sameLang) {
    const text = inCommon < LEAST_IN_COMMON.sameLang ? 0 : whole / COPY_FROM.sameLang;
    return Math.max(text, likeness.titleWords / SAME_TITLE, addressStrength(comparison));
  }
  const text = inCommon < LEAST_IN_COMMON.otherLang ? 0 : whole / COPY_FROM.otherLang;
  const edition = sameHouse && apartMs < DAY_MS ? whole / SAME_HOUSE : 0;
  return Math.max(text, edition);
}

function addressStrength({ likeness, inCommon, apartMs }: Comparison): number {
  const isTold = inCommon >= LEAST_IN_COMMON.sameLang && apartMs <= CARRIED_FOR_MS;
  return isTold ? likeness.addressWords / SAME_ADDRESS : 0;
}

/**
 * Whether what looks like a copy is an update: the toll that rises, the date that moves, the minister who answers.
 * A name counts in full only, for single words are often capitals of another house style;
 * and in one language only, for a translation names its courts and ministries anew;
 * and not where the address is the same, for then only the excerpt is another.
 */
export function bringsFacts(found: Novelty, compared: Comparison): boolean {
  if (found.numbers.length > 0) return true;
  const isText = compared.sameLang && addressStrength(compared) < 1;
  return isText && found.names.some((name) => name.includes(' '));
}
