import type { FeedItem } from '../feeds/item.ts';
import { id } from '../ids.ts';
import { fold } from '../text/fold.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { draftProfile } from './draft.ts';
import { seedOf } from './seed.ts';
import type { Actor, PlaceWeight, Profile, Strand, Term } from './story.ts';

/** What a person took in says less of the story than what it was begun from. */
const GROWN_SHARE = 0.8;

/**
 * The profile with what items that people took in name beside it: actors, terms and places that it has not, and each item as a
 * strand of its own. What was there stays as it is.
 */
export function grownProfile(profile: Profile, items: readonly FeedItem[], lexicon: Lexicon): Profile {
  return items.reduce((grown, item) => joined(grown, draftProfile([seedOf(item)], lexicon).profile, item), profile);
}

function joined(profile: Profile, drafted: Profile, item: FeedItem): Profile {
  const known = new Set(profile.actors.flatMap(({ name, aliases }) => [name, ...aliases].map(fold)));
  const phrases = new Set(profile.terms.map(({ phrase }) => fold(phrase)));
  const places = new Set(profile.places.map((place) => place.id));
  return {
    ...profile,
    actors: [...profile.actors, ...less<Actor>(drafted.actors, ({ name }) => !known.has(fold(name)))],
    terms: [...profile.terms, ...less<Term>(drafted.terms, ({ phrase }) => !phrases.has(fold(phrase)))],
    places: [...profile.places, ...less<PlaceWeight>(drafted.places, (place) => !places.has(place.id))],
    strands: [...profile.strands, ...drafted.strands.slice(0, 1).map((strand) => strandOf(strand, item))],
  };
}

function less<Part extends { readonly weight: number }>(
  parts: readonly Part[],
  isNew: (part: Part) => boolean,
): Part[] {
  return parts.filter(isNew).map((part) => ({ ...part, weight: part.weight * GROWN_SHARE }));
}

/** A reader knows the strand by the headline of the item that was taken in. */
const strandOf = (strand: Strand, item: FeedItem): Strand => ({
  ...strand,
  id: id<'strand'>(`taken-${item.id}`),
  title: item.title,
});
