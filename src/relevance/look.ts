import { headlineIn } from '../feeds/address.ts';
import type { FeedItem } from '../feeds/item.ts';
import { type Analysis, analyse } from '../text/analysis.ts';
import { COGNATE, CONCEPT, STEM } from '../text/rows.ts';
import { scanText } from '../text/scan.ts';
import { candidates, setLearnt } from './gate.ts';
import { loneWord, vetoesFor } from './judgement.ts';
import { withAlike } from './meanings.ts';
import type { Sight } from './measures.ts';
import { isBackground, learntWeight, type Memory, weighMemory } from './memory.ts';
import { nearest } from './nearest.ts';
import { refusalOf } from './refusal.ts';
import { closenessOf, excludedPhrase, rivalOf, sightOf } from './sight.ts';
import type { ItemReading, Watch } from './state.ts';
import { vectorOf } from './vector.ts';
import type { Reason } from './verdict.ts';

const NEIGHBOURS = 24;

/** Reads the item's words into the watch's scan, unless they are there already. */
export function scanItem(watch: Watch, item: FeedItem): void {
  if (watch.scanned === item) return;
  scanText(watch.scan, item.title, item.summary, item.lang, headlineIn(item));
  watch.scanned = item;
}

/** The item taken apart; worked out once while no other item is read. */
export function readItem(watch: Watch, item: FeedItem): ItemReading {
  scanItem(watch, item);
  if (watch.read?.item === item) return watch.read.reading;
  const analysis = analyse(watch.scan, watch.cases);
  const vector = vectorOf(analysis, watch.frequencies);
  const reading = { analysis, vector, neighbours: nearest(watch.recent, vector, item.id, NEIGHBOURS) };
  watch.read = { item, reading };
  return reading;
}

const NONE: readonly Memory[] = [];

/** The stories whose gate the item passes. */
export function candidatesFor(watch: Watch, item: FeedItem): readonly Memory[] {
  scanItem(watch, item);
  const named = candidates(watch.gate, watch.scan);
  const found = watch.meanings === undefined ? named : withAlike(watch.meanings, item, named);
  return found.length === 0 ? NONE : found.flatMap((at) => watch.memories[at] ?? []);
}

/** All that the signals are measured on, for each of the stories; they are compared with each other. */
export function sightsFor(watch: Watch, item: FeedItem, memories: readonly Memory[]): readonly Sight[] {
  if (memories.length === 0) return [];
  const reading = readItem(watch, item);
  for (const memory of memories) keepUp(watch, memory);
  const all = memories.map((memory) => closenessOf(memory, item, reading));
  return all.map((closeness) => {
    const { memory, cross } = closeness;
    const own = watch.languages.get(memory.compiled.profile.lang) ?? 0;
    const read = cross ? watch.items - own : own;
    const far = Math.max(0, read - (memory.spread.items[cross ? 1 : 0] ?? 0));
    return sightOf(watch.scan, closeness, rivalOf(closeness, all), item, reading, watch.frequencies, far);
  });
}

/** Weighs what a story has taken in as the stream stands, where that has changed since it was last looked at. */
function keepUp(watch: Watch, memory: Memory): void {
  if (memory.weighed === watch.weighed) return;
  weighMemory(memory, watch.frequencies);
  memory.weighed = watch.weighed;
  for (const { id, analysis } of memory.accepted.texts) if (id !== '') learnKeys(watch, memory, analysis, true);
}

const MOST_LEARNT = 0.16;

/** Lets the gate find the story by what its follow-ups keep using and other items hardly do; a word that has become common `sinks`. */
export function learnKeys(watch: Watch, memory: Memory, analysis: Analysis, sinks = false): void {
  for (const row of analysis.rows) {
    if (row.kind !== STEM && row.kind !== CONCEPT && row.kind !== COGNATE) continue;
    const weight = Math.min(MOST_LEARNT, learntWeight(memory, row, watch.frequencies));
    setLearnt(watch.gate, memory.at, row.feature, weight, sinks);
  }
}

/** What makes the item unrelated whatever its signals say. The item must be the one scanned last. */
export function vetoesOf(watch: Watch, sight: Sight): readonly Reason[] {
  const { item, memory } = sight;
  const vetoes = [
    ...vetoesFor(item, excludedPhrase(memory.compiled, watch.scan), isBackground(memory, item)),
    // What texts mean may tell more than their words.
    ...(watch.meanings === undefined ? loneWord(sight) : []),
  ];
  return memory.refusals.index.texts.length === 0 ? vetoes : [...vetoes, ...refusalOf(sight, readItem(watch, item))];
}
