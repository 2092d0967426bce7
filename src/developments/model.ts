import { CLUES, type Clue, type Clues } from './belonging.ts';
import trained from './model.json' with { type: 'json' };

/** A logistic model over clues: their weighted sum, in log-odds, against a threshold. */
export interface EventModel {
  readonly bias: number;
  readonly weights: Readonly<Record<Clue, number>>;
  /** Log-odds from which an item joins a development. */
  readonly threshold: number;
}

/** Says how likely an item reports the event of a development. Trained on labelled stories by bench/train-developments.ts. */
export const EVENT_MODEL: EventModel = trained;

/** The log-odds that the clues give. */
export function logOdds(model: EventModel, clues: Clues): number {
  return CLUES.reduce((sum, clue) => sum + model.weights[clue] * clues[clue], model.bias);
}
