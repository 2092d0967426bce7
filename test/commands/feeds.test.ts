import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer } from '../../src/app/answer.ts';
import { openDesk } from '../../src/app/desk.ts';
import { createFeedKeeper } from '../../src/app/feed-keeper.ts';
import { createTeacher } from '../../src/app/teacher.ts';
import type { Who } from '../../src/commands/permission.ts';
import { UserError } from '../../src/errors.ts';
import type { FeedState } from '../../src/feeds/feed.ts';
import { newFeedState } from '../../src/feeds/schedule.ts';
import type { Message } from '../../src/message/message.ts';
import { toPlain } from '../../src/message/plain.ts';
import type { FoundFeed } from '../../src/ports.ts';
import { compileLexicon } from '../../src/text/lexicon.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { aFeed, anItem, NOW } from '../fakes/builders.ts';
import { commandDeps } from '../fakes/deps.ts';
import { fakePorts } from '../fakes/ports.ts';

const FOUND: FoundFeed = { url: 'https://outlet.example/rss', title: 'The Outlet', items: 12, lang: 'es' };

describe('feeds by command', () => {
  let ports: Awaited<ReturnType<typeof fakePorts>>;
  let found: readonly FoundFeed[] | UserError;
  beforeEach(async () => {
    ports = await fakePorts();
    found = [FOUND];
  });
  afterEach(() => ports.store.close());

  const ask = async (line: string, change: Who = 'everyone'): Promise<Message> => {
    const [command = '', ...rest] = line.split(' ');
    const desk = await openDesk(ports, compileLexicon([], []));
    const finder = {
      find: async () => {
        if (found instanceof UserError) throw found;
        return found;
      },
      close: async () => {},
    };
    return answer(
      { platform: 'slack', channel: 'C0', user: 'U1', command, text: rest.join(' ') },
      commandDeps(ports, {
        watch: () => desk.watch(),
        teacher: createTeacher(ports, desk),
        feeds: createFeedKeeper(ports, finder, 10 * MINUTE_MS),
        roles: { lookup: 'everyone', change },
      }),
    );
  };
  const follow = async (...states: readonly Partial<FeedState>[]): Promise<void> => {
    const named = states.map((_, at) => aFeed(`https://n${at}.example/rss`, { name: `Feed ${at}` }));
    await ports.store.feeds.follow(named, NOW);
    for (const [at, feed] of named.entries()) {
      await ports.store.feeds.recordPoll({ ...newFeedState(feed, NOW), health: 'ok', ...states[at], feed });
    }
  };
  const polled = async (): Promise<readonly (readonly [string, number])[]> =>
    (await ports.store.feeds.all()).map(({ feed, nextPollAt }) => [feed.url, nextPollAt - NOW]);

  it('shows each feed with its health, those that need a person first, each under its number', async () => {
    await follow(
      { lastGoodAt: NOW - HOUR_MS, nextPollAt: NOW + HOUR_MS },
      { health: 'gone', problem: 'the server says that the feed is gone for good (410)', nextPollAt: 8.64e15 },
      { health: 'new', nextPollAt: NOW },
      { health: 'failing', problem: 'the server failed (500)', lastGoodAt: NOW - DAY_MS, nextPollAt: NOW + HOUR_MS },
      { health: 'silent', problem: 'silent for 12 days', lastGoodAt: NOW, nextPollAt: NOW + HOUR_MS },
    );
    await ports.store.coverage.saveItems([
      anItem('a', { feed: aFeed('https://n0.example/rss').url, firstSeenAt: NOW - DAY_MS }),
      anItem('b', { feed: aFeed('https://n0.example/rss').url, firstSeenAt: NOW - 30 * DAY_MS }),
    ]);

    const message = await ask('feeds');

    expect(toPlain(message)).toMatchInlineSnapshot(`
      "1 feed healthy, 1 not polled yet, 3 to look at
      • 2. Feed 1 · gone, no longer polled: the server says that the feed is gone for good (410) · never read · no items this week
      • 4. Feed 3 · failing: the server failed (500) · read 17 Feb, 12:00 · next 18 Feb, 13:00 · no items this week
      • 5. Feed 4 · silent for 12 days · read 18 Feb, 12:00 · next 18 Feb, 13:00 · no items this week
      • 1. Feed 0 · healthy · read 18 Feb, 11:00 · next 18 Feb, 13:00 · 1 item this week
      • 3. Feed 2 · not polled yet · never read · due now · no items this week"
    `);
  });

  it('turns the page', async () => {
    await follow(...Array.from({ length: 7 }, () => ({})));

    expect(toPlain(await ask('feeds from 6'))).toContain('6–7 of 7');
  });

  it('polls a feed again that is gone, with a row of the audit log, and nothing to undo', async () => {
    await follow({}, { health: 'gone', failures: 3, problem: 'gone', nextPollAt: 8.64e15 });

    const message = await ask('retry-feed 2');

    expect(message.title).toBe('Feed 1 is polled again within seconds; /story feeds says how it went');
    expect((await ports.store.feeds.due(NOW)).map(({ feed, failures }) => [feed.name, failures])).toContainEqual([
      'Feed 1',
      0,
    ]);
    const log = await ask('audit');
    expect(toPlain(log)).toContain('Feed polled again: "Feed 1" · U1');
    expect(log.blocks.some(({ type }) => type === 'buttons')).toBe(false);
  });

  it.each(['retry-feed 3', 'retry-feed', 'retry-feed x'])('says which numbers there are: %s', async (line) => {
    await follow({}, {});

    expect((await ask(line)).title).toContain('expected a number from 1 to 2');
  });

  it('adds a feed that outlives a start by the configuration, until it is undone', async () => {
    await follow({});

    const added = await ask('add-feed outlet.example');
    await ports.store.feeds.follow([aFeed('https://n9.example/rss')], NOW);

    expect(added.title).toBe('Added The Outlet: 12 entries now; what comes from here on is told');
    expect(await polled()).toEqual([
      ['https://n9.example/rss', 0],
      ['https://outlet.example/rss', 0],
    ]);
    expect((await ports.store.feeds.all()).at(-1)?.feed).toMatchObject({ lang: 'es', tier: 'other', origin: 'chat' });

    await ask('undo');

    expect(await polled()).toEqual([['https://n9.example/rss', 0]]);
    expect(toPlain(await ask('audit'))).toContain('Feed added: "https://outlet.example/rss" · U1');
  });

  it('makes an added feed the configuration’s where that names it', async () => {
    await ask('add-feed outlet.example');

    await ports.store.feeds.follow([aFeed('https://outlet.example/rss')], NOW);
    await ports.store.feeds.follow([], NOW);

    expect(await polled()).toEqual([]);
  });

  it('asks which where a page names several, and adds none twice', async () => {
    found = [FOUND, { ...FOUND, url: 'https://outlet.example/sport', title: 'Sport', items: 1 }];
    const which = await ask('add-feed outlet.example');
    found = [FOUND];
    await ask('add-feed https://outlet.example/rss');

    expect(which.title).toBe('There are 2 feeds: which one?');
    expect(which.blocks.at(-1)).toMatchObject({
      buttons: [{ action: 'add-feed', value: 'https://outlet.example/rss' }, { value: 'https://outlet.example/sport' }],
    });
    expect((await ask('add-feed https://outlet.example/rss')).title).toBe('The Outlet is followed already');
  });

  it('says the same whether an address is refused or is no feed', async () => {
    const titles: string[] = [];
    for (const why of ['it leads to this machine', 'there is no feed']) {
      found = new UserError(`no feed can be looked for: ${why}`);
      titles.push(toPlain(await ask('add-feed http://127.0.0.1/')));
    }

    expect(titles[0]).toBe(titles[1]);
    expect(titles[0]).toContain('No feed can be read at "http://127.0.0.1/"');
  });

  it.each(['add-feed outlet.example', 'retry-feed 1'])('is for those who may change: %s', async (line) => {
    await follow({});

    expect((await ask(line, ['U2'])).title).toBe('You may not change anything here');
    expect(await polled()).toHaveLength(1);
  });
});
