import type { Profile } from '../story/story.ts';
import { conceptFeature, type Lexicon } from '../text/lexicon.ts';

/** What a story is about, as far as the lexicon has concepts for it. */
export interface Matters {
  /** The features of the profile's own, and what they weigh, summed. */
  readonly own: ReadonlySet<number>;
  readonly weight: number;
  /** By field, how far a matter of it that is not the profile's own is near the story, from 0 to 1. */
  readonly near: ReadonlyMap<string, number>;
  /** By feature, the field of every matter of the lexicon. */
  readonly fields: ReadonlyMap<number, string>;
}

/** How near the story a matter is that its follow-ups keep naming, or whose field is all that the story is about. */
const RELATED = 0.7;
/** In weights of terms: all of a little is little. */
const FEW = 0.5;

/** The matters among a profile's terms. */
export function mattersOf({ terms }: Profile, { fields }: Lexicon): Matters {
  const own = new Set<number>();
  const weights = new Map<string, number>();
  let sum = 0;
  for (const { concept, weight } of terms) {
    const feature = concept === undefined ? 0 : conceptFeature(concept);
    const field = fields.get(feature);
    if (field === undefined) continue;
    own.add(feature);
    sum += weight;
    if (field !== '') weights.set(field, (weights.get(field) ?? 0) + weight);
  }
  const near = new Map([...weights].map(([field, weight]) => [field, (RELATED * weight) / (sum + FEW)]));
  return { own, weight: sum, near, fields };
}

/**
 * How near a concept is to the story: 1 for its own matter, less for one that was learnt or is of one of its fields, 0 for
 * others; undefined for what is no matter.
 */
export function nearnessOf({ own, near, fields }: Matters, feature: number, isLearnt: boolean): number | undefined {
  const field = fields.get(feature);
  if (field === undefined) return undefined;
  if (own.has(feature)) return 1;
  return isLearnt ? RELATED : (near.get(field) ?? 0);
}
