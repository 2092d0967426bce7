import type { Lexicon } from '../src/text/lexicon.ts';
import type { Fold } from './cross-validate.ts';
import { isIn } from './cross-validate.ts';
import type { LabelledSet } from './sets.ts';
import { simulateForeign } from './simulate.ts';

/** Follows every story through the streams of all other sets, where each follow-up is a false alarm. */
export function falseAlarms(
  sets: readonly LabelledSet[],
  folds: readonly Fold[],
  lexicon: Lexicon,
  print: (line: string) => void,
): void {
  print('');
  print(`| false alarms per 1,000 items and story | ${sets.map((set) => set.name).join(' | ')} |`);
  print(`|---|${sets.map(() => '---|').join('')}`);
  let alarms = 0;
  let chances = 0;
  for (const own of sets) {
    const cells = sets.map((other) => {
      if (other === own) return '';
      const counted = alarmsIn(own, other, folds, lexicon);
      alarms += counted.alarms;
      chances += counted.chances;
      return ((1000 * counted.alarms) / counted.chances).toFixed(2);
    });
    print(`| stories of ${own.name} | ${cells.join(' | ')} |`);
  }
  print('');
  print(`All: ${((1000 * alarms) / chances).toFixed(2)} per 1,000 (${alarms} of ${chances}).`);
}

/** A story whose false alarms draw each other is carried off: so many in one stream are no chance. */
const CARRIED_OFF = 10;

/** Follows the stories that were begun from items of theirs through the longest stream, which has nothing for them. */
export function falseAlarmsOfBegun(
  sets: readonly LabelledSet[],
  folds: readonly Fold[],
  lexicon: Lexicon,
  print: (line: string) => void,
): void {
  const begun = sets.filter(({ tasks }) => tasks.some(({ kind }) => kind === 'begun'));
  const [stream] = sets.toSorted((a, b) => b.items.length - a.items.length);
  if (stream === undefined) return;
  print('');
  print(`| begun from items, in the stream of ${stream.name} | beginnings | false alarms per 1,000 | carried off |`);
  print('|---|---|---|---|');
  for (const [seeds, group] of Map.groupBy(begun, ({ tasks }) => tasks[0]?.seeds.length ?? 0)) {
    const counted = group.map((own) => alarmsIn(own, stream, folds, lexicon));
    const alarms = counted.reduce((sum, one) => sum + one.alarms, 0);
    const chances = counted.reduce((sum, one) => sum + one.chances, 0);
    const carriedOff = counted.filter((one) => one.alarms > CARRIED_OFF).length;
    print(`| from ${seeds} | ${group.length} | ${((1000 * alarms) / chances).toFixed(2)} | ${carriedOff} |`);
  }
}

function alarmsIn(
  own: LabelledSet,
  other: LabelledSet,
  folds: readonly Fold[],
  lexicon: Lexicon,
): { readonly alarms: number; readonly chances: number } {
  let alarms = 0;
  let chances = 0;
  for (const { name, model } of folds) {
    const tasks = own.tasks.filter((task) => isIn(task, name));
    if (tasks.length === 0) continue;
    alarms += simulateForeign(other, own, tasks, lexicon, model).filter(
      ({ verdict }) => verdict.kind === 'follow-up',
    ).length;
    chances += tasks.length * other.items.length;
  }
  return { alarms, chances };
}
