import { UserError } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { Message, Span } from '../message/message.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Story } from '../story/story.ts';
import { cutAtWord } from '../text/cut-words.ts';
import { QUERY_SYNTAX, readQuery } from '../text/query.ts';
import { meant, nearest, readPage } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, itemRow, pageNote, pageOf, pager, VALUE_LENGTH } from './rows.ts';
import { itemsWord } from './words.ts';

/** Who needs older ones adds a word. */
const MOST = 100;
/** The longest words with which a page can be turned. */
const LONGEST_TURNED = VALUE_LENGTH - 'search  from 100'.length;

/** Full text over all items that were read, whether they follow a story or not; newest first. */
export const search: Command<CommandDeps> = {
  name: 'search',
  description: 'Looks through the text of all items, also those that follow no story; newest first',
  arguments: [{ name: 'words', description: '"two words" together, one OR other, -without, begin*', required: true }],
  example: '/story search fine OR penalty "data protection" -football',
  lookup: true,
  run: async (call, deps) => {
    const { rest: asked, from } = readPage(call.text);
    const query = readQuery(asked);
    if (query === undefined)
      throw new UserError('Which words?', { hint: `/story search prosecutors. ${QUERY_SYNTAX}` });
    const stories = await deps.store.stories.all();
    const found = await deps.store.coverage.search(query, MOST);
    if (found.length === 0) throw nothing(asked, stories);
    return await hits(asked, found, from, stories, deps);
  },
};

async function hits(
  asked: string,
  found: readonly FeedItem[],
  from: number,
  stories: readonly Story[],
  { store, timeZone }: CommandDeps,
): Promise<Message> {
  const page = pageOf(found, from, MOST);
  const rows = await Promise.all(
    page.rows.map(async (item): Promise<readonly Span[]> => {
      const remark = remarkOf(await store.coverage.coverageOf(item.id), stories);
      return itemRow(item, timeZone, remark);
    }),
  );
  const why = page.rows.map(({ id }, at) => ({ label: `Why ${page.from + at}?`, action: 'why', value: id }));
  const count = found.length < MOST ? itemsWord(found.length, 'item') : `the newest ${MOST} items`;
  const isLong = asked.length > LONGEST_TURNED && page.next !== undefined;
  return {
    tone: 'reply',
    title: `"${asked}": ${count}`,
    blocks: [
      { type: 'list', items: rows },
      ...pageNote(page),
      ...(isLong ? [LONG] : []),
      ...buttonsOf([...why, ...pager('search', asked, page)]),
    ],
  };
}

const LONG = { type: 'context', spans: ['With fewer words you could turn the pages.'] } as const;

const LONGEST_NAME = 40;

/** `follows Harbour inquiry`, or `a near miss of it`; nothing for what came near none. */
function remarkOf(coverage: readonly Coverage[], stories: readonly Story[]): string {
  const titles = (kind: string): readonly string[] =>
    coverage
      .filter(({ verdict }) => verdict.kind === kind)
      .flatMap(({ story }) => stories.find(({ id }) => id === story)?.profile.title ?? [])
      .map((title) => cutAtWord(title, LONGEST_NAME));
  const followed = titles('follow-up');
  if (followed.length > 0) return `follows ${followed.join(', ')}`;
  const missed = titles('unsure');
  return missed.length > 0 ? `a near miss of ${missed.join(', ')}` : '';
}

function nothing(asked: string, stories: readonly Story[]): UserError {
  return new UserError(`Nothing has "${asked}"${meant(betterWord(asked, stories))}`, {
    hint: `Try fewer words, or the beginning of one: prosecut*. ${QUERY_SYNTAX}`,
  });
}

/** The word that was perhaps meant by one of these: the stories' own are those that are looked for. */
export function betterWord(asked: string, stories: readonly Story[]): string | undefined {
  const known = stories.flatMap(({ profile }) => [
    ...profile.actors.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...profile.terms.map(({ phrase }) => phrase),
  ]);
  const words = [...new Set(known.flatMap((name) => [name, ...name.split(/\s+/)]))].filter((word) => word.length > 3);
  const own = new Set(words.map((word) => word.toLowerCase()));
  const better = asked
    .split(/\s+/)
    .filter((word) => word.length > 3 && !own.has(word.toLowerCase()))
    .map((word) => nearest(word, words));
  return better.find((word) => word !== undefined);
}
