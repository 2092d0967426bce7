import type { Development, Placement } from '../developments/development.ts';
import { OPEN_FOR_MS } from '../developments/place.ts';
import { messageOf } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { ItemId, StoryId } from '../ids.ts';
import type { Clock, Embeddings, Log, Store } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import { wasDropped } from '../relevance/judgement.ts';
import { type Decision, learn, openWatch, readerOf, warm, type Watch } from '../relevance/watch.ts';
import { teach } from '../relevance/teach.ts';
import type { Verdict } from '../relevance/verdict.ts';
import type { Story } from '../story/story.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { coverItem, coverItemAgain, placementOf } from './cover.ts';
import { grownStories, lessonsFrom, teachOlder } from './lessons.ts';
import { createMeantStories, type MeantStories } from './meanings.ts';

/** How far back items are replayed with their decisions, and how many at most. */
export const REPLAY_MS = 30 * DAY_MS;
export const REPLAYED_ITEMS = 20_000;
/** How many still older items the watch is warmed with. */
export const WARMING_ITEMS = 2_000;
/** Twice as long as a development takes items: the item that decides may be dated back. */
const KEPT_OPEN_MS = 2 * OPEN_FOR_MS;
/** Items replayed at a stretch: some milliseconds. */
export const BREATH = 200;

/** What the process keeps in mind: a cache of the store, which can always be built again. */
export interface Desk {
  readonly lexicon: Lexicon;
  /** What stories mean, for a watch that is opened over them elsewhere. */
  readonly meant: MeantStories;
  /** As they are watched: what people took in has grown their profiles. */
  stories(): ReadonlyMap<StoryId, Story>;
  watch(): Watch;
  /** Covers one item. What throws here has changed nothing: the item can be left out. */
  cover(item: FeedItem): readonly Coverage[];
  /** Covers one that was covered before, by what a second look decided for stories that were unsure of it. */
  coverAgain(item: FeedItem, decisions: readonly Decision[]): readonly Coverage[];
  /** Where an item would stand in a story that takes it: nothing changes. */
  placement(story: StoryId, item: FeedItem, verdict: Verdict): Placement | undefined;
  /** Runs the work while no other such work runs; whatever covers items or changes stories runs so. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Says that what was covered was not stored: before anything else is covered, the desk is built again. */
  spoil(): void;
  /** Builds the desk again where it was spoilt, and lets go of developments that are long closed. */
  freshen(now: Instant): Promise<void>;
  /** Builds the desk again from the store, after stories changed. */
  rebuild(now: Instant): Promise<void>;
}

interface State {
  readonly stories: ReadonlyMap<StoryId, Story>;
  readonly watch: Watch;
  readonly open: Map<StoryId, readonly Development[]>;
}

/** What a desk is built from. */
interface Source {
  readonly store: Store;
  readonly lexicon: Lexicon;
  readonly meant: MeantStories;
  readonly log: Log;
}

/** Builds the desk from the store. */
export async function openDesk(
  {
    store,
    clock,
    log,
    embeddings,
  }: { readonly store: Store; readonly clock: Clock; readonly log: Log; readonly embeddings?: Embeddings | undefined },
  lexicon: Lexicon,
): Promise<Desk> {
  const meant = createMeantStories(embeddings);
  const source: Source = { store, lexicon, meant, log };
  let state = await load(source, clock.now());
  let spoilt = false;
  let last: Promise<unknown> = Promise.resolve();

  const rebuild = async (now: Instant): Promise<void> => {
    state = await load(source, now);
    spoilt = false;
  };

  return {
    lexicon,
    meant,
    stories: () => state.stories,
    watch: () => state.watch,
    cover: (item) => coverItem(state.watch, state.stories, item, state.open),
    placement: (story, item, verdict) => placementOf(state.watch, story, item, verdict, state.open),
    coverAgain: (item, decisions) => coverItemAgain(state.watch, item, decisions, state.open),
    alone(work) {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
    spoil() {
      spoilt = true;
    },
    async freshen(now) {
      if (spoilt) await rebuild(now);
      closeOld(state.open, now);
    },
    rebuild,
  };
}

async function load({ store, lexicon, meant, log }: Source, now: Instant): Promise<State> {
  const kept = await store.stories.all();
  const { older, recent } = await archive(store, now);
  const lessons = await lessonsFrom(
    store,
    kept.map(({ id }) => id),
    now,
  );
  const grown = await grownStories(kept, lessons, (id) => store.coverage.findItem(id), lexicon);
  const stories = new Map(grown.map((story) => [story.id, story]));
  const watch = openWatch(grown, lexicon, undefined, await meant(grown));
  warm(watch, older);
  const decisions = await decisionsOn(recent, store, stories);
  await teachOlder(watch, recent, lessons, store);
  const reader = readerOf(watch);
  for (const [at, item] of recent.entries()) {
    // A rebuild after somebody's word must not keep others' commands from being acknowledged.
    if (at % BREATH === BREATH - 1) await new Promise((resolve) => setImmediate(resolve));
    try {
      const decided = decisions.get(item.id) ?? [];
      // Placing has read it at this point of the stream; what is read is kept for the item itself, not for its like.
      if (decided.some(({ verdict }) => verdict.kind === 'follow-up')) reader.prepare(item);
      // Before it is learnt: what a person accepts is taken in full, and each item is taken in once.
      for (const { story, kind } of lessons.get(item.id) ?? []) teach(watch, story, item, kind);
      learn(watch, item, decided);
    } catch (thrown) {
      log.error('item left out', { item: item.id, title: item.title, why: messageOf(thrown) });
    }
  }
  const read = new Map(recent.map((item) => [item.id, item]));
  const open = new Map<StoryId, readonly Development[]>();
  for (const story of stories.keys()) {
    const developments = await store.coverage.developments(story, now - KEPT_OPEN_MS);
    open.set(
      story,
      developments.map((development) => withItems(development, read)),
    );
  }
  return { stories, watch, open };
}

function withItems(development: Development, read: ReadonlyMap<ItemId, FeedItem>): Development {
  const reports = development.reports.map((report) => ({ ...report, item: read.get(report.item.id) ?? report.item }));
  return { ...development, reports };
}

/** The items that are replayed in order, and those before them that only warm the watch. */
export async function archive(
  store: Store,
  now: Instant,
): Promise<{ readonly older: readonly FeedItem[]; readonly recent: readonly FeedItem[] }> {
  const from = now - REPLAY_MS;
  const recent = await store.coverage.items(from, Number.MAX_SAFE_INTEGER, REPLAYED_ITEMS);
  const older = await store.coverage.items(0, recent[0]?.firstSeenAt ?? from, WARMING_ITEMS);
  return { older, recent };
}

/** What was decided on each of these items, strongest first as it was then. */
async function decisionsOn(
  recent: readonly FeedItem[],
  store: Store,
  stories: ReadonlyMap<StoryId, Story>,
): Promise<ReadonlyMap<ItemId, readonly Decision[]>> {
  const decisions = new Map<ItemId, Decision[]>();
  const from = recent[0]?.firstSeenAt;
  if (from === undefined) return decisions;
  for (const story of stories.keys()) {
    for (const { item, verdict } of await store.coverage.between(story, from, Number.MAX_SAFE_INTEGER)) {
      // Kept because somebody took it in, and undone: it teaches as if it had never been.
      if (wasDropped(verdict)) continue;
      const known = decisions.get(item.id);
      if (known === undefined) decisions.set(item.id, [{ story, verdict }]);
      else known.push({ story, verdict });
    }
  }
  for (const list of decisions.values()) list.sort((a, b) => b.verdict.score - a.verdict.score);
  return decisions;
}

/** Lets go of developments that are long closed. */
export function closeOld(open: Map<StoryId, readonly Development[]>, now: Instant): void {
  for (const [story, developments] of open) {
    const kept = developments.filter(({ updatedAt }) => updatedAt >= now - KEPT_OPEN_MS);
    if (kept.length < developments.length) open.set(story, kept);
  }
}
