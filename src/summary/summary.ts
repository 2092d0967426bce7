import type { ItemId } from '../ids.ts';

/** Sentences that stand in the sources, each with its source. */
export interface Summary {
  readonly sentences: readonly { readonly text: string; readonly item: ItemId; readonly source: string }[];
}
