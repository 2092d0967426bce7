import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLexicon } from '../config/lexicon.ts';
import { UserError } from '../src/errors.ts';
import { trainModel } from './learn.ts';
import { allSets } from './retold.ts';
import { DATA, hasData } from './sets.ts';
import { START } from './start.ts';

/**
 * Trains the model on every labelled story and writes src/relevance/model.json.
 * The same data give the same file: nothing is drawn by chance. Takes about a minute.
 */
function main(): void {
  if (!hasData()) {
    throw new UserError(`no labelled sets at ${DATA}`, { hint: 'Put them beside the checkout, then train again.' });
  }
  const sets = allSets();
  const model = trainModel(sets, loadLexicon(), START, () => true);
  const file = join(import.meta.dirname, '../src/relevance/model.json');
  writeFileSync(file, `${JSON.stringify(model, undefined, 2)}\n`);
  process.stdout.write(`wrote ${file}\n`);
}

main();
