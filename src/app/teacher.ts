import type { Teacher } from '../commands/deps.ts';
import { type Feedback, type FeedbackKind, overruled, type Said } from '../feedback/feedback.ts';
import { id, type ItemId, type StoryId } from '../ids.ts';
import type { Ports, Store } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import { judge } from '../relevance/watch.ts';
import type { Desk } from './desk.ts';
import { undoEdit } from './undo-edit.ts';

/**
 * Takes in what people say. The word and its effect are one transaction; the desk is then built again from the store, so
 * that it decides at once, and after an undo, as it would after a restart. Cost: a replay of the last 30 days' items.
 */
export function createTeacher({ store, clock }: Pick<Ports, 'store' | 'clock'>, desk: Desk): Teacher {
  const change = <T extends Pick<Feedback, 'items' | 'kind'> | undefined>(
    work: (tx: Store) => Promise<T>,
  ): Promise<T> =>
    desk.alone(async () => {
      // What an item is placed beside must be in the store.
      await desk.freshen(clock.now());
      const done = await store.transaction(work);
      if (done === undefined || (done.items.length === 0 && !CHANGES_STORIES.has(done.kind))) return done;
      // Where building it fails, the next one to cover builds it.
      desk.spoil();
      await desk.rebuild(clock.now());
      return done;
    });

  return {
    say: (said) =>
      change(async (tx) => {
        const kept = await tx.feedback.record(said);
        if (said.kind === 'this-story') await keepDecided(tx, desk, said);
        await overrule(tx, desk, said, said.at);
        return kept;
      }),
    undo: (feedback, user) =>
      change(async (tx) => {
        const now = clock.now();
        const undone = await tx.feedback.undo(feedback, user, now);
        if (undone?.kind === 'track') await tx.stories.remove(undone.story);
        else if (undone?.kind === 'edit') await undoEdit(tx, undone);
        // The title of an added feed is its address.
        else if (undone?.kind === 'add-feed') await tx.feeds.remove(id(undone.title));
        else if (undone !== undefined) await overrule(tx, desk, undone, now);
        return undone;
      }),
  };
}

/** Keeps what the story makes of items that never came near it, so that there is something to overrule. */
async function keepDecided(tx: Store, desk: Desk, { story, items }: Said): Promise<void> {
  for (const name of items) {
    const item = await tx.coverage.findItem(name);
    const known = await coverageIn(tx, story, name);
    if (item === undefined || known !== undefined) continue;
    await tx.coverage.save([{ story, item, verdict: judge(desk.watch(), story, item), placement: undefined }]);
  }
}

/** Puts an item that a person took in where it would stand had it been decided so. */
async function placeTaken(tx: Store, desk: Desk, story: StoryId, item: ItemId): Promise<void> {
  const taken = await coverageIn(tx, story, item);
  if (taken === undefined || taken.placement !== undefined || taken.verdict.kind !== 'follow-up') return;
  await tx.coverage.save([{ ...taken, placement: desk.placement(story, taken.item, taken.verdict) }]);
}

async function coverageIn(tx: Store, story: StoryId, item: ItemId): Promise<Coverage | undefined> {
  return (await tx.coverage.coverageOf(item)).find((each) => each.story === story);
}

/** Undone, these change what the desk watches. */
const CHANGES_STORIES: ReadonlySet<FeedbackKind> = new Set(['track', 'edit']);

/** Gives each of the items the verdict that what is in force makes of what was decided. */
async function overrule(
  tx: Store,
  desk: Desk,
  { story, items }: Pick<Said, 'story' | 'items'>,
  now: number,
): Promise<void> {
  if (items.length === 0) return;
  const said = await tx.feedback.inForce(story, now);
  for (const item of items) {
    const ofItem = said.filter((each) => each.items.includes(item));
    await tx.coverage.overrule(story, item, (decided) => overruled(decided, ofItem));
    await placeTaken(tx, desk, story, item);
  }
}
