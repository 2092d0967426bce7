import type { Development } from '../developments/development.ts';
import { messageOf } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Ports, Store } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import { openWatch, warm } from '../relevance/watch.ts';
import type { Story } from '../story/story.ts';
import { coverItem } from './cover.ts';
import { archive, BREATH, type Desk } from './desk.ts';
import { grownStories, lessonsFrom, teachOlder } from './lessons.ts';

/**
 * Takes up a story, or its edited profile: covers what the archive of the last 30 days has for it, silently, so that it
 * starts with context and no alert tells old news. What was decided for the story earlier stays. Says what was found.
 * `also` comes first in the transaction that takes it up: where it throws, nothing has changed.
 */
export async function takeUp(
  { store, clock, log }: Pick<Ports, 'store' | 'clock' | 'log'>,
  desk: Desk,
  story: Story,
  also: (tx: Store) => Promise<void> = async () => {},
): Promise<readonly Coverage[]> {
  return desk.alone(async () => {
    const now = clock.now();
    const { older, recent } = await archive(store, now);
    const lessons = await lessonsFrom(store, [story.id], now);
    const grown = await grownStories([story], lessons, (id) => store.coverage.findItem(id), desk.lexicon);
    const watch = openWatch(grown, desk.lexicon, undefined, await desk.meant(grown));
    warm(watch, older);
    await teachOlder(watch, [], lessons, store);
    const known = await store.coverage.between(story.id, 0, Number.MAX_SAFE_INTEGER);
    const decided = new Set(known.map(({ item }) => item.id));
    const stories = new Map([[story.id, story]]);
    const open = new Map<StoryId, readonly Development[]>([[story.id, []]]);
    const coverage: Coverage[] = [];
    for (const [at, item] of recent.filter(({ id }) => !decided.has(id)).entries()) {
      // It may be taken up from a chat: others' commands must be acknowledged meanwhile.
      if (at % BREATH === BREATH - 1) await new Promise((resolve) => setImmediate(resolve));
      try {
        coverage.push(...coverItem(watch, stories, item, open));
      } catch (thrown) {
        leftOut(log, item, thrown);
      }
    }
    await store.transaction(async (tx) => {
      await also(tx);
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
