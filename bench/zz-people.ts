import { readFileSync } from 'node:fs';
import { loadLexicon } from '../config/lexicon.ts';
import { followWithPeople } from './people.ts';
import { allSets } from './retold.ts';
const folds = ['seed-story', 'france-shein', 'germany-wehrdienst', 'portugal-nationality', 'us-tariffs', 'recalled 1', 'recalled 2', 'part 0', 'part 1'].map((name) => ({ name, model: JSON.parse(readFileSync(`/tmp/q/mf6-0.${name}.json`, 'utf8')), outcomes: [] }));
for (const r of followWithPeople(allSets(), folds, loadLexicon())) console.log(r.name.padEnd(60), r.stories, r.words.toFixed(1), r.figures.precision.toFixed(3), r.figures.recall.toFixed(3), r.figures.f1.toFixed(3), r.figures.lenient.toFixed(3));
