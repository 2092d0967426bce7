import type { Model, Weights } from '../src/relevance/model.ts';

/** Weights set by hand, by which the first round of training follows its stories: what is learnt does not depend on earlier models. */
const WEIGHTS: Weights['weights'] = {
  'nearest-follow-up': 4,
  'nearest-unrelated': -3,
  margin: 2,
  'whole-story': 4,
  covered: 3,
  'headline-covered': 1,
  learnt: 3,
  'unknown-names': -1,
  actors: 1,
  'several-actors': 1,
  topic: 1.5,
  'actor-and-topic': 2,
  'place-and-topic': 1,
  'actor-topic-place': 1,
  pairs: 1,
  concepts: 1,
  'concept-share': 1,
  place: 0.5,
  'other-places-only': -1.5,
  'other-place-in-headline': -0.5,
  'home-outlet': 1,
  'stands-out-nearest': 1,
  'stands-out-whole': 1,
  'stands-out-covered': 1,
  'stands-out-topic': 1,
  digest: -1.5,
};

export const START: Model = {
  regimes: {
    same: { bias: -5, weights: WEIGHTS },
    other: { bias: -4.7, weights: WEIGHTS },
    'brief-same': { bias: -5, weights: WEIGHTS },
    'brief-other': { bias: -4.7, weights: WEIGHTS },
    headline: { bias: -4.7, weights: WEIGHTS },
    'brief-headline': { bias: -4.7, weights: WEIGHTS },
  },
  threshold: 0.5,
  unsureShare: 0.6,
};
