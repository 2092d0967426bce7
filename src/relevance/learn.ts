import type { FeedItem } from '../feeds/item.ts';
import { learnCases } from '../text/cases.ts';
import { countScan } from './frequencies.ts';
import { weighGate } from './gate.ts';
import { learnKeys, readItem, scanItem, sightsFor } from './look.ts';
import { learnMeaning } from './meanings.ts';
import { type Sight, spreadValues } from './measures.ts';
import { ownScore } from './judgement.ts';
import { accept, countNear, type Memory } from './memory.ts';
import { addNear, restand, weighNear } from './nearest.ts';
import { trustIn } from './sight.ts';
import { addToSpread } from './spread.ts';
import type { Decision, Watch } from './state.ts';
import type { Verdict } from './verdict.ts';

const WEIGH_GROWTH = 1.6;
/** How common words are is known well after so many items; from then on every so many more are counted. */
const EVERY_ITEM = 10_000;
const ONE_IN = 4;

/** Takes in what was decided: once for each item in order of arrival, also where nothing was decided. */
export function learn(watch: Watch, item: FeedItem, decisions: readonly Decision[]): void {
  if (decisions.length > 0) learnDecided(watch, item, decisions);
  if (watch.meanings !== undefined) learnMeaning(watch.meanings, item, nearOf(watch, decisions));
  watch.items += 1;
  if (watch.items <= EVERY_ITEM || watch.items % ONE_IN === 0) {
    scanItem(watch, item);
    countScan(watch.frequencies, watch.scan);
    learnCases(watch.cases, watch.scan);
  }
  watch.languages.set(item.lang, (watch.languages.get(item.lang) ?? 0) + 1);
  if (watch.frequencies.items >= watch.weighAt) weighAnew(watch);
}

/** Whether what was decided brings the item near the story at a place in the watch. */
function nearOf(watch: Watch, decisions: readonly Decision[]): (at: number) => boolean {
  const near = decisions.filter(({ verdict }) => verdict.kind !== 'unrelated');
  return (at) => near.some(({ story }) => watch.byStory.get(story) === at);
}

function learnDecided(watch: Watch, item: FeedItem, decisions: readonly Decision[]): void {
  const { analysis, vector } = readItem(watch, item);
  const standing = new Map<number, number>();
  for (const { story, verdict } of decisions) {
    const memory = watch.memories[watch.byStory.get(story) ?? -1];
    const sight = memory === undefined ? undefined : sightOf(watch, item, memory);
    if (sight === undefined) continue;
    const trust = trustIn(sight);
    const stands = standingOf(watch, sight, verdict, trust);
    if (stands !== undefined) standing.set(sight.memory.at, stands);
    countNear(sight.memory, analysis, verdict.score);
    learnOne(watch, sight, verdict, trust);
  }
  addNear(watch.recent, { id: item.id, title: item.title, analysis, vector, standing, trust: 1 });
}

/** Takes in that a story takes an item after all that was learnt as borderline: its words are counted already. */
export function learnAgain(watch: Watch, item: FeedItem, { story, verdict }: Decision): void {
  const memory = watch.memories[watch.byStory.get(story) ?? -1];
  const sight = memory === undefined ? undefined : sightOf(watch, item, memory);
  if (sight === undefined) return;
  const trust = trustIn(sight);
  restand(watch.recent, item.id, sight.memory.at, standingOf(watch, sight, verdict, trust) ?? 0);
  learnOne(watch, sight, verdict, trust);
}

/** How far the item stands for the story from now on, from 0 to 1; undefined where it stands against it. */
function standingOf(watch: Watch, sight: Sight, { score, threshold }: Verdict, trust: number): number | undefined {
  const own = ownScore(sight, score, watch.judge);
  return own >= threshold * CLEARLY_BELOW ? own * Math.max(0, Math.sqrt(trust) - FAR_FETCHED) : undefined;
}

/** What is hardly of the story by itself speaks for no other item, so that a far-fetched one draws none after it. */
const FAR_FETCHED = 0.1;

/**
 * Words turn out common only as the stream goes on: what was weighed early is weighed again, ever more rarely.
 * What a story has taken in is weighed when the story is next looked at.
 */
function weighAnew(watch: Watch): void {
  watch.weighAt *= WEIGH_GROWTH;
  watch.weighed += 1;
  weighGate(watch.gate, watch.frequencies, watch.memories);
  weighNear(watch.recent, watch.frequencies);
}

/** An item teaches only when it is well above the threshold, or well below: what is between may be wrong. */
const SURE_MARGIN = 0.1;
const CLEARLY_BELOW = 0.6;
/** What hangs on learnt words alone teaches nothing, however sure the verdict. */
const LEAST_TRUST = 0.6;

function learnOne(watch: Watch, sight: Sight, { kind, score, threshold }: Verdict, trust: number): void {
  const { memory, item } = sight;
  if (kind === 'follow-up') {
    if (score < threshold + SURE_MARGIN * (1 - threshold) || trust < LEAST_TRUST) return;
    const reading = readItem(watch, item);
    accept(memory, item, reading, trust);
    learnKeys(watch, memory, reading.analysis);
  } else if (score < threshold * CLEARLY_BELOW) addToSpread(memory.spread, spreadValues(sight), sight.cross);
}

/** What the story made of the item when it was decided; looked at again where it was decided some time ago. */
function sightOf(watch: Watch, item: FeedItem, memory: Memory): Sight | undefined {
  const known = watch.looked?.item === item ? watch.looked.sights.get(memory.at) : undefined;
  return known ?? sightsFor(watch, item, [memory])[0];
}
