import type { Match } from './match-sums.ts';
import { saturate, type Sight } from './measures.ts';

/** The best strand by what of it the item names. */
export function bestStrand(sight: Sight, score: (strand: number) => number): number {
  let best = 0;
  for (let strand = 0; strand < sight.match.strandTopic.length; strand += 1) best = Math.max(best, score(strand));
  return best;
}

export const actorsOf = (match: Match, strand: number): number => saturate(match.strandActors[strand] ?? 0, 0.6);
export const topicOf = (match: Match, strand: number): number => saturate(match.strandTopic[strand] ?? 0, 1);
export const placeOf = (match: Match, strand: number): number => match.strandPlace[strand] ?? 0;

/** The strand that the item follows best: by actors and topic together, a place helping. */
export function followedStrand(sight: Sight): number {
  let best = -1;
  let most = 0;
  for (let strand = 0; strand < sight.match.strandTopic.length; strand += 1) {
    const weight = sight.memory.compiled.strands[strand]?.weight ?? 0;
    const found = actorsOf(sight.match, strand) + topicOf(sight.match, strand) + 0.5 * placeOf(sight.match, strand);
    if (found * (0.7 + 0.3 * weight) > most) {
      most = found * (0.7 + 0.3 * weight);
      best = strand;
    }
  }
  return best;
}
