import { UserError } from '../errors.ts';
import type { Feedback } from '../feedback/feedback.ts';
import type { Store } from '../ports.ts';

const LOOKED_THROUGH = 1_000;

/**
 * Puts back the profile that was in force before an edit, which is marked as undone already.
 * Throws a UserError where it is not the last one in force, for what came later builds on it.
 */
export async function undoEdit(tx: Store, { id, story: edited, before }: Feedback): Promise<void> {
  const story = (await tx.stories.all()).find((each) => each.id === edited);
  if (story === undefined || before === undefined) return;
  const edits = (await tx.feedback.log(edited, LOOKED_THROUGH)).filter(
    (each) => each.kind === 'edit' && each.undone === undefined,
  );
  const later = edits.findLast((each) => Number(each.id) > Number(id));
  if (later !== undefined) {
    throw new UserError(`#${later.id} came later and builds on it`, {
      hint: `Undo that first: /story undo ${later.id}`,
    });
  }
  if (story.origin !== 'chat' && story.configured === undefined) {
    throw new UserError('The configuration has taken the place of that edit', { hint: `/story show ${edited}` });
  }
  const { configured, ...rest } = story;
  // The last edit that is left: the story is again what the configuration says.
  await tx.stories.save({
    ...rest,
    profile: before,
    ...(edits.length > 0 && configured !== undefined ? { configured } : {}),
  });
}
