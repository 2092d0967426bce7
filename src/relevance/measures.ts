import type { FeedItem } from '../feeds/item.ts';
import type { Match } from './match-sums.ts';
import type { Memory } from './memory.ts';
import type { Neighbour } from './nearest.ts';

/** Everything that signals are measured on, for one item and one story. */
export interface Sight {
  readonly item: FeedItem;
  readonly memory: Memory;
  readonly match: Match;
  /** The nearest item that follows the story, or its seed. */
  readonly accepted: Neighbour | undefined;
  /** The nearest item that has nothing to do with it. */
  readonly rejected: Neighbour | undefined;
  /** Cosine with the seed and all that was accepted. */
  readonly centroid: number;
  /** How far the items most like it follow the story, from 0 to 1. */
  readonly company: number;
  /** How much of that the item bears out by what it says itself, from 0 to 1. */
  readonly borneOut: number;
  readonly rival: Rival | undefined;
  readonly cross: boolean;
  readonly hasSummary: boolean;
  readonly isDigest: boolean;
  /** How many items of this language were read without coming near the story. */
  readonly far: number;
}

/** Another story that an item may rather follow, and by how much it is nearer: to all that it has, and to its seed. */
export interface Rival {
  readonly title: string;
  readonly lead: number;
  readonly seedLead: number;
}

/** One measure from 0 to 1; what it means for the verdict is the model's weight. */
export interface Signal {
  readonly name: string;
  /** 1: may only speak for the story, -1: only against it, 0: either. */
  readonly sign: -1 | 0 | 1;
  readonly measure: (sight: Sight) => number;
  readonly evidence: (sight: Sight) => string;
}

/** From nothing to all as a mass grows; half where it is `half`. */
export const saturate = (mass: number, half: number): number => mass / (mass + half);
/** A part of a whole, at most 1; 0 of nothing. */
export const share = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(1, part / whole));
/** The first few texts, each once. */
export function listed(texts: readonly string[], most = 4): string {
  const found: string[] = [];
  for (let at = 0; at < texts.length && found.length < most; at += 1) {
    const text = texts[at] ?? '';
    if (!found.includes(text)) found.push(text);
  }
  return found.join(', ');
}
export const percent = (value: number): string => `${Math.round(value * 100)} %`;

export const similarityOf = (neighbour: Neighbour | undefined): number => neighbour?.similarity ?? 0;

/** The raw values that are also compared with their spread over unrelated items, in the order of `Spread`. */
export const spreadValues = (sight: Sight): readonly number[] => [similarityOf(sight.accepted), sight.centroid];
