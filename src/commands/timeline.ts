import type { Development } from '../developments/development.ts';
import { headOf } from '../developments/head.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { Story } from '../story/story.ts';
import { readSlice, storyNamed } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, developmentRow, pageNote, pageOf, pager } from './rows.ts';
import { itemsWord, repliesNothing } from './words.ts';

const MOST = 200;

/** What happened in a story, a line for each development by the day it came up; the newest first. */
export const timeline: Command<CommandDeps> = {
  name: 'timeline',
  description: 'What happened in a story: its developments by day, the newest first',
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
  ],
  example: '/story timeline platforms-probe',
  lookup: true,
  run: async (call, { store, timeZone }) => {
    const { story: name, from } = readSlice(call.text, { count: MOST, most: MOST });
    const story = storyNamed(await store.stories.all(), name);
    const developments = await store.coverage.developments(story.id, 0);
    if (developments.length === 0) {
      return repliesNothing(
        `Nothing has happened in ${story.profile.title} yet`,
        'It is watched: the first follow-up opens its timeline.',
      );
    }
    const headed = developments
      .map((development) => ({ development, head: headOf(development, story.since) }))
      .toSorted((a, b) => instantOf(b.head) - instantOf(a.head));
    const page = pageOf(headed, from, MOST);
    const why = page.rows.map(({ head }, at) => ({ label: `Why ${page.from + at}?`, action: 'why', value: head.id }));
    return {
      tone: 'reply',
      title: `${story.profile.title}: ${itemsWord(developments.length, 'development')}`,
      blocks: [
        { type: 'list', items: page.rows.map(({ development, head }) => row(development, head, story, timeZone)) },
        ...pageNote(page),
        ...buttonsOf([...why, ...pager('timeline', story.id, page)]),
      ],
    };
  },
};

/** Where a story has one strand alone, its name tells nothing. */
function row(development: Development, head: FeedItem, { profile }: Story, timeZone: string) {
  const strand = profile.strands.find(({ id }) => id === development.strand);
  const remark = strand === undefined || profile.strands.length < 2 ? '' : `strand: ${strand.title}`;
  return developmentRow(development, instantOf(head), timeZone, remark, head);
}
