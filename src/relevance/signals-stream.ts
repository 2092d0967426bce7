import { listed, percent, type Signal, type Sight, share, similarityOf, spreadValues } from './measures.ts';
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
    measure: ({ accepted }) => similarityOf(accepted),
    evidence: ({ accepted }) => `${percent(similarityOf(accepted))} alike to "${accepted?.text.title ?? ''}"`,
  },
  {
    name: 'nearest-unrelated',
    sign: -1,
    measure: ({ rejected }) => similarityOf(rejected),
    evidence: ({ rejected }) =>
      `${percent(similarityOf(rejected))} alike to "${rejected?.text.title ?? ''}", which is not the story`,
  },
  {
    name: 'company',
    sign: 1,
    measure: ({ company, borneOut }) => company * borneOut,
    evidence: ({ company, borneOut }) =>
      borneOut === 1
        ? `what is most like it follows the story (${percent(company)})`
        : `what is most like it follows the story (${percent(company)}, of which its headline bears out ${percent(borneOut)})`,
  },
  {
    name: 'whole-story',
    sign: 1,
    measure: ({ centroid }) => centroid,
    evidence: ({ centroid }) => `${percent(centroid)} alike to the seed and all follow-ups together`,
  },
  {
    name: 'other-story',
    sign: -1,
    measure: ({ rival }) => Math.max(0, Math.min(1, (rival?.lead ?? 0) * 2)),
    evidence: ({ rival }) => `nearer to another story, "${rival?.title ?? ''}"`,
  },
  {
    name: 'other-seed',
    sign: -1,
    measure: ({ rival }) => Math.max(0, Math.min(1, (rival?.seedLead ?? 0) * 2)),
    evidence: ({ rival }) => `nearer to the seed of another story, "${rival?.title ?? ''}"`,
  },
  {
    name: 'learnt',
    sign: 1,
    measure: ({ match }) => share(match.withLearnt - match.matched, match.total),
    evidence: ({ match }) => `words that follow-ups keep using: ${listed(match.learntTexts)}`,
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
    name: 'digest',
    sign: -1,
    measure: ({ isDigest }) => (isDigest ? 1 : 0),
    evidence: () => 'a digest of many things',
  },
];
