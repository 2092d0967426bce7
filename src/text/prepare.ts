import { fold } from './fold.ts';
import type { Analysis } from './analysis.ts';
import type { Prepared } from './prepared.ts';
import { CONCEPT, FIGURE, NAME, PLACE, STEM } from './rows.ts';
import { type Scan, wordOf } from './scan.ts';

/** The sets that items are compared by across languages, from an analysis and the scan it was made of. */
export function toPrepared(analysis: Analysis, scan: Scan): Prepared {
  const stems = new Set<string>();
  const titleStems = new Set<string>();
  for (let index = 0; index < scan.tokens.count; index += 1) {
    const word = wordOf(scan, index);
    if (word === undefined || word.stop) continue;
    stems.add(word.stem);
    if (index < scan.titleCount) titleStems.add(word.stem);
  }
  const ids = (kind: number, inTitle = false): ReadonlySet<string> =>
    new Set(analysis.rows.filter((row) => row.kind === kind && (row.inTitle || !inTitle)).map((row) => row.id));
  return {
    lang: analysis.lang,
    stems,
    titleStems,
    titlePlaces: ids(PLACE, true),
    names: namesOf(analysis),
    concepts: ids(CONCEPT),
    places: ids(PLACE),
    numbers: ids(FIGURE),
  };
}

/** Names as they are written together; a word of a longer name is not told again. */
function namesOf(analysis: Analysis): ReadonlySet<string> {
  const names = new Set<string>();
  const placed = new Set(analysis.rows.filter((row) => row.kind === PLACE).map((row) => row.unit));
  const runs = analysis.rows.filter((row) => row.kind === NAME).map((row) => fold(row.text));
  for (const run of runs) if (!runs.some((other) => other !== run && other.includes(run))) names.add(run);
  for (const row of analysis.rows) {
    if (row.kind !== STEM || row.capital !== 2 || placed.has(row.unit)) continue;
    const name = fold(row.text);
    if (!runs.some((run) => ` ${run} `.includes(` ${name} `))) names.add(name);
  }
  return names;
}
