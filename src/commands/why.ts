import { feedbackButtons, takeInButton } from '../alerts/buttons.ts';
import { describeSources, sourcesOf } from '../developments/sources.ts';
import type { Placement } from '../developments/development.ts';
import { UserError } from '../errors.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Block, Button, Message, Span } from '../message/message.ts';
import { explain } from '../relevance/explain.ts';
import type { Verdict } from '../relevance/verdict.ts';
import { judge, watchedProfile } from '../relevance/watch.ts';
import type { Story } from '../story/story.ts';
import { cutAtWord } from '../text/cut-words.ts';
import { readQuery } from '../text/query.ts';
import { itemNamed } from './about.ts';
import { meant } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, itemRow, ROWS } from './rows.ts';
import { betterWord } from './search.ts';

/** Why an item was taken, kept back or dropped; also for items that nobody was told of. */
export const why: Command<CommandDeps> = {
  name: 'why',
  description: 'Why an item was taken or dropped, and what it was merged with',
  arguments: [
    { name: 'item', description: 'Its id, its address, or words of its headline', required: true, suggests: 'item' },
  ],
  example: '/story why prosecutors examine platforms',
  lookup: true,
  run: async (call, deps) => {
    const asked = call.text.trim();
    if (asked === '') {
      throw new UserError('Which item?', {
        hint: 'Add its id, its address, or words of its headline: /story why prosecutors.',
      });
    }
    const exact = await itemNamed(asked, deps);
    const query = exact === undefined ? readQuery(asked) : undefined;
    const hits = query === undefined ? [] : await deps.store.coverage.search(query, ROWS);
    const found = exact === undefined ? hits : [exact];
    const [item] = found;
    if (item === undefined) {
      const better = betterWord(asked, await deps.store.stories.all());
      throw new UserError(`No item "${asked}"${meant(better)}`, {
        hint: 'Try fewer words, or the address as it stands in the feed. Items are kept for a limited time.',
      });
    }
    return found.length > 1 ? choices(asked, found, deps.timeZone) : await reasonsFor(item, deps);
  },
};

function choices(asked: string, found: readonly FeedItem[], timeZone: string): Message {
  return {
    tone: 'reply',
    title: `Which of these? "${asked}" is in ${found.length < ROWS ? found.length : 'at least 5'} items`,
    blocks: [
      { type: 'list', items: found.map((item) => itemRow(item, timeZone)) },
      ...buttonsOf(found.map((item, at) => ({ label: `Why ${at + 1}?`, action: 'why', value: item.id }))),
    ],
  };
}

interface Judged {
  readonly story: Story;
  readonly verdict: Verdict;
  readonly placement: Placement | undefined;
}

const STORIES_SHOWN = 3;

async function reasonsFor(item: FeedItem, deps: CommandDeps): Promise<Message> {
  const judged = await judgements(item, deps);
  const shown = judged.slice(0, STORIES_SHOWN);
  const blocks = await Promise.all(shown.map((each) => storyBlocks(each, judged.length, item, deps)));
  const [taken, ...others] = judged.filter(({ placement }) => placement !== undefined);
  // Where several stories took it, a label would not say which of them is meant.
  const correcting = taken === undefined || others.length > 0 ? [] : feedbackButtons(item, taken.story.id);
  const takingIn = taken === undefined ? takeInButtons(shown, item) : [];
  return {
    tone: 'reply',
    title: item.title,
    ...(item.url === '' ? {} : { link: item.url }),
    blocks: [
      ...blocks.flat(),
      ...buttonsOf([...correcting, ...takingIn]),
      { type: 'context', spans: [`${item.source} · `, { time: instantOf(item), show: 'date' }, ` · id ${item.id}`] },
    ],
  };
}

const LABEL_CHARS = 40;

/** One for each story that is shown: people know better. */
function takeInButtons(shown: readonly Judged[], item: FeedItem): readonly Button[] {
  if (shown.length === 1) return shown.map(({ story }) => takeInButton(item, story.id));
  return shown.map(({ story }) => takeInButton(item, story.id, `Is ${cutAtWord(story.profile.title, LABEL_CHARS)}`));
}

/** What was decided when the item came; where nothing was kept, what the stories make of it now. Strongest first. */
async function judgements(item: FeedItem, deps: CommandDeps): Promise<readonly Judged[]> {
  const stories = new Map<StoryId, Story>((await deps.store.stories.all()).map((story) => [story.id, story]));
  const kept = (await deps.store.coverage.coverageOf(item.id)).flatMap(
    ({ story, verdict, placement }): readonly Judged[] => {
      const known = stories.get(story);
      return known === undefined ? [] : [{ story: known, verdict, placement }];
    },
  );
  const watch = deps.watch();
  const now = [...stories.values()].map((story) => ({
    story,
    verdict: judge(watch, story.id, item),
    placement: undefined,
  }));
  return (kept.length > 0 ? kept : now).toSorted((a, b) => b.verdict.score - a.verdict.score);
}

async function storyBlocks(judged: Judged, of: number, item: FeedItem, deps: CommandDeps): Promise<readonly Block[]> {
  const { story, verdict, placement } = judged;
  const [outcome = '', ...reasons] = explain(verdict, watchedProfile(deps.watch(), story));
  const merged = placement === undefined ? [] : await mergedWith(placement, item, deps);
  return [
    ...(of > 1 ? [{ type: 'heading' as const, text: story.profile.title }] : []),
    { type: 'paragraph', spans: [{ bold: outcome }, of > 1 ? '' : ` Story: ${story.profile.title}.`] },
    ...(reasons.length === 0 ? [] : [{ type: 'list' as const, items: reasons.map((reason) => [reason]) }]),
    ...merged,
  ];
}

/** How the item stands in its development, and beside whom. */
async function mergedWith(
  placement: Placement,
  item: FeedItem,
  { store, timeZone }: CommandDeps,
): Promise<readonly Block[]> {
  const development = (await store.coverage.development(placement.development.id)) ?? placement.development;
  const others = development.reports.filter((report) => report.item.id !== item.id).map((report) => report.item);
  const told = placement.evidence === '' ? '' : ` (${placement.evidence})`;
  const said: Readonly<Record<Placement['kind'], string>> = {
    opens: 'It opened a development.',
    develops: `It brought something new to a development${told}.`,
    repeats: `It tells again what was known${told}, so nothing was posted.`,
  };
  const head: readonly Span[] = [
    said[placement.kind],
    ` "${development.title}": ${describeSources(sourcesOf(development))}.`,
  ];
  const rows = others.slice(-ROWS).map((other) => itemRow(other, timeZone));
  return [{ type: 'paragraph', spans: head }, ...(rows.length === 0 ? [] : [{ type: 'list' as const, items: rows }])];
}
