import { dayText } from '../digest/dates.ts';
import { UserError } from '../errors.ts';
import type { Feedback, FeedbackKind } from '../feedback/feedback.ts';
import { feedbackText } from '../feedback/words.ts';
import { type FeedbackId, id } from '../ids.ts';
import type { Message } from '../message/message.ts';
import type { Command, CommandCall } from './command.ts';
import type { CommandDeps } from './deps.ts';

/** How far back the caller's last word is looked for. */
const LOOKED_THROUGH = 500;

/** Takes back what somebody said: all is as it was before. */
export const undo: Command<CommandDeps> = {
  name: 'undo',
  description: 'Takes back a button or a mute: the last of your own, or one by its number in /story audit',
  arguments: [{ name: 'number', description: 'As /story audit shows it; yours where it is left out', required: false }],
  example: '/story undo 12',
  changes: true,
  run: async (call, deps) => {
    const asked = call.text.trim().replace(/^#/, '');
    const wanted = asked === '' ? await lastOf(call, deps) : id<'feedback'>(asked);
    const found = await deps.store.feedback.find(wanted);
    if (found !== undefined && !canUndo(found.kind))
      throw found.kind === 'share'
        ? new UserError('What was shared stays', { hint: 'Delete the message in the channel.' })
        : new UserError('A poll cannot be undone');
    const undone = await deps.teacher.undo(wanted, call.user);
    if (undone !== undefined) {
      return { tone: 'reply', title: `Undone: ${feedbackText(undone)}`, importance: 'low', blocks: [] };
    }
    if (found === undefined)
      throw new UserError(`Nothing has the number "${asked}"`, { hint: '/story audit shows the numbers.' });
    return { tone: 'reply', title: `Undone already: ${feedbackText(found)}`, importance: 'low', blocks: [] };
  },
};

/** A message that is posted cannot be taken back, and neither can a poll. */
export function canUndo(kind: FeedbackKind): boolean {
  return kind !== 'share' && kind !== 'retry-feed';
}

async function lastOf({ platform, user }: CommandCall, { store }: CommandDeps): Promise<FeedbackId> {
  const log = await store.feedback.log(undefined, LOOKED_THROUGH);
  const isOwn = (each: Feedback): boolean => each.user === user && each.target.platform === platform;
  const last = log.find((each) => isOwn(each) && each.undone === undefined && canUndo(each.kind));
  if (last !== undefined) return last.id;
  throw new UserError('There is nothing of yours to undo', { hint: '/story audit shows what others said, by number.' });
}

/** Says in one line what happened, and offers to take it back. */
export function withUndo(title: string, { id: number }: Feedback): Message {
  return {
    tone: 'reply',
    title,
    importance: 'low',
    blocks: [{ type: 'buttons', buttons: [{ label: 'Undo', action: 'undo', value: number }] }],
  };
}

/** A second press of the same button changes nothing. */
export function alreadySaid(said: Feedback, timeZone: string): Message {
  return withUndo(`So it is already: ${said.user} said it on ${dayText(said.at, timeZone)}`, said);
}
