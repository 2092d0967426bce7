import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import { measure, verdictOf, vetoesFor } from '../src/relevance/judgement.ts';
import { isBackground } from '../src/relevance/memory.ts';
import { logistic, type Model } from '../src/relevance/model.ts';
import { excludedPhrase } from '../src/relevance/sight.ts';
import type { Verdict } from '../src/relevance/verdict.ts';
import { candidatesFor, type Decision, learn, openWatch, readItem, sightFor } from '../src/relevance/watch.ts';
import { draftProfile } from '../src/story/draft.ts';
import type { Story } from '../src/story/story.ts';
import type { Lexicon } from '../src/text/lexicon.ts';
import type { LabelledSet, Task } from './sets.ts';

/** What was decided on one item that came near a story, with the signals by which it was. */
export interface Outcome {
  readonly task: Task;
  readonly item: FeedItem;
  readonly values: Float64Array;
  readonly verdict: Verdict;
  /** 1 follow-up, 0 not, -1 related context; undefined: does not count. */
  readonly truth: number | undefined;
  readonly vetoed: boolean;
}

/** Follows every story of a set through its stream, item by item, learning as it goes. */
export function simulate(set: LabelledSet, tasks: readonly Task[], lexicon: Lexicon, model: Model): readonly Outcome[] {
  const stories = tasks.map((task) => storyOf(task, lexicon));
  const byId = new Map(tasks.map((task) => [task.name, task]));
  const watch = openWatch(stories, lexicon, model);
  const outcomes: Outcome[] = [];
  for (const item of set.items) {
    const decisions: Decision[] = [];
    for (const memory of candidatesFor(watch, item)) {
      const sight = sightFor(watch, memory, item, readItem(watch, item));
      const values = measure(sight);
      const vetoes = vetoesFor(item, excludedPhrase(memory.compiled, watch.scan), isBackground(memory, item));
      const verdict = verdictOf(sight, values, watch.judge, vetoes);
      decisions.push({ story: memory.story.id, verdict });
      const task = byId.get(memory.story.id);
      if (task === undefined) continue;
      outcomes.push({ task, item, values, verdict, truth: task.truth.get(item.id), vetoed: vetoes.length > 0 });
    }
    learn(watch, item, decisions);
  }
  return outcomes;
}

/** The story that a task's seeds make. */
export function storyOf(task: Task, lexicon: Lexicon): Story {
  const { profile } = draftProfile(task.seeds, lexicon);
  return { id: id<'story'>(task.name), profile, channels: [], since: 0 };
}

/** The score that other weights give to the same signals. */
export function scoreOf(values: Float64Array, bias: number, weights: Float64Array): number {
  let sum = bias;
  for (let at = 0; at < values.length; at += 1) sum += (weights[at] ?? 0) * (values[at] ?? 0);
  return logistic(sum);
}
