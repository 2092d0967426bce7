import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Profile, Story } from '../story/story.ts';
import { makeCases } from '../text/cases.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Reader } from '../text/prepared.ts';
import { analyse } from '../text/analysis.ts';
import { toPrepared } from '../text/prepare.ts';
import { STEM } from '../text/rows.ts';
import { makeScan, scanText } from '../text/scan.ts';
import { vocabularyOf, stemFeature } from '../text/vocabulary.ts';
import { compileProfile } from './compiled.ts';
import { makeFrequencies, rarityOf } from './frequencies.ts';
import { makeGate } from './gate.ts';
import { makeJudge, measure, TOO_LITTLE, verdictOf } from './judgement.ts';
import { learn } from './learn.ts';
import { candidatesFor, sightsFor, vetoesOf } from './look.ts';
import { makeMeanings, type Meant, meaningReasons } from './meanings.ts';
import type { Sight } from './measures.ts';
import { makeMemory } from './memory.ts';
import { MODEL, type Model } from './model.ts';
import { makeNearIndex } from './nearest.ts';
import type { Decision, Watch } from './state.ts';
import type { Reason, Verdict } from './verdict.ts';

export type { Decision, Watch } from './state.ts';
export { learn, learnAgain } from './learn.ts';

const FIRST_WEIGHING = 32;
const RECENT_ITEMS = 600;

/** Begins to watch stories; by their words, and where it is known also by what their texts mean. Cost: their profiles are compiled once. */
export function openWatch(
  stories: readonly Story[],
  lexicon: Lexicon,
  model: Model = MODEL,
  meant: Meant | undefined = undefined,
): Watch {
  const vocabulary = vocabularyOf(lexicon);
  const frequencies = makeFrequencies();
  const compiled = stories.map((story) => compileProfile(story.profile, vocabulary));
  return {
    lexicon,
    vocabulary,
    cases: makeCases(),
    frequencies,
    memories: stories.flatMap((story, at) => {
      const profile = compiled[at];
      return profile === undefined ? [] : [makeMemory(at, story, profile, frequencies)];
    }),
    byStory: new Map(stories.map((story, at) => [story.id, at])),
    gate: makeGate(compiled, frequencies, vocabulary.page),
    recent: makeNearIndex(RECENT_ITEMS),
    judge: makeJudge(model),
    meanings: meant === undefined ? undefined : makeMeanings(stories, meant),
    scan: makeScan(vocabulary),
    scanned: undefined,
    looked: undefined,
    weighAt: FIRST_WEIGHING,
    weighed: 0,
    read: undefined,
    prepared: new WeakMap(),
    items: 0,
    languages: new Map(),
  };
}

/** Teaches what ordinary items are like: some hundred of the user's own feeds. Call before the first `decide`. */
export function warm(watch: Watch, items: readonly FeedItem[]): void {
  for (const item of items) {
    learn(
      watch,
      item,
      decide(watch, item).map(({ story, verdict }) => ({
        story,
        verdict: { ...verdict, kind: 'unrelated', score: 0 },
      })),
    );
  }
}

const NOTHING: readonly Decision[] = [];

/** What each story makes of the item whose gate it passes, strongest first. Changes nothing that is remembered. */
export function decide(watch: Watch, item: FeedItem): readonly Decision[] {
  const candidates = candidatesFor(watch, item);
  if (candidates.length === 0) return NOTHING;
  const sights = sightsFor(watch, item, candidates);
  watch.looked = { item, sights: new Map(sights.map((sight) => [sight.memory.at, sight])) };
  const decisions = sights.map((sight) => ({
    story: sight.memory.story.id,
    verdict: judgeSight(watch, sight),
  }));
  return decisions.sort((a, b) => b.verdict.score - a.verdict.score);
}

/** A full verdict with reasons, also for what the gate drops. A story that is not watched is an error. */
export function judge(watch: Watch, story: StoryId, item: FeedItem): Verdict {
  const memory = watch.memories[watch.byStory.get(story) ?? -1];
  if (memory === undefined) throw new Error(`story ${story} is not watched`);
  const candidates = candidatesFor(watch, item);
  const all = candidates.includes(memory) ? candidates : [...candidates, memory];
  const sight = sightsFor(watch, item, all).find((one) => one.memory === memory);
  if (sight === undefined) throw new Error(`story ${story} was not looked at`);
  return judgeSight(watch, sight, candidates.includes(memory) ? [] : [TOO_LITTLE]);
}

/** The profile by which a story is watched: what people took in has grown it. */
export function watchedProfile(watch: Watch, { id, profile }: Story): Profile {
  return watch.memories[watch.byStory.get(id) ?? -1]?.compiled.profile ?? profile;
}

function judgeSight(watch: Watch, sight: Sight, dropped: readonly Reason[] = []): Verdict {
  const { meanings } = watch;
  const meant = meanings === undefined ? [] : meaningReasons(meanings, sight);
  return verdictOf(sight, measure(sight), watch.judge, [...vetoesOf(watch, sight), ...dropped, ...meant]);
}

/** A reader over this watch's lexicon and stream; what it prepares is kept while the item is at hand. */
export function readerOf(watch: Watch): Reader {
  return {
    prepare: (item) => {
      const known = watch.prepared.get(item);
      if (known !== undefined) return known;
      // What its address says is compared apart from what it says itself.
      scanText(watch.scan, item.title, item.summary, item.lang);
      watch.scanned = undefined;
      const prepared = toPrepared(analyse(watch.scan, watch.cases), watch.scan);
      watch.prepared.set(item, prepared);
      return prepared;
    },
    rarity: (stem) => Math.min(1, rarityOf(watch.frequencies, stemFeature(stem), STEM)),
  };
}
