/** What of an item is found in a profile, and what is not. All masses are sums over words, weighed by how rare they are. */
export interface Match {
  /** Of the words that tell something. */
  total: number;
  matched: number;
  /** The same with the words learnt from accepted items. */
  withLearnt: number;
  actors: number;
  topic: number;
  place: number;
  concepts: number;
  conceptTotal: number;
  conceptMatched: number;
  /** Distinct actors of the profile. */
  actorTexts: string[];
  /** Matters first, then what is done and by whom, then all others: `asylum` tells a reader more than `rules`, that more than `brings`. */
  termTexts: string[];
  /** How many of them are matters, and how many are acts. */
  matterTerms: number;
  actTerms: number;
  conceptTexts: string[];
  placeTexts: string[];
  foreignTexts: string[];
  /** Words that follow-ups keep using: those that the profile has not first, then those that it weighs less. */
  learntTexts: string[];
  /** How many of them the profile has not. */
  learntTerms: number;
  foreignInTitle: boolean;
  /** How near the story the nearest matter that is named is, from 0 to 1; undefined where none is. */
  nearestMatter: number | undefined;
  /** How far it is bound to the story by an actor that it names, or a country abroad, from 0 to 1: the weightiest one. */
  nearestActor: number;
  namesPlace: boolean;
  /** By strand. */
  readonly strandActors: Float64Array;
  readonly strandTopic: Float64Array;
  readonly strandPlace: Float64Array;
  /** What is found of actors and terms, whatever they weigh, shared among the strands that have it: what all have tells none apart. */
  readonly strandOwn: Float64Array;
}

/** Nothing found yet. */
export function emptyMatch(strands: number): Match {
  return {
    total: 0,
    matched: 0,
    withLearnt: 0,
    actors: 0,
    topic: 0,
    place: 0,
    concepts: 0,
    conceptTotal: 0,
    conceptMatched: 0,
    actorTexts: [],
    termTexts: [],
    matterTerms: 0,
    actTerms: 0,
    conceptTexts: [],
    placeTexts: [],
    foreignTexts: [],
    learntTexts: [],
    learntTerms: 0,
    foreignInTitle: false,
    nearestMatter: undefined,
    nearestActor: 0,
    namesPlace: false,
    strandActors: new Float64Array(strands),
    strandTopic: new Float64Array(strands),
    strandPlace: new Float64Array(strands),
    strandOwn: new Float64Array(strands),
  };
}

/** No actor of the story, and no more than one word of it. */
export const isLoneWord = ({ actors, termTexts }: Match): boolean =>
  actors === 0 && new Set(termTexts.map((text) => text.toLowerCase())).size < 2;
