import type { Meaning } from '../text/meaning.ts';

/** A model that is asked what texts mean, and what that counts. */
export interface Embeddings {
  readonly embedder: Embedder;
  /** In log-odds: what being alike in meaning can add to a score at most. */
  readonly weight: number;
}

/** Says what texts mean, off the answering thread. */
export interface Embedder {
  /** In the given order; undefined where the model fails. Never throws. The same text always means the same. */
  embed(texts: readonly string[]): Promise<readonly (Meaning | undefined)[]>;
  close(): Promise<void>;
}
