import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import { learnKeys, readItem } from './look.ts';
import { accept, countNear } from './memory.ts';
import { NO_STANDING } from './nearest.ts';
import { addRefusal } from './refusal.ts';
import type { Watch } from './state.ts';

/** What a story is to make of an item: it follows, and the story found it or would have missed it; or it does not. */
export type LessonKind = 'follow-up' | 'missed' | 'unrelated';

/** What a person says is not weighed by how sure the model was. */
const FULL_TRUST = 1;

/**
 * Teaches a story what a person says of an item: an accepted one joins its idea of itself however it was judged,
 * a rejected one counts against its like from then on. There is no taking back: a watch that forgets is built anew.
 * A story that is not watched is passed over.
 */
export function teach(watch: Watch, story: StoryId, item: FeedItem, kind: LessonKind): void {
  const memory = watch.memories[watch.byStory.get(story) ?? -1];
  if (memory === undefined) return;
  const reading = readItem(watch, item);
  const { analysis, vector } = reading;
  if (kind !== 'unrelated') {
    // What was accepted before is counted already.
    if (!memory.taught.has(item.id)) countNear(memory, analysis, FULL_TRUST);
    accept(memory, item, reading, FULL_TRUST);
    learnKeys(watch, memory, analysis);
  } else
    addRefusal(memory.refusals, {
      id: item.id,
      title: item.title,
      analysis,
      vector,
      standing: NO_STANDING,
      trust: FULL_TRUST,
    });
}
