import { dayText } from '../digest/dates.ts';
import { feedCounts } from '../digest/words.ts';
import { UserError } from '../errors.ts';
import type { Said } from '../feedback/feedback.ts';
import type { FeedState, Health } from '../feeds/feed.ts';
import { hostOf } from '../feeds/url.ts';
import { id } from '../ids.ts';
import type { Message, Span } from '../message/message.ts';
import type { FoundFeed } from '../ports.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { readSlice } from './arguments.ts';
import type { Command, CommandCall } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, pageNote, pageOf, pager } from './rows.ts';
import { withUndo } from './undo.ts';
import { itemsWord, repliesNothing } from './words.ts';

const HEALTH_WORDS: Readonly<Record<Health, string>> = {
  new: 'not polled yet',
  ok: 'healthy',
  failing: 'failing',
  empty: 'no entries',
  silent: 'silent',
  undated: 'no dates',
  gone: 'gone, no longer polled',
};

/** Every feed with its health, those that need a person first. A feed keeps its number. */
export const feeds: Command<CommandDeps> = {
  name: 'feeds',
  description: 'The feeds that are polled: health, last success, next poll, items of this week',
  arguments: [],
  example: '/story feeds',
  lookup: true,
  run: async (call, { store, clock, timeZone }) => {
    const states = await store.feeds.all();
    if (states.length === 0) return repliesNothing('No feed is polled yet', '/story add-feed URL adds one.');
    const now = clock.now();
    const read = await store.feeds.itemsSince(now - 7 * DAY_MS);
    const numbered = states.map((state, at) => ({ state, number: at + 1 }));
    const worstFirst = [...numbered.filter(needsPerson), ...numbered.filter((one) => !needsPerson(one))];
    const { from } = readSlice(call.text, { count: states.length, most: states.length });
    const page = pageOf(worstFirst, from, states.length);
    const retry = page.rows
      .filter(({ state }) => state.health === 'failing' || state.health === 'gone')
      .map(({ number }) => ({ label: `Retry ${number}`, action: 'retry-feed', value: String(number) }));
    return {
      tone: 'reply',
      title: feedCounts(states),
      blocks: [
        {
          type: 'list',
          items: page.rows.map((row) => feedRow(row, read.get(row.state.feed.url) ?? 0, now, timeZone)),
        },
        ...pageNote(page),
        ...buttonsOf([...retry, ...pager('feeds', '', page)]),
      ],
    };
  },
};

interface Numbered {
  readonly state: FeedState;
  /** As it stands in the configuration, counted from 1. */
  readonly number: number;
}

function needsPerson({ state: { health } }: Numbered): boolean {
  return health !== 'ok' && health !== 'new';
}

function feedRow({ state, number }: Numbered, items: number, now: Instant, timeZone: string): readonly Span[] {
  const { health, problem, lastGoodAt, nextPollAt } = state;
  const moment = (at: Instant): readonly Span[] => [`${dayText(at, timeZone)}, `, { time: at, show: 'time' }];
  return [
    { bold: `${number}. ${nameOf(state)}` },
    ` · ${problem === undefined || health === 'silent' ? (problem ?? HEALTH_WORDS[health]) : `${HEALTH_WORDS[health]}: ${problem}`}`,
    ...(lastGoodAt === undefined ? [' · never read'] : [' · read ', ...moment(lastGoodAt)]),
    ...(health === 'gone' ? [] : nextPollAt <= now ? [' · due now'] : [' · next ', ...moment(nextPollAt)]),
    ` · ${itemsWord(items, 'item')} this week`,
  ];
}

/** Its address may hold a secret: beyond the name only the host is shown. */
function nameOf({ feed }: FeedState): string {
  return feed.name === '' ? hostOf(feed.url) : feed.name;
}

/** Polls a feed again that fails or is gone. */
export const retryFeed: Command<CommandDeps> = {
  name: 'retry-feed',
  description: 'Polls a feed again at once that fails or is gone',
  arguments: [{ name: 'number', description: 'As /story feeds shows it', required: true }],
  example: '/story retry-feed 3',
  changes: true,
  run: async (call, deps) => {
    const states = await deps.store.feeds.all();
    const number = Number(call.text.trim().replace(/^#/, ''));
    const state = states[number - 1];
    if (state === undefined) {
      const range = states.length === 0 ? 'there are no feeds' : `expected a number from 1 to ${states.length}`;
      throw new UserError(`No feed "${call.text.trim()}"; ${range}`, { hint: '/story feeds shows the numbers.' });
    }
    await deps.feeds.retry(state.feed.url, saidOf('retry-feed', nameOf(state), call, deps));
    const title = `${nameOf(state)} is polled again within seconds; /story feeds says how it went`;
    return { tone: 'reply', title, importance: 'low', blocks: [] };
  },
};

/** Adds a feed by its address, or by that of a page which names it. */
export const addFeed: Command<CommandDeps> = {
  name: 'add-feed',
  description: 'Polls a further feed, by its address or by that of a page that names it',
  arguments: [{ name: 'url', description: 'The address of a feed or of a page', required: true }],
  example: '/story add-feed https://example.org/news',
  changes: true,
  run: async (call, deps) => {
    const asked = call.text.trim();
    if (asked === '') throw new UserError('Which feed?', { hint: 'Add its address: /story add-feed https://…' });
    const found = await deps.feeds.find(asked);
    const [only] = found;
    if (only === undefined || found.length > 1) return askWhich(found);
    const kept = await deps.feeds.add(only, saidOf('add-feed', only.url, call, deps));
    const title = `Added ${only.title || hostOf(only.url)}: ${itemsWord(only.items, 'entry', 'entries')} now; what comes from here on is told`;
    return withUndo(title, kept);
  },
};

function askWhich(found: readonly FoundFeed[]): Message {
  const items = found.map(({ title, url, items: entries }): readonly Span[] => [
    { bold: title || hostOf(url) },
    ` · ${itemsWord(entries, 'entry', 'entries')} · /story add-feed ${url}`,
  ]);
  const adding = found.map(({ url }, at) => ({ label: `Add ${at + 1}`, action: 'add-feed', value: url }));
  return {
    tone: 'reply',
    title: `There are ${found.length} feeds: which one?`,
    blocks: [{ type: 'list', items }, ...buttonsOf(adding)],
  };
}

function saidOf(kind: 'add-feed' | 'retry-feed', title: string, call: CommandCall, deps: CommandDeps): Said {
  const { platform, channel, user } = call;
  return {
    kind,
    story: id(''),
    development: undefined,
    items: [],
    title,
    target: { platform, channel },
    user,
    at: deps.clock.now(),
    until: undefined,
  };
}
