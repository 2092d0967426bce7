import { loadLexicon } from '../config/lexicon.ts';
import { UserError } from '../src/errors.ts';
import { MODEL } from '../src/relevance/model.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import { compareBaselines } from './compare-baselines.ts';
import { answersOf, crossValidate, type Fold, isIn } from './cross-validate.ts';
import { figuresTable, unseenDevelopments } from './developments.ts';
import { chosenEmbedder, compareWeights } from './embeddings.ts';
import { falseAlarms, falseAlarmsOfBegun } from './false-alarms.ts';
import { outcomesOf } from './learn.ts';
import { type Figures, figuresOf, isLater, meanOf } from './metrics.ts';
import { followInOneStream } from './one-stream.ts';
import { followWithPeople } from './people.ts';
import { allSets } from './retold.ts';
import {
  DATA,
  dayOf,
  hasData,
  isScored,
  type LabelledSet,
  smallStories,
  type Task,
  type TaskKind,
  taskSet,
} from './sets.ts';
import { leftOutDevelopments } from './train-developments.ts';

/**
 * Prints how well stories are followed that training has not seen, beside plain methods in the same run.
 * Every figure is of a story that was left out as a whole. Takes a few minutes.
 * With --embeddings FOLDER it prints instead what the meaning of texts is worth by that model.
 */
async function main(): Promise<void> {
  if (!hasData()) throw new UserError(`no labelled sets at ${DATA}`, { hint: 'Put them beside the checkout.' });
  const lexicon = loadLexicon();
  const embedder = await chosenEmbedder();
  const sets = allSets();
  const folds = crossValidate(sets, lexicon, (name) => process.stderr.write(`left out: ${name}\n`));
  const real = sets.filter(isScored);
  if (embedder !== undefined) {
    await compareWeights(real, folds, lexicon, embedder, print);
    return embedder.close();
  }
  print(headOf('set', 'stories'));
  for (const { name, tasks } of real) print(meanRow(name, tasks, folds));
  for (const set of real.filter((one) => one.tasks.length === 1)) printParts(set, folds);
  printFromThree(folds, lexicon);
  printBegun(sets, folds);
  printInHeadlines(sets, folds);
  printToldSeldom(sets, folds);
  printKind('real stories recalled', 'recalled', sets, folds);
  printKind('long invented stories', 'long', sets, folds);
  printSmall(lexicon);
  compareBaselines(real, print);
  falseAlarms(real, folds, lexicon, print);
  falseAlarmsOfBegun(sets, folds, lexicon, print);
  printInOneStream(real, folds, lexicon);
  printWithPeople(sets, folds, lexicon);
  print('');
  print(figuresTable(leftOutDevelopments(), unseenDevelopments()));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The head of a table of figures. */
const headOf = (name: string, count: string): string =>
  `| ${name} | ${count} | precision | recall | F1 strict | F1 lenient | average precision |\n|---|---|---|---|---|---|---|`;

/** The same, parted from what stands before. */
function printHead(name: string, count: string): void {
  print('');
  print(headOf(name, count));
}

const two = (value: number): string => value.toFixed(2);

function row(name: string, stories: number, f: Figures): string {
  const cells = [f.precision, f.recall, f.f1, f.lenient, f.averagePrecision].map(two);
  return `| ${[name, String(stories), ...cells].join(' | ')} |`;
}

/** The mean of some stories, each by the model that was trained without it. */
function meanRow(name: string, tasks: readonly Task[], folds: readonly Fold[]): string {
  return row(name, tasks.length, meanOf(tasks.map((task) => figuresOf(task, answersOf(folds, task)))));
}

/** The real stories begun from a headline and a lede of their own, or from three, in every language: means over the beginnings. */
function printBegun(sets: readonly LabelledSet[], folds: readonly Fold[]): void {
  const begun = sets.flatMap(({ tasks }) => tasks.filter(({ kind }) => kind === 'begun'));
  const groups = Map.groupBy(begun, ({ group, seeds }) => `${group}, from ${seeds.length}`);
  printHead('begun from items', 'beginnings');
  for (const [name, tasks] of groups) print(meanRow(name, tasks, folds));
}

/** The real stories in streams of headlines alone. */
function printInHeadlines(sets: readonly LabelledSet[], folds: readonly Fold[]): void {
  printHead('in headlines alone', 'stories');
  for (const { tasks } of sets)
    for (const task of tasks.filter(({ kind }) => kind === 'headlines'))
      print(row(task.group, 1, figuresOf(task, answersOf(folds, task))));
}

/** The real stories told seldom, in words that the lexicon knows half of: means over the parts of their streams. */
function printToldSeldom(sets: readonly LabelledSet[], folds: readonly Fold[]): void {
  printHead('told seldom', 'parts');
  const seldom = sets.flatMap(({ tasks }) =>
    tasks.filter(({ kind, group }) => kind === 'seldom' && group !== 'written'),
  );
  for (const [name, tasks] of Map.groupBy(seldom, ({ group }) => group)) print(meanRow(name, tasks, folds));
}

/** Recalled or long stories, each by a model that was trained without it and every second other of its kind. */
function printKind(heading: string, asked: TaskKind, sets: readonly LabelledSet[], folds: readonly Fold[]): void {
  printHead(heading, 'stories');
  const some = sets.flatMap(({ tasks }) => tasks.filter(({ kind }) => kind === asked));
  for (const task of some)
    print(meanRow(`${task.name.replace(`${asked}/`, '')} (${task.seeds[0]?.lang})`, [task], folds));
  print(meanRow('all', some, folds));
}

/** What people's words are worth: means over stories, each by the model that never saw it. */
function printWithPeople(sets: readonly LabelledSet[], folds: readonly Fold[], lexicon: Lexicon): void {
  print('');
  print('| what people say | stories | words a story | precision | recall | F1 strict | F1 lenient |');
  print('|---|---|---|---|---|---|---|');
  for (const { name, stories, words, figures: f } of followWithPeople(sets, folds, lexicon))
    print(`| ${[name, stories, words.toFixed(1), ...[f.precision, f.recall, f.f1, f.lenient].map(two)].join(' | ')} |`);
}

/** The small stories, by the model that ships: none of them trains. */
function printSmall(lexicon: Lexicon): void {
  printHead('small stories', 'stories');
  const sets = smallStories();
  const outcomes = sets.flatMap((set) => outcomesOf(set, lexicon, MODEL, () => true));
  const tasks = sets.flatMap((set) => set.tasks);
  const shipped: readonly Fold[] = [{ name: 'none', model: MODEL, outcomes }];
  const langOf = ({ seeds }: Task): string => seeds[0]?.lang ?? '';
  for (const [lang, some] of Map.groupBy(tasks, langOf)) print(meanRow(`in ${lang}`, some, shipped));
  const isLater = (task: Task): boolean => LATER.has(langOf(task));
  print(
    meanRow(
      'in the ten languages of the labelled stories',
      tasks.filter((task) => !isLater(task)),
      shipped,
    ),
  );
  print(meanRow('in those that came later', tasks.filter(isLater), shipped));
}

/** Languages that the lexicon learnt last: no labelled story has them, and their small stories chose nothing of the model. */
const LATER: ReadonlySet<string> = new Set(['sv', 'da', 'no', 'fi', 'cs', 'hu', 'el']);

/** The sets of many stories once more, each story begun from three of its items. */
function printFromThree(folds: readonly Fold[], lexicon: Lexicon): void {
  printHead('begun from three each', 'stories');
  for (const set of [taskSet('ecbplus', 3), taskSet('uci', 3)]) {
    const followed = folds.map((fold) => ({
      ...fold,
      outcomes: outcomesOf(set, lexicon, fold.model, (task) => isIn(task, fold.name)),
    }));
    print(meanRow(set.name, set.tasks, followed));
  }
}

/** The real stories followed together among the items of all sets. */
function printInOneStream(sets: readonly LabelledSet[], folds: readonly Fold[], lexicon: Lexicon): void {
  print('');
  print(
    '| all in one stream | precision | recall | F1 strict | F1 lenient | average precision | taken from other sets |',
  );
  print('|---|---|---|---|---|---|---|');
  for (const { story, figures: f, alarms } of followInOneStream(sets, folds, lexicon)) {
    const cells = [f.precision, f.recall, f.f1, f.lenient, f.averagePrecision].map(two);
    print(`| ${[story, ...cells, String(alarms)].join(' | ')} |`);
  }
}

/** One story by language, and its later items. */
function printParts(set: LabelledSet, folds: readonly Fold[]): void {
  const [task] = set.tasks;
  if (task === undefined) return;
  const answers = answersOf(folds, task);
  const day = dayOf(task);
  const since = new Set(set.items.filter((item) => (item.publishedAt ?? 0) >= day).map((item) => item.id as string));
  const later = new Set(set.items.filter((item) => isLater(item, day)).map((item) => item.id as string));
  printHead(set.name, '');
  print(
    row(
      "from the seed's day on",
      1,
      figuresOf(task, answers, (id) => since.has(id)),
    ),
  );
  print(
    row(
      'more than a day later',
      1,
      figuresOf(task, answers, (id) => later.has(id)),
    ),
  );
  for (const lang of new Set(set.items.map((item) => item.lang))) {
    const ids = new Set(set.items.filter((item) => item.lang === lang).map((item) => item.id as string));
    if (ids.size >= 5)
      print(
        row(
          `in ${lang}`,
          1,
          figuresOf(task, answers, (id) => ids.has(id)),
        ),
      );
  }
}

await main();
