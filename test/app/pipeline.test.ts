import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { type Desk, openDesk } from '../../src/app/desk.ts';
import { POLL_DEFAULTS, pollDue } from '../../src/app/pipeline.ts';
import { UserError } from '../../src/errors.ts';
import type { ParsedItem } from '../../src/feeds/item.ts';
import { id } from '../../src/ids.ts';
import type { Store } from '../../src/ports.ts';
import { decide } from '../../src/relevance/watch.ts';
import { draftProfile } from '../../src/story/draft.ts';
import type { Story } from '../../src/story/story.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { NOW, aFeed, aStory, anItem } from '../fakes/builders.ts';
import { anEntry, CHARGED, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { aBody, fakePorts } from '../fakes/ports.ts';

const lexicon = loadLexicon();
const story: Story = aStory('harbour', {
  profile: draftProfile([HARBOUR_SEED], lexicon).profile,
  since: NOW - HOUR_MS,
});
const FEED = 'https://news.example/rss';
const OTHER = 'https://other.example/rss';

/** A bot that follows the story in these feeds, each polled once already with nothing in it but old news. */
async function aBot(feeds: readonly string[] = [FEED]) {
  const ports = await fakePorts();
  await ports.store.stories.save(story);
  await ports.store.feeds.follow(
    feeds.map((url) => aFeed(url)),
    NOW,
  );
  const desk = await openDesk(ports, lexicon);
  let round = 0;
  /** Lets a feed carry these entries at the next poll. */
  const serve = (url: string, entries: readonly ParsedItem[]): void => {
    round += 1;
    ports.parser.set(`${url}#${round}`, entries);
    ports.fetcher.set(url, aBody(`${url}#${round}`, url));
  };
  for (const url of feeds)
    serve(url, [anEntry(`old of ${url}`, 'Weather for the coming weekend', { publishedAt: NOW - DAY_MS })]);
  await pollDue(ports, desk, POLL_DEFAULTS);
  ports.clock.advance(11 * MINUTE_MS);
  const poll = (settings = POLL_DEFAULTS, on: Desk = desk, store: Store = ports.store) =>
    pollDue({ ...ports, store }, on, settings);
  const queued = async () => (await ports.store.outbox.unsent(100)).toReversed();
  return { ports, desk, serve, poll, queued };
}

describe('pollDue', () => {
  it('alerts on a follow-up, once, and says what it did', async () => {
    const { serve, poll, queued, ports } = await aBot();
    serve(FEED, [OPENS, UNRELATED]);

    const figures = await poll();
    ports.clock.advance(11 * MINUTE_MS);
    const again = await poll();

    expect(figures).toEqual({
      feeds: 1,
      fetched: 1,
      unchanged: 0,
      failed: 0,
      items: 2,
      new: 2,
      followUps: 1,
      alerts: 1,
    });
    expect(again).toEqual({ feeds: 1, fetched: 1, unchanged: 0, failed: 0, items: 2, new: 0, followUps: 0, alerts: 0 });
    expect(await queued()).toMatchObject([
      { target: story.channels[0], place: { kind: 'root' }, story: 'harbour', message: { tone: 'alert' } },
    ]);
  });

  it('keeps what an item means, with its reasons, where the story is looked up', async () => {
    const { serve, poll, ports } = await aBot();
    serve(FEED, [OPENS]);

    await poll();

    const [covered] = await ports.store.coverage.between(story.id, 0, NOW * 2);
    expect(covered).toMatchObject({
      item: { title: OPENS.title },
      verdict: { kind: 'follow-up' },
      placement: { kind: 'opens' },
    });
    expect(covered?.verdict.reasons.length).toBeGreaterThan(0);
  });

  it('replies in the thread of a development and amends its root when there are new facts', async () => {
    const { serve, poll, queued, ports } = await aBot();
    const more = anEntry('more', `${OPENS.title}, purchasing head held`, {
      summary: `${OPENS.summary} Officers seized 40 boxes of papers and arrested Pieter Haak, the head of purchasing.`,
    });
    serve(FEED, [OPENS]);
    await poll();
    ports.clock.advance(11 * MINUTE_MS);
    serve(FEED, [more]);
    await poll();

    const alerts = await queued();
    const covered = await ports.store.coverage.between(story.id, 0, NOW * 2);
    const develops = covered.filter(({ placement }) => placement?.kind === 'develops').length;
    expect(covered.map(({ verdict }) => verdict.kind)).toEqual(['follow-up', 'follow-up']);
    expect(alerts.map(({ place }) => place.kind)).toEqual(develops === 1 ? ['root', 'reply', 'amend'] : ['root']);
    for (const { place } of alerts.slice(1)) expect(place).toMatchObject({ root: alerts[0]?.id });
  });

  it('alerts on nothing that a feed’s first poll brings, but keeps it as context', async () => {
    const { ports, desk, serve, poll, queued } = await aBot();
    await ports.store.feeds.follow([aFeed(FEED), aFeed(OTHER)], ports.clock.now());
    serve(OTHER, [OPENS]);

    const figures = await poll();

    expect(figures.followUps).toBe(1);
    expect(await queued()).toEqual([]);
    expect(await ports.store.coverage.between(story.id, 0, NOW * 2)).toHaveLength(1);
    expect(desk.stories().size).toBe(1);
  });

  it('alerts on nothing older than the article that the story starts from', async () => {
    const { serve, poll, queued } = await aBot();
    serve(FEED, [{ ...OPENS, publishedAt: (story.profile.published ?? 0) - DAY_MS }]);

    expect((await poll()).new).toBe(1);
    expect(await queued()).toEqual([]);
  });

  it('records the seed article itself and never alerts on it', async () => {
    const { serve, poll, queued } = await aBot();
    serve(FEED, [anEntry('seed', HARBOUR_SEED.title, { url: `${HARBOUR_SEED.url}?utm_source=rss` })]);

    expect((await poll()).new).toBe(1);
    expect(await queued()).toEqual([]);
  });

  it('takes the same article in two feeds as one', async () => {
    const { serve, poll, queued } = await aBot([FEED, OTHER]);
    serve(FEED, [OPENS]);
    serve(OTHER, [OPENS]);

    expect(await poll()).toMatchObject({ feeds: 2, items: 2, new: 1, alerts: 1 });
    expect(await queued()).toHaveLength(1);
  });

  it('polls what is due only, and all but what is over when it is forced to', async () => {
    const { ports, serve, poll } = await aBot([FEED, OTHER]);
    serve(OTHER, []);
    ports.fetcher.set(OTHER, { kind: 'gone', why: 'answered 410' });
    await poll();

    expect((await poll()).feeds).toBe(0);
    expect((await poll({ ...POLL_DEFAULTS, force: true })).feeds).toBe(1);
  });

  it('keeps to the hourly cap of a channel', async () => {
    const { serve, poll, queued } = await aBot();
    serve(FEED, [OPENS, { ...CHARGED, publishedAt: NOW + 1 }]);

    await poll({ ...POLL_DEFAULTS, policy: { perHour: 1 } });

    expect((await queued()).filter(({ place }) => place.kind !== 'amend')).toHaveLength(1);
  });

  it('asks no more feeds at once than it may', async () => {
    const feeds = Array.from({ length: 9 }, (_, index) => `https://n${index}.example/rss`);
    const { ports, poll } = await aBot(feeds);
    let running = 0;
    let most = 0;
    for (const url of feeds) {
      ports.fetcher.set(url, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        return { kind: 'unchanged', validators: { etag: 'x', lastModified: undefined } };
      });
    }

    const figures = await poll({ ...POLL_DEFAULTS, concurrency: 3 });

    expect(figures).toMatchObject({ feeds: 9, unchanged: 9 });
    expect(most).toBe(3);
  });
});

describe('pollDue, when something fails', () => {
  it('goes on with the other feeds, logs each change once, and backs off', async () => {
    const { ports, serve, poll } = await aBot([FEED, OTHER]);
    ports.fetcher.set(OTHER, { kind: 'later', why: 'answered 503', retryAfterMs: undefined });
    serve(FEED, [OPENS]);

    expect(await poll()).toMatchObject({ feeds: 2, fetched: 1, failed: 1, alerts: 1 });
    ports.clock.advance(DAY_MS);
    await poll();
    serve(OTHER, []);
    ports.clock.advance(DAY_MS);
    await poll();

    const lines = ports.log.lines.filter(({ fields }) => fields['feed'] === OTHER);
    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'feed failed'],
      ['info', 'feed works again'],
    ]);
    expect(lines[0]?.fields).toMatchObject({ why: 'answered 503' });
  });

  it('counts a feed that is no feed as failed', async () => {
    const { ports, poll } = await aBot();
    ports.fetcher.set(FEED, aBody('a web page'));

    expect(await poll()).toMatchObject({ feeds: 1, fetched: 0, failed: 1, items: 0 });
    expect((await ports.store.feeds.all())[0]).toMatchObject({ health: 'failing', problem: 'this is no feed' });
  });

  it('takes a fetcher that throws as that feed’s failure', async () => {
    const { ports, serve, poll } = await aBot([FEED, OTHER]);
    ports.fetcher.set(OTHER, () => Promise.reject(new Error('a bug')));
    serve(FEED, [OPENS]);

    expect(await poll()).toMatchObject({ fetched: 1, failed: 1 });
    expect(ports.log.lines[0]).toMatchObject({ level: 'error', fields: { feed: OTHER, stack: expect.any(String) } });
  });

  it('leaves out an item that cannot be decided, keeps it from coming back, and decides the rest', async () => {
    const { ports, desk, serve, poll, queued } = await aBot();
    const fragile: Desk = {
      ...desk,
      cover: (item) => {
        if (item.title === UNRELATED.title) throw new Error('a bug in a signal');
        return desk.cover(item);
      },
    };
    serve(FEED, [UNRELATED, OPENS]);

    expect(await poll(POLL_DEFAULTS, fragile)).toMatchObject({ failed: 0, new: 2, alerts: 1 });

    expect(await queued()).toHaveLength(1);
    expect(ports.log.lines).toMatchObject([
      { level: 'error', message: 'item left out', fields: { title: UNRELATED.title, why: 'a bug in a signal' } },
    ]);
    expect(ports.metrics.sums.get('items_left_out_total{}')).toBe(1);
    ports.clock.advance(11 * MINUTE_MS);
    expect(await poll(POLL_DEFAULTS, fragile)).toMatchObject({ new: 0 });
  });

  it('puts off the one feed whose items cannot be stored, and stores the others’', async () => {
    const { ports, serve, poll, queued } = await aBot([FEED, OTHER]);
    const store: Store = {
      ...ports.store,
      transaction: (work) =>
        ports.store.transaction((tx) =>
          work({
            ...tx,
            coverage: {
              ...tx.coverage,
              saveItems: async (items) => {
                if (items.some(({ title }) => title === UNRELATED.title)) throw new Error('a bug in the store');
                return tx.coverage.saveItems(items);
              },
            },
          }),
        ),
    };
    serve(OTHER, [UNRELATED]);
    serve(FEED, [OPENS]);

    expect(await poll(POLL_DEFAULTS, undefined, store)).toMatchObject({
      feeds: 2,
      fetched: 1,
      failed: 1,
      new: 1,
      alerts: 1,
    });

    expect(await queued()).toHaveLength(1);
    expect(await ports.store.coverage.search('cheese', 5)).toEqual([]);
    expect((await ports.store.feeds.all()).find(({ feed }) => feed.url === OTHER)).toMatchObject({
      health: 'failing',
      problem: 'storing what the feed brought failed: a bug in the store',
    });
  });

  it('stops when the store is full, keeps nothing by halves, and does all of it once there is room', async () => {
    const { ports, serve, poll, queued } = await aBot([FEED, OTHER]);
    let full = true;
    const store: Store = {
      ...ports.store,
      transaction: (work) =>
        ports.store.transaction(async (tx) => {
          const result = await work(tx);
          if (full) throw new UserError('the disk is full');
          return result;
        }),
    };
    serve(FEED, [OPENS]);
    serve(OTHER, [UNRELATED]);

    await expect(poll(POLL_DEFAULTS, undefined, store)).rejects.toThrow('the disk is full');
    expect(await queued()).toEqual([]);
    expect(await ports.store.coverage.search('prosecutors', 5)).toEqual([]);
    full = false;

    expect(await poll(POLL_DEFAULTS, undefined, store)).toMatchObject({ feeds: 2, new: 2, followUps: 1, alerts: 1 });
  });
});

describe('the desk', () => {
  const probes = [
    anItem('p1', { title: CHARGED.title, summary: CHARGED.summary, publishedAt: NOW + DAY_MS }),
    anItem('p2', { title: 'Kranwerk shares fall after search', summary: '', publishedAt: NOW + DAY_MS }),
    anItem('p3', { title: UNRELATED.title, summary: UNRELATED.summary, publishedAt: NOW + DAY_MS }),
  ];

  it('decides after a restart as it would have without one', async () => {
    const { ports, desk, serve, poll } = await aBot([FEED, OTHER]);
    for (let day = 0; day < 6; day++) {
      const at = { publishedAt: NOW + day * HOUR_MS };
      serve(FEED, [
        anEntry(`a${day}`, `${OPENS.title}, day ${day}`, { summary: `${OPENS.summary} Witness ${day} heard.`, ...at }),
        anEntry(`b${day}`, `Cheese prize number ${day}`, at),
      ]);
      serve(OTHER, [
        anEntry(`c${day}`, `Port of Antwerp opens terminal ${day}`, at),
        anEntry(`d${day}`, `Crane maker Kranwerk reports profit of ${day} million`, at),
      ]);
      ports.clock.advance(HOUR_MS);
      await poll();
    }

    const restarted = await openDesk(ports, lexicon);

    for (const probe of probes) {
      expect(decide(restarted.watch(), { ...probe })).toEqual(decide(desk.watch(), { ...probe }));
      expect(restarted.cover({ ...probe })).toEqual(desk.cover({ ...probe }));
    }
  });

  it('forgets what was covered but not stored', async () => {
    const { ports, desk } = await aBot();
    const before = probes.map((probe) => decide(desk.watch(), { ...probe }));
    desk.cover(anItem('lost', { title: OPENS.title, summary: OPENS.summary }));

    desk.spoil();
    await desk.freshen(ports.clock.now());

    expect(probes.map((probe) => decide(desk.watch(), { ...probe }))).toEqual(before);
  });

  it('runs work on it one after the other, also after one that failed', async () => {
    const { desk } = await aBot();
    const steps: string[] = [];
    const step = (name: string) => async (): Promise<void> => {
      steps.push(`${name} began`);
      await Promise.resolve();
      steps.push(`${name} ended`);
      if (name === 'a') throw new Error('no');
    };

    await Promise.allSettled([desk.alone(step('a')), desk.alone(step('b'))]);

    expect(steps).toEqual(['a began', 'a ended', 'b began', 'b ended']);
  });

  it('knows the stories of the store', async () => {
    const { desk } = await aBot();

    expect([...desk.stories().keys()]).toEqual([id('harbour')]);
  });
});
