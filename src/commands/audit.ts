import { dayText } from '../digest/dates.ts';
import type { Feedback } from '../feedback/feedback.ts';
import { feedbackText } from '../feedback/words.ts';
import type { Span } from '../message/message.ts';
import { readSlice, storyNamed } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { untilText } from './mute.ts';
import { buttonsOf, pageNote, pageOf, pager } from './rows.ts';
import { canUndo } from './undo.ts';
import { itemsWord, repliesNothing } from './words.ts';

const MOST = 500;

/** Who said what, newest first, also what was undone. */
export const audit: Command<CommandDeps> = {
  name: 'audit',
  description: 'Who taught, muted or undid what; newest first',
  arguments: [
    { name: 'story', description: 'Its name; all stories where it is left out', required: false, suggests: 'story' },
  ],
  example: '/story audit platforms-probe',
  run: async (call, { store, timeZone }) => {
    const { story: name, from } = readSlice(call.text, { count: MOST, most: MOST });
    const story = name === '' ? undefined : storyNamed(await store.stories.all(), name);
    const log = await store.feedback.log(story?.id, MOST);
    if (log.length === 0) {
      return repliesNothing('Nobody has taught, muted or undone anything yet', 'The buttons under an alert do.');
    }
    const page = pageOf(log, from, MOST);
    const undoing = page.rows
      .filter(({ undone, kind }) => undone === undefined && canUndo(kind))
      .map(({ id }) => ({ label: `Undo #${id}`, action: 'undo', value: id }));
    return {
      tone: 'reply',
      title: `${story === undefined ? 'All stories' : story.profile.title}: ${itemsWord(log.length, 'change')}`,
      blocks: [
        { type: 'list', items: page.rows.map((row) => auditRow(row, timeZone)) },
        ...pageNote(page),
        ...buttonsOf([...undoing, ...pager('audit', story?.id ?? '', page)]),
      ],
    };
  },
};

function auditRow(said: Feedback, timeZone: string): readonly Span[] {
  const { id, user, at, undone } = said;
  const end = undone === undefined ? '' : ` · undone by ${undone.user}, ${untilText(undone.at, timeZone)}`;
  return [
    { bold: `#${id}` },
    ` ${saidText(said, timeZone)} · ${user}, ${dayText(at, timeZone)}, `,
    { time: at, show: 'time' },
    end,
  ];
}

/** What was said, and until when it holds where that is a matter of time. */
export function saidText(said: Feedback, timeZone: string): string {
  const until = said.until === undefined || said.kind !== 'mute' ? '' : ` until ${untilText(said.until, timeZone)}`;
  return `${feedbackText(said)}${until}`;
}
