import { isSamePlace } from '../feedback/feedback.ts';
import type { Message, Span } from '../message/message.ts';
import { itemsWord, repliesNothing } from './words.ts';
import { DAY_MS } from '../time.ts';
import type { Story } from '../story/story.ts';
import { readSlice } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, pageNote, pageOf, pager } from './rows.ts';
import { stoppedBlocks } from './stopped.ts';

/** Every story that is followed, with what the last seven days brought, and the destinations that take nothing. */
export const list: Command<CommandDeps> = {
  name: 'list',
  description: 'The stories that are followed, with this week in numbers',
  arguments: [],
  example: '/story list',
  lookup: true,
  run: async (call, deps) => {
    const stories = await deps.store.stories.all();
    const stopped = (await deps.store.outbox.stopped()).filter(({ target }) => !isSamePlace(target, call));
    if (stories.length === 0)
      return repliesNothing('No story is followed yet', 'Add one to the configuration and start the bot again.');
    const { from } = readSlice(call.text, { count: stories.length, most: Math.max(stories.length, 1) });
    const page = pageOf(stories, from, stories.length);
    const rows = await Promise.all(page.rows.map((story) => storyRow(story, deps)));
    const message: Message = {
      tone: 'reply',
      title: stories.length === 1 ? 'One story is followed' : `${stories.length} stories are followed`,
      blocks: [
        { type: 'list', items: rows },
        ...pageNote(page),
        ...stoppedBlocks(stopped, deps.timeZone),
        ...buttonsOf(pager('list', '', page)),
      ],
    };
    return message;
  },
};

async function storyRow(story: Story, { store, clock }: CommandDeps): Promise<readonly Span[]> {
  const now = clock.now();
  const coverage = await store.coverage.between(story.id, now - 7 * DAY_MS, now + 1);
  const followUps = coverage.filter(({ verdict }) => verdict.kind === 'follow-up');
  const opened = followUps.filter(({ placement }) => placement?.kind === 'opens').length;
  const unsure = coverage.filter(({ verdict }) => verdict.kind === 'unsure').length;
  const counts = [
    itemsWord(followUps.length, 'follow-up'),
    itemsWord(opened, 'new development'),
    ...(unsure === 0 ? [] : [itemsWord(unsure, 'near miss', 'near misses')]),
  ];
  return [{ bold: story.profile.title }, ` (${story.id}) · this week: ${counts.join(', ')}`];
}
