import { CLUES, type Clue, type Clues } from './likeness.ts';
import trained from './model.json' with { type: 'json' };

/** A logistic model over clues: their weighted sum, in log-odds, against a threshold. */
export interface PairModel {
  readonly bias: number;
  readonly weights: Readonly<Record<Clue, number>>;
  readonly threshold: number;
}

/** event: two items report the same event; copy: one tells the other's text again. Trained on labelled stories. */
export const MODELS: { readonly event: PairModel; readonly copy: PairModel } = trained;

/** The log-odds that the clues give. */
export function logOdds(model: PairModel, clues: Clues): number {
  return CLUES.reduce((sum, clue) => sum + model.weights[clue] * clues[clue], model.bias);
}
