import { percent, similarityOf, type Sight } from './measures.ts';
import { nearest } from './nearest.ts';
import type { Vector } from './vector.ts';
import type { Reason } from './verdict.ts';

/**
 * In log-odds for a text that is wholly alike; it falls with the square of the likeness. It is a person's word: all that
 * signals can say is not to outweigh it on a near copy, and what is half alike must be a clear follow-up else.
 */
const REFUSED_WEIGHT = 16;

/** What people's refusals say against an item: nothing where it is nearer to a follow-up than to what they refused. */
export function refusalOf({ item, memory, accepted }: Sight, vector: Vector): readonly Reason[] {
  const [found] = nearest(memory.refused, vector, item.id, 1);
  if (found === undefined || found.similarity <= similarityOf(accepted)) return [];
  const evidence = `${percent(found.similarity)} alike to "${found.text.title}", which people took out of the story`;
  return [{ signal: 'refused', contribution: -REFUSED_WEIGHT * found.similarity ** 2, evidence }];
}
