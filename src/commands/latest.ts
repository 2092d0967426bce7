import type { Instant } from '../time.ts';
import { DAY_MS } from '../time.ts';
import { instantOf } from '../feeds/item.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { StoryId } from '../ids.ts';
import type { CoverageStore } from '../ports.ts';
import { readSlice, storyNamed } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, itemRow, pageNote, pageOf, pager } from './rows.ts';
import { repliesNothing } from './words.ts';

const MOST = 50;
/** How far back is looked, step by step: most questions are about the last days, and a quiet story still has its latest. */
const WINDOWS_DAYS = [7, 30, 180, 36_500];

/** The newest follow-ups of a story, copies left out. */
export const latest: Command<CommandDeps> = {
  name: 'latest',
  description: 'The newest follow-ups of a story',
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
    {
      name: 'count',
      description: `How many, up to ${MOST}, which is also what is meant where nothing is said`,
      required: false,
    },
  ],
  example: '/story latest platforms-probe 10',
  lookup: true,
  run: async (call, deps) => {
    const { store, clock, timeZone } = deps;
    const { story: name, count, from } = readSlice(call.text, { count: MOST, most: MOST });
    const story = storyNamed(await store.stories.all(), name);
    const found = await newest(store.coverage, story.id, clock.now(), count);
    if (found.length === 0) {
      return repliesNothing(
        `No follow-up of ${story.profile.title} yet`,
        'It is watched: a follow-up is posted as soon as a feed carries one.',
      );
    }
    const page = pageOf(found, from, count);
    const why = page.rows.map(({ item }, at) => ({ label: `Why ${page.from + at}?`, action: 'why', value: item.id }));
    return {
      tone: 'reply',
      title: `${story.profile.title}: ${found.length === 1 ? 'one follow-up' : `the newest ${found.length} follow-ups`}`,
      blocks: [
        { type: 'list', items: page.rows.map((row) => itemRow(row.item, timeZone, remarkOf(row))) },
        ...pageNote(page),
        ...buttonsOf([...why, ...pager('latest', count === MOST ? story.id : `${story.id} ${count}`, page)]),
      ],
    };
  },
};

/** The newest first, at most `count`. */
async function newest(store: CoverageStore, story: StoryId, now: Instant, count: number): Promise<readonly Coverage[]> {
  let found: readonly Coverage[] = [];
  for (const days of WINDOWS_DAYS) {
    const all = await store.between(story, now - days * DAY_MS, now + 1);
    found = all
      .filter(({ verdict, placement }) => verdict.kind === 'follow-up' && placement?.kind !== 'repeats')
      .toSorted((a, b) => instantOf(b.item) - instantOf(a.item));
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

function remarkOf({ placement }: Coverage): string {
  return placement?.kind === 'opens' ? 'new development' : (placement?.evidence ?? '');
}
