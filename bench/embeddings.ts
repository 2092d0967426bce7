import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbedder } from '../adapters/embeddings/embedder.ts';
import { createMeantStories, meaningItem } from '../src/app/meanings.ts';
import { UserError } from '../src/errors.ts';
import type { FeedItem } from '../src/feeds/item.ts';
import type { Embedder, Log } from '../src/ports.ts';
import { learnMeaning, type Meant } from '../src/relevance/meanings.ts';
import { meantText } from '../src/relevance/passages.ts';
import { decide, learn, openWatch } from '../src/relevance/watch.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import { type Fold, isIn } from './cross-validate.ts';
import { type Answer, type Answers, type Figures, figuresOf, meanOf } from './metrics.ts';
import type { LabelledSet, Task } from './sets.ts';
import { storyOf } from './simulate.ts';

/** The weights that are tried, in log-odds. */
const WEIGHTS = [0, 1, 2, 3, 4, 6];

const tell = (message: string, fields?: unknown): void =>
  void process.stderr.write(`${message} ${fields === undefined ? '' : JSON.stringify(fields)}\n`);
const LOG: Log = { info: tell, warn: tell, error: tell };

/** The model that the command line names by --embeddings, loaded; undefined where it names none. */
export async function chosenEmbedder(): Promise<Embedder | undefined> {
  const { values } = parseArgs({
    options: {
      embeddings: { type: 'string' },
      prefix: { type: 'string', default: '' },
      cls: { type: 'boolean', default: false },
    },
  });
  const { embeddings: name, prefix, cls } = values;
  if (name === undefined) return undefined;
  const model = resolve(name);
  const how = { isFolder: true, cache: model, precision: 'q8', pooling: cls ? 'cls' : 'mean', prefix } as const;
  const embedder = await createEmbedder({ name, model, ...how }, LOG);
  if (embedder === undefined) throw new UserError(`no model in ${name}; expected a folder`);
  return embedder;
}

/**
 * Prints what being alike in meaning is worth at several weights: stories are left out as in all the other figures, each
 * item judged with nothing that comes after it. What is usual is learnt on the other sets first, as on a real stream.
 */
export async function compareWeights(
  sets: readonly LabelledSet[],
  folds: readonly Fold[],
  lexicon: Lexicon,
  embedder: Embedder,
  print: (line: string) => void,
): Promise<void> {
  const meant = createMeantStories({ embedder, weight: 0 });
  const read = new Map<LabelledSet, readonly FeedItem[]>();
  for (const set of sets) {
    const meanings = await embedder.embed(set.items.map(meantText));
    read.set(
      set,
      set.items.map((item, at) => meaningItem(item, meanings[at])),
    );
    process.stderr.write(`read: ${set.name}\n`);
  }
  print('');
  print('| set | weight of meaning | precision | recall | F1 strict | F1 lenient | average precision |');
  print('|---|---|---|---|---|---|---|');
  for (const set of sets) {
    const stories = set.tasks.map((task) => storyOf(task, lexicon, set.items));
    const said = await meant(stories);
    if (said === undefined) continue;
    const others = sets.filter((other) => other !== set).flatMap((other) => read.get(other) ?? []);
    for (const weight of WEIGHTS) {
      const answers = folds.flatMap((fold) =>
        set.tasks.some((task) => isIn(task, fold.name))
          ? [...answersIn(fold, set, read.get(set) ?? [], others, { ...said, weight }, lexicon)]
          : [],
      );
      const figures = meanOf(answers.map(([task, given]) => figuresOf(task, given)));
      print(`| ${[set.name, weight, ...cells(figures)].join(' | ')} |`);
    }
  }
}

function cells({ precision, recall, f1, lenient, averagePrecision }: Figures): readonly string[] {
  return [precision, recall, f1, lenient, averagePrecision].map((value) => value.toFixed(2));
}

/** What the stories of a set that a fold left out made of the set's items. */
function answersIn(
  { name, model }: Fold,
  set: LabelledSet,
  items: readonly FeedItem[],
  others: readonly FeedItem[],
  meant: Meant,
  lexicon: Lexicon,
): ReadonlyMap<Task, Answers> {
  const watch = openWatch(
    set.tasks.map((task) => storyOf(task, lexicon, set.items)),
    lexicon,
    model,
    meant,
  );
  for (const item of others) if (watch.meanings !== undefined) learnMeaning(watch.meanings, item, () => false);
  const answers = new Map(
    set.tasks.filter((task) => isIn(task, name)).map((task) => [task, new Map<string, Answer>()]),
  );
  const byName = new Map<string, Map<string, Answer>>([...answers].map(([task, given]) => [task.name, given]));
  for (const item of items) {
    const decisions = decide(watch, item);
    for (const { story, verdict } of decisions)
      byName.get(story)?.set(item.id, { score: verdict.score, follows: verdict.kind === 'follow-up' });
    learn(watch, item, decisions);
  }
  return answers;
}
