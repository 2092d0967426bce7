import type { Model, Weights } from '../src/relevance/model.ts';

/** Weights set by hand, by which the first round of training follows its stories: what is learnt does not depend on earlier models. */
const WEIGHTS: Weights['weights'] = {
  'nearest-follow-up': 4,
  'nearest-unrelated': -3,
  'whole-story': 4,
  learnt: 3,
  topic: 1.5,
  'actor-and-topic': 2,
  'actor-topic-place': 1,
  'concept-share': 1,
  place: 0.5,
  'other-places-only': -1.5,
  'other-place-in-headline': -0.5,
  'home-outlet': 1,
  'stands-out-nearest': 2.5,
  'stands-out-whole': 2.5,
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
