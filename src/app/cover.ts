import { place } from '../developments/place.ts';
import type { Development, Placement } from '../developments/development.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Verdict } from '../relevance/verdict.ts';
import { teach } from '../relevance/teach.ts';
import { type Decision, decide, learn, learnAgain, readerOf, type Watch } from '../relevance/watch.ts';
import type { Story } from '../story/story.ts';
import type { Lesson } from './lessons.ts';

/** The developments that still take items, by story; in the order in which they opened. */
export type OpenDevelopments = ReadonlyMap<StoryId, readonly Development[]>;

/** Covers items one after the other, in the given order: oldest first. The watch learns; `open` stays as it is. */
export function cover(
  watch: Watch,
  stories: ReadonlyMap<StoryId, Story>,
  items: readonly FeedItem[],
  open: OpenDevelopments,
): readonly Coverage[] {
  const growing = new Map(open);
  return items.flatMap((item) => coverItem(watch, stories, item, growing));
}

/**
 * Decides one item for every story, places it, and learns from it: the watch and `growing` then know it.
 * What people taught of it is learnt in the place of what was decided; one that they refused enters no development.
 * Where deciding or placing throws, neither of them has changed.
 */
export function coverItem(
  watch: Watch,
  stories: ReadonlyMap<StoryId, Story>,
  item: FeedItem,
  growing: Map<StoryId, readonly Development[]>,
  taught: readonly Lesson[] = [],
): readonly Coverage[] {
  const decisions = decide(watch, item).filter(({ story }) => stories.has(story));
  const coverage = placed(watch, item, decisions, growing);
  for (const { story, kind } of taught) teach(watch, story, item, kind);
  learn(watch, item, taught.length === 0 ? decisions : decisions.map((decision) => taughtOf(taught, decision)));
  const refusing = new Set(taught.flatMap(({ story, kind }) => (kind === 'unrelated' ? [story] : [])));
  grow(
    growing,
    coverage.filter(({ story }) => !refusing.has(story)),
  );
  return coverage;
}

/** Covers an item by what a second look decided for stories that were unsure of it; what they take is learnt and placed. */
export function coverItemAgain(
  watch: Watch,
  item: FeedItem,
  decisions: readonly Decision[],
  growing: Map<StoryId, readonly Development[]>,
): readonly Coverage[] {
  const coverage = placed(watch, item, decisions, growing);
  for (const one of coverage) if (one.placement !== undefined) learnAgain(watch, item, one);
  grow(growing, coverage);
  return coverage;
}

function placed(
  watch: Watch,
  item: FeedItem,
  decisions: readonly Decision[],
  open: OpenDevelopments,
): readonly Coverage[] {
  return decisions.map(({ story, verdict }) => ({
    story,
    item,
    verdict,
    placement: placementOf(watch, story, item, verdict, open),
  }));
}

function grow(growing: Map<StoryId, readonly Development[]>, coverage: readonly Coverage[]): void {
  for (const { story, placement } of coverage) {
    if (placement !== undefined) growing.set(story, withDevelopment(growing.get(story) ?? [], placement.development));
  }
}

function taughtOf(taught: readonly Lesson[], decision: Decision): Decision {
  const said = taught.find(({ story }) => story === decision.story);
  return said === undefined ? decision : { ...decision, verdict: overruledBy(said.kind, decision.verdict) };
}

/** The verdict that a person's word makes of another. */
export function overruledBy(said: Lesson['kind'], verdict: Verdict): Verdict {
  return said === 'unrelated'
    ? { ...verdict, kind: 'unrelated', score: 0 }
    : { ...verdict, kind: 'follow-up', score: 1 };
}

/** Where an item stands whose verdict is a follow-up. */
export function placementOf(
  watch: Watch,
  story: StoryId,
  item: FeedItem,
  verdict: Verdict,
  open: OpenDevelopments,
): Placement | undefined {
  if (verdict.kind !== 'follow-up') return undefined;
  return place(story, item, verdict.strand, open.get(story) ?? [], readerOf(watch));
}

function withDevelopment(open: readonly Development[], changed: Development): readonly Development[] {
  const at = open.findIndex(({ id }) => id === changed.id);
  return at < 0 ? [...open, changed] : open.with(at, changed);
}
