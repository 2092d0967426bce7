import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Story } from '../story/story.ts';
import { type Analysis, analyse } from '../text/analysis.ts';
import { type Cases, learnCases, makeCases } from '../text/cases.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Prepared, Reader } from '../text/prepared.ts';
import { toPrepared } from '../text/prepare.ts';
import { makeScan, type Scan, scanText } from '../text/scan.ts';
import { makeVocabulary, stemFeature, type Vocabulary } from '../text/vocabulary.ts';
import { STEM } from '../text/rows.ts';
import { compileProfile } from './compiled.ts';
import { countScan, type Frequencies, makeFrequencies, rarityOf } from './frequencies.ts';
import { addKey, candidates, type Gate, makeGate } from './gate.ts';
import { type Judge, makeJudge, measure, verdictOf, vetoesFor } from './judgement.ts';
import { accept, isBackground, type Memory, makeMemory, refresh } from './memory.ts';
import { addNear, makeNearIndex, type NearIndex, nearest, type Neighbour, refreshNear } from './nearest.ts';
import { MODEL, type Model } from './model.ts';
import { type Sight, spreadValues } from './measures.ts';
import { closenessOf, excludedPhrase, rivalOf, sightOf } from './sight.ts';
import { refusalOf } from './refusal.ts';
import { addToSpread } from './spread.ts';
import type { Reason, Verdict } from './verdict.ts';
import { type Vector, vectorOf } from './vector.ts';

/** All stories that are followed, and what the stream has taught so far. Opaque: it changes only by `warm` and `learn`. */
export interface Watch {
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly cases: Cases;
  readonly frequencies: Frequencies;
  readonly memories: readonly Memory[];
  readonly byStory: ReadonlyMap<StoryId, number>;
  readonly gate: Gate;
  /** Items that came near some story, newest last. */
  readonly recent: NearIndex;
  readonly judge: Judge;
  readonly scan: Scan;
  /** The item that `scan` holds. */
  scanned: FeedItem | undefined;
  readonly readings: WeakMap<FeedItem, ItemReading>;
  readonly prepared: WeakMap<FeedItem, Prepared>;
  /** The number of items at which what is remembered is weighed anew. */
  refreshAt: number;
  /** Items read so far by language. */
  readonly languages: Map<string, number>;
}

/** What one story makes of an item. */
export interface Decision {
  readonly story: StoryId;
  readonly verdict: Verdict;
}

/** An item taken apart, with its weights in the stream as it was read. */
export interface ItemReading {
  readonly analysis: Analysis;
  readonly vector: Vector;
  /** The nearest of the items read before, whatever story they follow. */
  readonly neighbours: readonly Neighbour[];
}

const FIRST_REFRESH = 32;
const REFRESH_GROWTH = 1.6;
const RECENT_ITEMS = 1_000;
const NEIGHBOURS = 24;

/** Begins to watch stories. Cost: their profiles are compiled once. */
export function openWatch(stories: readonly Story[], lexicon: Lexicon, model: Model = MODEL): Watch {
  const vocabulary = makeVocabulary(lexicon);
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
    gate: makeGate(compiled),
    recent: makeNearIndex(RECENT_ITEMS),
    judge: makeJudge(model),
    scan: makeScan(),
    scanned: undefined,
    refreshAt: FIRST_REFRESH,
    readings: new WeakMap(),
    prepared: new WeakMap(),
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

/** What each story makes of the item whose gate it passes, strongest first. Changes nothing that is remembered. */
export function decide(watch: Watch, item: FeedItem): readonly Decision[] {
  const decisions = sightsFor(watch, item, candidatesFor(watch, item)).map((sight) => ({
    story: sight.memory.story.id,
    verdict: judgeSight(watch, sight),
  }));
  return decisions.sort((a, b) => b.verdict.score - a.verdict.score);
}

/** The stories whose gate the item passes. */
export function candidatesFor(watch: Watch, item: FeedItem): readonly Memory[] {
  scanItem(watch, item);
  return candidates(watch.gate, watch.scan).flatMap((at) => watch.memories[at] ?? []);
}

/** A full verdict with reasons, also for what the gate drops. A story that is not watched is an error. */
export function judge(watch: Watch, story: StoryId, item: FeedItem): Verdict {
  const memory = watch.memories[watch.byStory.get(story) ?? -1];
  if (memory === undefined) throw new Error(`story ${story} is not watched`);
  const candidates = candidatesFor(watch, item);
  const all = candidates.includes(memory) ? candidates : [...candidates, memory];
  const sight = sightsFor(watch, item, all).find((one) => one.memory === memory);
  if (sight === undefined) throw new Error(`story ${story} was not looked at`);
  return judgeSight(watch, sight);
}

function judgeSight(watch: Watch, sight: Sight): Verdict {
  return verdictOf(sight, measure(sight), watch.judge, vetoesOf(watch, sight));
}

/** What makes the item unrelated whatever its signals say. The item must be the one scanned last. */
export function vetoesOf(watch: Watch, sight: Sight): readonly Reason[] {
  const { item, memory } = sight;
  const vetoes = vetoesFor(item, excludedPhrase(memory.compiled, watch.scan), isBackground(memory, item));
  return memory.refused.texts.length === 0 ? vetoes : [...vetoes, ...refusalOf(sight, readItem(watch, item).vector)];
}

/** All that the signals are measured on, for each of the stories; they are compared with each other. */
export function sightsFor(watch: Watch, item: FeedItem, memories: readonly Memory[]): readonly Sight[] {
  if (memories.length === 0) return [];
  const reading = readItem(watch, item);
  const all = memories.map((memory) => closenessOf(memory, item, reading));
  return all.map((closeness) => {
    const { memory, cross } = closeness;
    const own = watch.languages.get(memory.compiled.profile.lang) ?? 0;
    const read = cross ? watch.frequencies.items - own : own;
    const far = Math.max(0, read - (memory.spread.items[cross ? 1 : 0] ?? 0));
    return sightOf(watch.scan, closeness, rivalOf(closeness, all), item, reading, watch.frequencies, far);
  });
}

function scanItem(watch: Watch, item: FeedItem): void {
  if (watch.scanned === item) return;
  scanText(watch.scan, watch.vocabulary, item.title, item.summary, item.lang);
  watch.scanned = item;
}

/** The item taken apart; worked out once while the item is at hand. */
export function readItem(watch: Watch, item: FeedItem): ItemReading {
  scanItem(watch, item);
  const known = watch.readings.get(item);
  if (known !== undefined) return known;
  const analysis = analyse(watch.scan, watch.cases);
  const vector = vectorOf(analysis, watch.frequencies);
  const reading = { analysis, vector, neighbours: nearest(watch.recent, vector, item.id, NEIGHBOURS) };
  watch.readings.set(item, reading);
  return reading;
}

/** Takes in what was decided: once for each item in order of arrival, also where nothing was decided. */
export function learn(watch: Watch, item: FeedItem, decisions: readonly Decision[]): void {
  for (const { story, verdict } of decisions) {
    const at = watch.byStory.get(story);
    const memory = at === undefined ? undefined : watch.memories[at];
    if (at !== undefined && memory !== undefined) learnOne(watch, at, memory, item, verdict);
  }
  if (decisions.length > 0) remember(watch, item, decisions);
  scanItem(watch, item);
  countScan(watch.frequencies, watch.scan);
  learnCases(watch.cases, watch.scan.tokens, item.lang, watch.scan.titleCased);
  watch.languages.set(item.lang, (watch.languages.get(item.lang) ?? 0) + 1);
  if (watch.frequencies.items >= watch.refreshAt) refreshAll(watch);
}

/** Keeps an item as an example of what the stories are that it may follow, and of what the others are not. */
function remember(watch: Watch, item: FeedItem, decisions: readonly Decision[]): void {
  const stories = decisions.flatMap(({ story, verdict }) => {
    const isFar = verdict.score < verdict.threshold * CLEARLY_BELOW;
    return isFar ? [] : (watch.byStory.get(story) ?? []);
  });
  const { analysis, vector } = readItem(watch, item);
  addNear(watch.recent, { id: item.id, title: item.title, analysis, vector, stories });
}

/** Words turn out common only as the stream goes on: what was weighed early is weighed again, ever more rarely. */
function refreshAll(watch: Watch): void {
  watch.refreshAt *= REFRESH_GROWTH;
  for (const memory of watch.memories) refresh(memory, watch.frequencies);
  refreshNear(watch.recent, watch.frequencies);
}

/** An item teaches only when it is well above the threshold, or well below: what is between may be wrong. */
const SURE_MARGIN = 0.1;
const CLEARLY_BELOW = 0.6;

function learnOne(watch: Watch, at: number, memory: Memory, item: FeedItem, verdict: Verdict): void {
  const { score, threshold } = verdict;
  const reading = readItem(watch, item);
  if (verdict.kind === 'follow-up') {
    if (score < threshold + SURE_MARGIN * (1 - threshold)) return;
    accept(memory, item, reading.analysis, reading.vector);
    learnKeys(watch.gate, at, memory, reading.analysis);
  } else if (score < threshold * CLEARLY_BELOW) {
    const [sight] = sightsFor(watch, item, [memory]);
    if (sight !== undefined) addToSpread(memory.spread, spreadValues(sight), sight.cross);
  }
}

/** Lets the gate find the story by what its follow-ups keep using. */
function learnKeys(gate: Gate, at: number, memory: Memory, analysis: Analysis): void {
  for (const { feature } of analysis.rows) if (memory.counts.get(feature) === 2) addKey(gate, at, feature, 0.35);
}

/** A reader over this watch's lexicon and stream; what it prepares is kept while the item is at hand. */
export function readerOf(watch: Watch): Reader {
  return {
    prepare: (item) => {
      const known = watch.prepared.get(item);
      if (known !== undefined) return known;
      const prepared = toPrepared(readItem(watch, item).analysis, watch.scan);
      watch.prepared.set(item, prepared);
      return prepared;
    },
    rarity: (stem) => Math.min(1, rarityOf(watch.frequencies, stemFeature(stem), STEM)),
  };
}
