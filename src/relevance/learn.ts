import type { FeedItem } from '../feeds/item.ts';
import type { Analysis } from '../text/analysis.ts';
import { learnCases } from '../text/cases.ts';
import { countScan } from './frequencies.ts';
import { addKey, type Gate } from './gate.ts';
import { readItem, scanItem, sightsFor } from './look.ts';
import { spreadValues } from './measures.ts';
import { accept, type Memory, refresh } from './memory.ts';
import { addNear, refreshNear } from './nearest.ts';
import { trustIn } from './sight.ts';
import { addToSpread } from './spread.ts';
import type { Decision, Watch } from './state.ts';
import type { Verdict } from './verdict.ts';

const REFRESH_GROWTH = 1.6;

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
  addNear(watch.recent, { id: item.id, title: item.title, analysis, vector, stories, trust: 1 });
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
    const [sight] = sightsFor(watch, item, [memory]);
    accept(memory, item, reading.analysis, reading.vector, sight === undefined ? 0 : trustIn(sight));
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
