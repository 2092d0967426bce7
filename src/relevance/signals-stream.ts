import { listed, percent, type Signal, type Sight, share, spreadValues } from './measures.ts';
import { above } from './spread.ts';

const spread =
  (signal: number) =>
  (sight: Sight): number =>
    above(sight.memory.spread, signal, spreadValues(sight)[signal] ?? 0, sight.cross, sight.far);

/** Signals that compare an item with what was read before. */
export const STREAM_SIGNALS: readonly Signal[] = [
  {
    name: 'nearest-follow-up',
    sign: 1,
    measure: ({ accepted }) => accepted.similarity,
    evidence: ({ accepted }) => `${percent(accepted.similarity)} alike to "${accepted.title ?? ''}"`,
  },
  {
    name: 'nearest-unrelated',
    sign: -1,
    measure: ({ rejected }) => rejected.similarity,
    evidence: ({ rejected }) =>
      `${percent(rejected.similarity)} alike to "${rejected.title ?? ''}", which is not the story`,
  },
  {
    name: 'margin',
    sign: 1,
    measure: ({ accepted, rejected }) => Math.max(0, accepted.similarity - rejected.similarity),
    evidence: () => 'more like the follow-ups so far than like anything else',
  },
  {
    name: 'whole-story',
    sign: 1,
    measure: ({ centroid }) => centroid,
    evidence: ({ centroid }) => `${percent(centroid)} alike to the seed and all follow-ups together`,
  },
  {
    name: 'covered',
    sign: 1,
    measure: ({ match }) => share(match.matched, match.total),
    evidence: ({ match }) => `${percent(share(match.matched, match.total))} of what it says is in the profile`,
  },
  {
    name: 'headline-covered',
    sign: 1,
    measure: ({ match }) => share(match.titleMatched, match.titleTotal),
    evidence: ({ match }) =>
      `${percent(share(match.titleMatched, match.titleTotal))} of its headline is in the profile`,
  },
  {
    name: 'learnt',
    sign: 1,
    measure: ({ match }) => share(match.withLearnt - match.matched, match.total),
    evidence: ({ match }) => `words that follow-ups keep using: ${listed(match.learntTexts)}`,
  },
  {
    name: 'unknown-names',
    sign: -1,
    measure: ({ match }) => (match.names - match.namesKnown) / (match.names + 1),
    evidence: ({ match }) => `names that are not of the story: ${listed(match.unknownNames)}`,
  },
  {
    name: 'stands-out-nearest',
    sign: 1,
    measure: spread(0),
    evidence: () => 'far more alike to a follow-up than items usually are',
  },
  {
    name: 'stands-out-whole',
    sign: 1,
    measure: spread(1),
    evidence: () => 'far more alike to the whole story than items usually are',
  },
  {
    name: 'stands-out-covered',
    sign: 1,
    measure: spread(2),
    evidence: () => 'far more of it is in the profile than usual',
  },
  {
    name: 'stands-out-topic',
    sign: 1,
    measure: spread(3),
    evidence: () => 'far more of the actors and terms than usual',
  },
  {
    name: 'headline-only',
    sign: 0,
    measure: ({ hasSummary }) => (hasSummary ? 0 : 1),
    evidence: () => 'there is only a headline to go by',
  },
  {
    name: 'other-language',
    sign: 0,
    measure: ({ cross }) => (cross ? 1 : 0),
    evidence: ({ item, memory }) => `written in ${item.lang}, the seed in ${memory.compiled.profile.lang}`,
  },
  {
    name: 'digest',
    sign: -1,
    measure: ({ isDigest }) => (isDigest ? 1 : 0),
    evidence: () => 'a digest of many things',
  },
];
