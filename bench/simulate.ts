import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import type { Lesson } from '../src/app/lessons.ts';
import { overruledBy } from '../src/app/cover.ts';
import { type Judge, measure, VETO } from '../src/relevance/judgement.ts';
import { type LessonKind, teach } from '../src/relevance/teach.ts';
import { type Model, type Regime, regimeOf, scoreOf } from '../src/relevance/model.ts';
import type { Verdict } from '../src/relevance/verdict.ts';
import { dayOf, lookForDay, makeDating } from '../src/relevance/dating.ts';
import { candidatesFor, sightsFor, vetoesOf } from '../src/relevance/look.ts';
import { type Decision, learn, openWatch, type Watch } from '../src/relevance/watch.ts';
import { draftProfile } from '../src/story/draft.ts';
import { grownProfile } from '../src/story/grow.ts';
import type { Profile, Story } from '../src/story/story.ts';
import { type Lexicon, openLexicon } from '../src/text/lexicon.ts';
import type { LabelledSet, Task } from './sets.ts';

/** What was decided on one item that came near a story, with the signals by which it was. */
export interface Outcome {
  readonly task: Task;
  readonly item: FeedItem;
  readonly values: Float64Array;
  readonly regime: Regime;
  readonly verdict: Verdict;
  /** 1 follow-up, 0 not, -1 related context; undefined: does not count. */
  readonly truth: number | undefined;
  readonly vetoed: boolean;
  /** From a stream that has nothing to do with the story. */
  readonly foreign: boolean;
}

/** What a person says at once of an item that was decided, by what is true of it; undefined: nothing. */
export type Says = (truth: number | undefined, verdict: Verdict) => LessonKind | undefined;

const SAYS_NOTHING: Says = () => undefined;

/** Follows every story of a set through its stream, item by item, learning as it goes. What was decided counts, whatever people say of it. */
export function simulate(
  set: LabelledSet,
  tasks: readonly Task[],
  whole: Lexicon,
  model: Model,
  says: Says = SAYS_NOTHING,
): readonly Outcome[] {
  const lexicon = set.knows === undefined ? whole : partOf(whole, set.knows);
  const stories = tasks.map((task) => storyOf(task, lexicon, set.items));
  const byId = new Map(tasks.map((task) => [task.name, task]));
  let watch = openWatch(stories, lexicon, model);
  const heard: Heard[] = [];
  const outcomes: Outcome[] = [];
  for (const item of set.items) {
    const decisions: Decision[] = [];
    const taught: Lesson[] = [];
    const sights = sightsFor(watch, item, candidatesFor(watch, item));
    watch.looked = { item, sights: new Map(sights.map((sight) => [sight.memory.at, sight])) };
    for (const sight of sights) {
      const values = measure(sight);
      const regime = regimeOf(sight);
      const against = vetoesOf(watch, sight).reduce((sum, { contribution }) => sum + contribution, 0);
      const verdict = quickVerdict(values, watch.judge, regime, against);
      const { id } = sight.memory.story;
      const task = byId.get(id);
      if (task === undefined) continue;
      const foreign = !set.tasks.includes(task);
      const truth = foreign ? 0 : task.truth.get(item.id);
      outcomes.push({ task, item, values, regime, verdict, truth, vetoed: against <= VETO, foreign });
      const said = says(truth, verdict);
      decisions.push({ story: id, verdict: said === undefined ? verdict : overruledBy(said, verdict) });
      if (said !== undefined) taught.push({ story: id, kind: said });
    }
    const last: Heard = { item, decisions, taught };
    if (says !== SAYS_NOTHING) heard.push(last);
    if (taught.some(({ kind }) => kind === 'missed')) watch = grownWatch(stories, heard, lexicon, model);
    else takeIn(watch, last);
  }
  return outcomes;
}

/** An item, what was decided of it, and what somebody said of it. */
interface Heard {
  readonly item: FeedItem;
  readonly decisions: readonly Decision[];
  readonly taught: readonly Lesson[];
}

function takeIn(watch: Watch, { item, decisions, taught }: Heard): void {
  for (const { story, kind } of taught) teach(watch, story, item, kind);
  learn(watch, item, decisions);
}

/** A watch over stories that have grown by what people took in, as a bot builds it anew. */
function grownWatch(stories: readonly Story[], heard: readonly Heard[], lexicon: Lexicon, model: Model): Watch {
  const grown = stories.map((story) => {
    const isMissed = ({ taught }: Heard): boolean =>
      taught.some((lesson) => lesson.story === story.id && lesson.kind === 'missed');
    const items = heard.filter(isMissed).map(({ item }) => item);
    return items.length === 0 ? story : { ...story, profile: grownProfile(story.profile, items, lexicon) };
  });
  const watch = openWatch(grown, lexicon, model);
  for (const each of heard) takeIn(watch, each);
  return watch;
}

const parts = new WeakMap<Lexicon, Map<Knows, Lexicon>>();

type Knows = NonNullable<LabelledSet['knows']>;

/** A lexicon of some of the concepts: made once. */
function partOf(whole: Lexicon, knows: Knows): Lexicon {
  const made = parts.get(whole) ?? new Map<Knows, Lexicon>();
  parts.set(whole, made);
  const groups = new Map([...whole.source.groups].filter(([concept]) => knows(concept)));
  const part = made.get(knows) ?? openLexicon({ ...whole.source, groups });
  made.set(knows, part);
  return part;
}

/** Stories of other times meet the item as if it were of theirs: it is later than any of them began. */
export const ofAnyTime = (item: FeedItem): FeedItem => ({
  ...item,
  publishedAt: undefined,
  firstSeenAt: Number.MAX_SAFE_INTEGER,
});

/** Follows stories through the stream of another set: there is nothing in it for them. Each story by itself, or a set's stories together. */
export function simulateForeign(
  stream: LabelledSet,
  own: LabelledSet,
  tasks: readonly Task[],
  lexicon: Lexicon,
  model: Model,
): readonly Outcome[] {
  const items = stream.items.map(ofAnyTime);
  const foreign: LabelledSet = { name: stream.name, items, labels: stream.labels, tasks: [] };
  return own.tasks.some((task) => tasks.includes(task)) ? simulate(foreign, tasks, lexicon, model) : [];
}

/** The verdict without its reasons, which training has no use for. */
function quickVerdict(values: Float64Array, { model, compact }: Judge, regime: Regime, against: number): Verdict {
  const score = against <= VETO ? 0 : scoreOf(values, compact[regime], against);
  const { threshold } = model;
  const below = score >= threshold * model.unsureShare ? 'unsure' : 'unrelated';
  return { kind: score >= threshold ? 'follow-up' : below, score, threshold, reasons: [], strand: undefined };
}

/**
 * The story that a task's seeds make. One of its own stream is dated by the items where its seed has no date, as
 * `storywatch decide` does.
 */
export function storyOf(task: Task, lexicon: Lexicon, stream: readonly FeedItem[]): Story {
  const profile = profileOf(task, lexicon);
  const since = profile.published ?? (task.kind === 'many' ? 0 : dated(profile, stream, lexicon));
  return { id: id<'story'>(task.name), profile, channels: [], since };
}

const drafted = new WeakMap<Lexicon, Map<Task, Profile>>();

/** The profile that a task's seeds make: drafted once. */
function profileOf(task: Task, lexicon: Lexicon): Profile {
  const made = drafted.get(lexicon) ?? new Map<Task, Profile>();
  drafted.set(lexicon, made);
  const profile = made.get(task) ?? draftProfile(task.seeds, lexicon).profile;
  made.set(task, profile);
  return profile;
}

function dated(profile: Profile, stream: readonly FeedItem[], lexicon: Lexicon): number {
  const dating = makeDating(profile, lexicon);
  for (const item of stream) lookForDay(dating, item);
  return dayOf(dating) ?? 0;
}
