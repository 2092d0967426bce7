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

/** The strand that the item follows best: by what it finds of a strand's own, a place helping; the first one of equals. */
export function followedStrand({ match }: Sight): number {
  let best = -1;
  let most = 0;
  for (let strand = 0; strand < match.strandOwn.length; strand += 1) {
    const found = (match.strandOwn[strand] ?? 0) + 0.2 * placeOf(match, strand);
    if (found > most) {
      most = found;
      best = strand;
    }
  }
  return best;
}
