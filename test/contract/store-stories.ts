import { describe, expect, it } from 'vitest';
import type { FeedState } from '../../src/feeds/feed.ts';
import { id } from '../../src/ids.ts';
import type { Store } from '../../src/ports.ts';
import { NOW, aFeed, aProfile, aStory, anAlert, anItem, anOpening } from '../fakes/builders.ts';

/** The last instant that a Date can show. */
const NEVER = 8.64e15;

/** What a store promises about stories. */
export function storiesContract(store: () => Store): void {
  describe('stories', () => {
    it('gives stories back as they were saved, in the order they were taken up', async () => {
      const whole = aStory('b', {
        profile: aProfile({
          published: NOW,
          url: 'https://news.example/seed',
          threshold: 0.4,
          exclude: ['sport'],
          translated: [{ lang: 'fi', phrase: 'satama', of: 'inquiry' }],
        }),
        channels: [
          { platform: 'slack', channel: 'C1' },
          { platform: 'discord', channel: '2' },
        ],
        origin: 'chat',
        configured: aProfile({ title: 'As the configuration has it' }),
      });
      await store().stories.save(whole);
      await store().stories.save(aStory('a'));

      expect(await store().stories.all()).toStrictEqual([whole, aStory('a')]);
    });

    it('replaces a story that is saved again, keeping its place and its coverage', async () => {
      const item = anItem('a');
      await store().stories.save(aStory('harbour'));
      await store().stories.save(aStory('second'));
      await store().coverage.saveItems([item]);
      await store().coverage.save([anOpening(item)]);

      const changed = aStory('harbour', { profile: aProfile({ title: 'Another title' }) });
      await store().stories.save(changed);

      expect(await store().stories.all()).toStrictEqual([changed, aStory('second')]);
      expect(await store().coverage.coverageOf(item.id)).toHaveLength(1);
    });

    it('removes a story with its coverage and what is not yet said', async () => {
      const item = anItem('a');
      await store().stories.save(aStory('harbour'));
      await store().stories.save(aStory('other'));
      await store().coverage.saveItems([item]);
      await store().coverage.save([anOpening(item), anOpening(item, 'other', 'dev-other')]);
      await store().outbox.add([anAlert('one'), anAlert('two', { story: id('other') })]);

      await store().stories.remove(id('harbour'));

      expect((await store().stories.all()).map((story) => story.id)).toEqual(['other']);
      expect((await store().coverage.coverageOf(item.id)).map(({ story }) => story)).toEqual(['other']);
      expect(await store().coverage.developments(id('harbour'), 0)).toEqual([]);
      expect((await store().outbox.claim(NOW, 1_000, 10)).map(({ alert }) => alert.id)).toEqual(['two']);
      expect((await store().outbox.find(id('one')))?.delivery).toMatchObject({ state: 'given-up' });
    });
  });
}

/** What a store promises about feeds. */
export function feedsContract(store: () => Store): void {
  describe('feeds', () => {
    const first = aFeed('https://a.example/rss');
    const second = aFeed('https://b.example/rss', { lang: undefined, country: 'ES', tier: 'authority' });

    it('has new feeds due at once', async () => {
      await store().feeds.follow([first, second], NOW);

      const due = await store().feeds.due(NOW);

      expect(due.map(({ feed }) => feed)).toStrictEqual([first, second]);
      expect(due[0]).toStrictEqual({
        feed: first,
        health: 'new',
        nextPollAt: NOW,
        lastPollAt: undefined,
        lastGoodAt: undefined,
        lastItemAt: undefined,
        failures: 0,
        problem: undefined,
        validators: { etag: undefined, lastModified: undefined },
        movedTo: undefined,
        firstPolledAt: undefined,
        move: undefined,
        rhythmMs: undefined,
        ttlMs: undefined,
        skips: undefined,
      });
    });

    it('gives a recorded poll back whole, and the longest overdue feed first', async () => {
      await store().feeds.follow([first, second], NOW);
      const polled: FeedState = {
        feed: first,
        health: 'failing',
        nextPollAt: NOW + 10,
        lastPollAt: NOW,
        lastGoodAt: NOW - 5,
        lastItemAt: NOW - 6,
        failures: 3,
        problem: 'answered 503',
        validators: { etag: '"x"', lastModified: 'Wed, 18 Feb 2026 12:00:00 GMT' },
        movedTo: 'https://c.example/rss',
        firstPolledAt: NOW - 100,
        move: { to: 'https://d.example/rss', times: 2 },
        rhythmMs: 3_600_000,
        ttlMs: 1_800_000,
        skips: { hours: [0, 23], days: [6] },
      };
      await store().feeds.recordPoll(polled);

      expect((await store().feeds.due(NOW)).map(({ feed }) => feed.url)).toEqual([second.url]);
      expect((await store().feeds.due(NOW + 10)).map(({ feed }) => feed.url)).toEqual([second.url, first.url]);
      expect((await store().feeds.all())[0]).toStrictEqual(polled);
    });

    it('never has a feed due that is over', async () => {
      await store().feeds.follow([first], NOW);
      const [state] = await store().feeds.all();
      if (state === undefined) throw new Error('the feed is missing');
      await store().feeds.recordPoll({ ...state, health: 'gone', nextPollAt: NEVER });

      expect(await store().feeds.due(NOW * 2)).toEqual([]);
      expect((await store().feeds.all())[0]?.nextPollAt).toBe(NEVER);
    });

    it('keeps the state of a feed that stays, takes its new settings, and drops one that is missing', async () => {
      await store().feeds.follow([first, second], NOW);
      const [state] = await store().feeds.all();
      if (state === undefined) throw new Error('the feed is missing');
      await store().feeds.recordPoll({ ...state, health: 'ok', nextPollAt: NOW + 99 });

      await store().feeds.follow([{ ...first, name: 'Renamed' }], NOW + 1);

      expect(await store().feeds.all()).toMatchObject([
        { feed: { url: first.url, name: 'Renamed' }, health: 'ok', nextPollAt: NOW + 99 },
      ]);
    });

    it('records nothing for a feed that is no longer followed', async () => {
      await store().feeds.follow([first], NOW);
      const [state] = await store().feeds.all();
      if (state === undefined) throw new Error('the feed is missing');
      await store().feeds.follow([], NOW);

      await store().feeds.recordPoll(state);

      expect(await store().feeds.all()).toEqual([]);
    });
  });
}
