import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import { type Fold, isIn } from './cross-validate.ts';
import { type Answer, type Answers, type Figures, figuresOf } from './metrics.ts';
import { type LabelledSet, type Task, timeOf } from './sets.ts';
import { ofAnyTime, simulate } from './simulate.ts';

/** How a story was followed among all that was read, and how much it took of what is neither its own set's nor another real story's. */
export interface InOneStream {
  readonly story: string;
  readonly figures: Figures;
  readonly alarms: number;
}

/**
 * Follows all real stories together in one stream of every set's items, as a team's feeds are: a follow-up in some
 * thirteen items. What a story takes from another set is wrong. Each story's figures are by the model that never saw it.
 */
export function followInOneStream(
  sets: readonly LabelledSet[],
  folds: readonly Fold[],
  lexicon: Lexicon,
): readonly InOneStream[] {
  const stories = sets.filter(({ tasks }) => tasks.some(({ kind }) => kind === 'real'));
  const others = sets.filter((set) => !stories.includes(set)).flatMap(itemsOf);
  const items = spread(
    stories.flatMap((set) => set.items).toSorted((a, b) => timeOf(a) - timeOf(b)),
    others,
  );
  const tasks = stories.flatMap((set) => set.tasks).map((task) => amongAll(task, items));
  const stream: LabelledSet = { name: 'one stream', items, labels: new Map(), tasks };
  const foreign = new Set<string>(others.map((item) => item.id));
  return tasks.flatMap((task) => {
    const fold = folds.find(({ name }) => isIn(task, name));
    if (fold === undefined) return [];
    const answers = answersTo(task, stream, lexicon, fold);
    const alarms = [...answers].filter(([item, { follows }]) => follows && foreign.has(item)).length;
    return [{ story: task.name, figures: figuresOf(task, answers), alarms }];
  });
}

/** A set's items as of any time; ids of two sets may be the same. */
const itemsOf = ({ name, items }: LabelledSet): readonly FeedItem[] =>
  items.map((item) => ({ ...ofAnyTime(item), id: id<'item'>(`${name}/${item.id}`) }));

function answersTo(task: Task, stream: LabelledSet, lexicon: Lexicon, { model }: Fold): Answers {
  const answers = new Map<string, Answer>();
  for (const outcome of simulate(stream, stream.tasks, lexicon, model)) {
    if (outcome.task !== task) continue;
    const { score, kind } = outcome.verdict;
    answers.set(outcome.item.id, { score, follows: kind === 'follow-up' });
  }
  return answers;
}

/** The same story, with every other item of the stream as none of its own. */
function amongAll(task: Task, items: readonly FeedItem[]): Task {
  return { ...task, truth: new Map(items.map((item) => [item.id, task.truth.get(item.id) ?? 0])) };
}

/** Two lists as one, each evenly and in its order. */
function spread(few: readonly FeedItem[], many: readonly FeedItem[]): readonly FeedItem[] {
  const place = (list: readonly FeedItem[]): readonly { readonly item: FeedItem; readonly at: number }[] =>
    list.map((item, index) => ({ item, at: (index + 0.5) / list.length }));
  return [...place(few), ...place(many)].toSorted((a, b) => a.at - b.at).map(({ item }) => item);
}
