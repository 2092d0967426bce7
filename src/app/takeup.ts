import type { Development } from '../developments/development.ts';
import { messageOf } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Ports } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import { openWatch, warm } from '../relevance/watch.ts';
import type { Story } from '../story/story.ts';
import { coverItem } from './cover.ts';
import { archive, type Desk } from './desk.ts';
import { lessonsFrom, teachOlder } from './lessons.ts';

/**
 * Takes up a story, or its edited profile: covers what the archive of the last 30 days has for it, silently, so that it
 * starts with context and no alert tells old news. What was decided for the story earlier stays. Says what was found.
 */
export async function takeUp(
  { store, clock, log }: Pick<Ports, 'store' | 'clock' | 'log'>,
  desk: Desk,
  story: Story,
): Promise<readonly Coverage[]> {
  return desk.alone(async () => {
    const now = clock.now();
    const { older, recent } = await archive(store, now);
    const watch = openWatch([story], desk.lexicon);
    warm(watch, older);
    await teachOlder(watch, [], await lessonsFrom(store, [story.id], now), store);
    const known = await store.coverage.between(story.id, 0, Number.MAX_SAFE_INTEGER);
    const decided = new Set(known.map(({ item }) => item.id));
    const stories = new Map([[story.id, story]]);
    const open = new Map<StoryId, readonly Development[]>([[story.id, []]]);
    const coverage = recent
      .filter((item) => !decided.has(item.id))
      .flatMap((item): readonly Coverage[] => {
        try {
          return coverItem(watch, stories, item, open);
        } catch (thrown) {
          leftOut(log, item, thrown);
          return [];
        }
      });
    await store.transaction(async (tx) => {
      await tx.stories.save(story);
      await tx.coverage.save(coverage);
    });
    await desk.rebuild(now);
    return coverage;
  });
}

function leftOut(log: Ports['log'], item: FeedItem, thrown: unknown): void {
  log.error('item left out', { item: item.id, title: item.title, why: messageOf(thrown) });
}
