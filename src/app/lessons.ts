import { lessonsOf } from '../feedback/feedback.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { ItemId, StoryId } from '../ids.ts';
import type { Store } from '../ports.ts';
import { type LessonKind, teach } from '../relevance/teach.ts';
import type { Watch } from '../relevance/watch.ts';
import { grownProfile } from '../story/grow.ts';
import type { Story } from '../story/story.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Instant } from '../time.ts';

/** What a story is taught of one item. */
export interface Lesson {
  readonly story: StoryId;
  readonly kind: LessonKind;
}

/** What people taught the stories, by item; oldest first. */
export async function lessonsFrom(
  store: Pick<Store, 'feedback'>,
  stories: Iterable<StoryId>,
  now: Instant,
): Promise<ReadonlyMap<ItemId, readonly Lesson[]>> {
  const lessons = new Map<ItemId, Lesson[]>();
  for (const story of stories) {
    for (const [item, kind] of lessonsOf(await store.feedback.inForce(story, now))) {
      const known = lessons.get(item);
      if (known === undefined) lessons.set(item, [{ story, kind }]);
      else known.push({ story, kind });
    }
  }
  return lessons;
}

/** Teaches what was said of items that are not replayed any more; one that is forgotten teaches nothing. */
export async function teachOlder(
  watch: Watch,
  recent: readonly FeedItem[],
  lessons: ReadonlyMap<ItemId, readonly Lesson[]>,
  store: Store,
): Promise<void> {
  const replayed = new Set(recent.map(({ id }) => id));
  for (const [id, taught] of lessons) {
    const item = replayed.has(id) ? undefined : await store.coverage.findItem(id);
    if (item === undefined) continue;
    for (const { story, kind } of taught) teach(watch, story, item, kind);
  }
}

/** What of a story's profile came from items that people took in: the newest ones. */
const GROWING_ITEMS = 20;

/** The stories, their profiles grown by the items that they would have missed and people took in. */
export async function grownStories(
  stories: Iterable<Story>,
  lessons: ReadonlyMap<ItemId, readonly Lesson[]>,
  find: (id: ItemId) => Promise<FeedItem | undefined>,
  lexicon: Lexicon,
): Promise<readonly Story[]> {
  const missed = new Map<StoryId, ItemId[]>();
  for (const [item, taught] of lessons) {
    for (const { story, kind } of taught)
      if (kind === 'missed') missed.set(story, [...(missed.get(story) ?? []), item]);
  }
  const grown: Story[] = [];
  for (const story of stories) {
    const items: FeedItem[] = [];
    for (const id of (missed.get(story.id) ?? []).slice(-GROWING_ITEMS)) {
      const item = await find(id);
      if (item !== undefined) items.push(item);
    }
    grown.push(items.length === 0 ? story : { ...story, profile: grownProfile(story.profile, items, lexicon) });
  }
  return grown;
}
