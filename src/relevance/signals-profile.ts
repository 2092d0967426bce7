import type { FeedItem } from '../feeds/item.ts';
import { hasManyForms } from '../text/word-forms.ts';
import { DAY_MS } from '../time.ts';
import { countryOf } from './country.ts';
import type { Match } from './match-sums.ts';
import { listed, type Signal, saturate, share } from './measures.ts';
import { actorsOf, bestStrand, placeOf, topicOf } from './strands.ts';

/** A share of little is little. */
const FEW_CONCEPTS = 0.6;
/** In weights of terms: a profile that has so much of it is known by its matter. */
const MUCH_MATTER = 3;

/** What room an item has to name a matter of the story. A bare headline has half; in the seed's language it has weights of its own. */
function roomFor(hasSummary: boolean, cross: boolean): number {
  if (hasSummary) return 1;
  return cross ? 0.5 : 0;
}

/** Who names no matter at all may mean the story's. */
const NO_MATTER = 0.6;

/** How near the story who names its chief actor is, whatever the matter. */
const BY_ACTOR = 0.5;

/** How far an item is of another matter, from 0 to 1. */
const otherness = ({ nearestMatter, nearestActor }: Match): number =>
  Math.min(nearestMatter === undefined ? NO_MATTER : 1 - nearestMatter, 1 - BY_ACTOR * nearestActor);

/** From 0 on the seed's own day to 1 some days earlier; 0 where a date is not known. */
function earliness(item: FeedItem, seedAt: number | undefined): number {
  if (seedAt === undefined || item.publishedAt === undefined) return 0;
  return Math.max(0, Math.min(1, ((seedAt - item.publishedAt) / DAY_MS - 0.5) / 4));
}

/** The terms that an item has, but words of the names that it has. */
function termsOf({ termTexts, actorTexts }: Match, most = 4): string {
  const names = actorTexts.join(' ').toLowerCase();
  const others = termTexts.filter((text) => !names.includes(text.toLowerCase()));
  return listed(others.length === 0 ? termTexts : others, most);
}

/** How much of a whole, in a word. */
function partOf(part: number, whole: number): string {
  if (part > 0.95 * whole) return 'all';
  return part > 0.5 * whole ? 'most' : 'some';
}

/** Signals that compare an item with the profile. */
export const PROFILE_SIGNALS: readonly Signal[] = [
  {
    name: 'topic',
    sign: 1,
    measure: ({ match }) => saturate(match.topic, 1.2),
    evidence: ({ match }) => `speaks of ${termsOf(match)}`,
  },
  {
    name: 'actor-and-topic',
    sign: 1,
    measure: (sight) => bestStrand(sight, (at) => Math.sqrt(actorsOf(sight.match, at) * topicOf(sight.match, at))),
    evidence: ({ match }) => `names ${listed(match.actorTexts, 3)} and speaks of ${termsOf(match, 3)}`,
  },
  {
    name: 'actor-topic-place',
    sign: 1,
    measure: (sight) =>
      bestStrand(sight, (at) =>
        Math.cbrt(actorsOf(sight.match, at) * topicOf(sight.match, at) * placeOf(sight.match, at)),
      ),
    evidence: ({ match }) =>
      `${listed(match.actorTexts, 2)}, ${listed(match.placeTexts, 1)} and ${termsOf(match, 2)} together`,
  },
  {
    name: 'concept-share',
    sign: 1,
    measure: ({ match }) => share(match.conceptMatched, match.conceptTotal + FEW_CONCEPTS),
    evidence: ({ match }) =>
      `${partOf(match.conceptMatched, match.conceptTotal)} of its matters are the story's: ${listed(match.conceptTexts)}`,
  },
  {
    name: 'other-matter',
    sign: -1,
    measure: ({ match, memory, hasSummary, cross }) =>
      otherness(match) * roomFor(hasSummary, cross) * Math.min(1, memory.compiled.matters.weight / MUCH_MATTER),
    evidence: ({ match: { nearestMatter } }) => {
      if (nearestMatter === undefined) return 'names no known matter, only what is done and by whom';
      return nearestMatter === 0 ? 'is of another matter' : 'names no matter of the story, but a related one';
    },
  },
  {
    name: 'place',
    sign: 1,
    measure: ({ match }) => match.place * saturate(match.topic + match.actors, 0.4),
    evidence: ({ match }) => `is about ${listed(match.placeTexts)}, and of the story's matter`,
  },
  {
    name: 'other-places-only',
    sign: -1,
    measure: ({ match, memory }) =>
      memory.compiled.placeIds.size > 0 && match.namesPlace && match.place === 0 ? 1 : 0,
    evidence: ({ match }) => `is about ${listed(match.foreignTexts)}, where the story is not`,
  },
  {
    name: 'other-place-in-headline',
    sign: -1,
    measure: ({ match, memory }) => (memory.compiled.placeIds.size > 0 && match.foreignInTitle ? 1 : 0),
    evidence: ({ match }) => `the headline names ${listed(match.foreignTexts)}`,
  },
  {
    name: 'before-the-seed',
    sign: -1,
    measure: ({ item, memory }) => earliness(item, memory.compiled.profile.published),
    evidence: () => 'published before the article that the story starts from',
  },
  {
    name: 'many-forms',
    sign: 1,
    measure: ({ item }) => (hasManyForms(item.lang) ? 1 : 0),
    evidence: () => 'in its language a word takes many forms, so that fewer are found again',
  },
  {
    name: 'home-outlet',
    sign: 1,
    measure: ({ item, match, memory }) => {
      const country = countryOf(item);
      return !match.namesPlace && country !== undefined && memory.compiled.placeIds.has(country)
        ? saturate(match.topic, 1)
        : 0;
    },
    evidence: ({ item }) => `${item.source} is an outlet of the story's country, and no other place is named`,
  },
];
