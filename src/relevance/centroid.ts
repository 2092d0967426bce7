import type { Vector } from './vector.ts';

/** Vectors summed into one, with its length kept up to date. Bounded in the number of its features. */
export interface Centroid {
  readonly weights: Map<number, number>;
  square: number;
}

const MAX_FEATURES = 3_000;

export function makeCentroid(): Centroid {
  return { weights: new Map(), square: 0 };
}

/** Adds a vector at unit length times `share`. */
export function addToCentroid(centroid: Centroid, vector: Vector, share: number): void {
  for (let at = 0; at < vector.features.length; at += 1) {
    const feature = vector.features[at] ?? 0;
    const added = (share * (vector.weights[at] ?? 0)) / vector.norm;
    const before = centroid.weights.get(feature) ?? 0;
    if (before === 0 && centroid.weights.size >= MAX_FEATURES) continue;
    centroid.weights.set(feature, before + added);
    centroid.square += 2 * before * added + added * added;
  }
}

/** Cosine of a text with the sum; `cross` says that their languages differ. */
export function similarityTo(centroid: Centroid, vector: Vector, cross: boolean): number {
  let product = 0;
  for (let at = 0; at < vector.features.length; at += 1) {
    product += (vector.weights[at] ?? 0) * (centroid.weights.get(vector.features[at] ?? 0) ?? 0);
  }
  const length = (cross ? vector.crossNorm : vector.norm) * Math.sqrt(centroid.square);
  return length === 0 ? 0 : Math.min(1, product / length);
}
