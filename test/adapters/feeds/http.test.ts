import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dial } from '../../../adapters/feeds/guard.ts';
import { createFetcher, freshMs, retryAfterMs } from '../../../adapters/feeds/http.ts';
import type { ClientSettings } from '../../../adapters/feeds/client.ts';
import type { FeedFetcher } from '../../../src/ports.ts';
import type { Fetched } from '../../../src/feeds/feed.ts';
import { aFeed, aFeedState, NOON } from '../../builders/feeds.ts';
import { startFeedServer } from '../../servers/feeds.ts';
import type { FeedServer } from '../../servers/feeds.ts';

const PUBLIC = '93.184.215.14';
const ITEMS = [{ id: '1', url: 'https://example.org/1', title: 'One', publishedAt: NOON }];

/** Connects to the server whatever address is asked for, as if that had answered. */
const dialling =
  ({ host }: FeedServer): Dial =>
  (_, done) => {
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      Object.defineProperty(socket, 'remoteAddress', { value: PUBLIC });
      done(null, socket);
    });
  };

describe('createFetcher', () => {
  let server: FeedServer;
  let fetcher: FeedFetcher;

  const open = (over: Partial<ClientSettings> = {}): FeedFetcher =>
    createFetcher({
      network: { allowPrivate: [server.host] },
      contact: 'https://example.org/bot',
      ...over,
    });
  const ask = (path: string, over: Parameters<typeof aFeedState>[0] = {}): Promise<Fetched> =>
    fetcher.fetch(aFeedState({ feed: aFeed({ url: server.url(path) }), ...over }));

  beforeEach(async () => {
    server = await startFeedServer();
    server.serve('/rss', { format: 'rss', title: 'Feed', items: ITEMS });
    fetcher = open();
  });
  afterEach(async () => {
    await fetcher.close();
    await server.stop();
  });

  it('brings the unpacked body with its validators, under an honest name', async () => {
    const fetched = await ask('/rss');

    expect(fetched).toMatchObject({
      kind: 'body',
      contentType: 'application/rss+xml; charset=utf-8',
      movedTo: undefined,
    });
    expect(fetched.kind === 'body' && new TextDecoder().decode(fetched.bytes)).toContain('<title>One</title>');
    expect(server.requests[0]?.headers['user-agent']).toBe('Storywatch/0.1 (+https://example.org/bot)');
  });

  it('asks conditionally and takes 304 for unchanged', async () => {
    const first = await ask('/rss');
    const validators = first.kind === 'body' ? first.validators : { etag: undefined, lastModified: undefined };

    const again = await ask('/rss', { validators });

    expect(again).toEqual({ kind: 'unchanged', validators });
    expect(validators.etag).toMatch(/^"/);
  });

  it('does not take a 304 that nobody asked for', async () => {
    server.trouble('/rss', { kind: 'status', status: 304 });

    expect(await ask('/rss')).toMatchObject({ kind: 'later' });
  });

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [410, 'gone'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ])('takes %i for %s', async (status, kind) => {
    server.trouble('/rss', { kind: 'status', status });

    expect(await ask('/rss')).toMatchObject({ kind, why: expect.stringContaining(String(status)) });
  });

  it('hands on what the server asks for in Retry-After', async () => {
    server.trouble('/rss', { kind: 'status', status: 429, retryAfter: '120' });

    expect(await ask('/rss')).toMatchObject({ kind: 'later', retryAfterMs: 120_000 });
  });

  it('follows redirects and says where the feed moved when all of them were permanent', async () => {
    server.trouble('/old', { kind: 'redirect', to: '/older', status: 301 });
    server.trouble('/older', { kind: 'redirect', to: '/rss', status: 308 });

    expect(await ask('/old')).toMatchObject({ kind: 'body', url: server.url('/rss'), movedTo: server.url('/rss') });
  });

  it('does not take a temporary redirect for a move', async () => {
    server.trouble('/old', { kind: 'redirect', to: '/older', status: 301 });
    server.trouble('/older', { kind: 'redirect', to: '/rss', status: 302 });

    expect(await ask('/old')).toMatchObject({ kind: 'body', url: server.url('/rss'), movedTo: undefined });
  });

  it('gives a loop of redirects up', async () => {
    server.trouble('/loop', { kind: 'redirect', to: '/loop', status: 302 });

    expect(await ask('/loop')).toMatchObject({ kind: 'later', why: 'it redirects more than 5 times' });
    expect(server.requests).toHaveLength(6);
  });

  it('asks the moved address instead of the configured one', async () => {
    server.serve('/new', { format: 'atom', title: 'New', items: ITEMS });

    expect(await ask('/rss', { movedTo: server.url('/new') })).toMatchObject({ kind: 'body', url: server.url('/new') });
  });

  it('refuses a body that unpacks to more than the cap, and one that never ends', async () => {
    server.trouble('/bomb', { kind: 'bomb' });
    server.trouble('/endless', { kind: 'endless' });

    expect(await ask('/bomb')).toMatchObject({ kind: 'refused', why: 'the document is larger than 10 MB' });
    expect(await ask('/endless')).toMatchObject({ kind: 'refused', why: 'the document is larger than 10 MB' });
  });

  it('refuses a body that is packed three times over', async () => {
    server.trouble('/rss', { kind: 'raw', body: 'x', headers: { 'content-encoding': 'br, gzip, gzip' } });

    expect(await ask('/rss')).toMatchObject({ kind: 'refused', why: 'the body is packed 3 times over' });
  });

  it('says so when a packed body is broken', async () => {
    server.trouble('/rss', { kind: 'raw', body: 'not gzip', headers: { 'content-encoding': 'gzip' } });

    expect(await ask('/rss')).toMatchObject({ kind: 'later', why: 'its compressed answer is broken' });
  });

  it('ends a request that hangs within its deadline', async () => {
    await fetcher.close();
    fetcher = open({ totalMs: 200 });
    server.trouble('/hang', { kind: 'hang' });

    expect(await ask('/hang')).toMatchObject({ kind: 'later', why: 'the server did not finish in time' });
  });

  it('says in plain words that a connection broke off, was refused, or has no name', async () => {
    server.trouble('/reset', { kind: 'reset' });
    const closed = await startFeedServer();
    await closed.stop();
    await fetcher.close();
    fetcher = open({ network: { allowPrivate: [server.host, closed.host] } });

    expect(await ask('/reset')).toMatchObject({ kind: 'later', why: 'the server broke the connection off' });
    expect(await fetcher.fetch(aFeedState({ feed: aFeed({ url: closed.url('/') }) }))).toMatchObject({
      kind: 'later',
      why: 'the server refuses connections',
    });
  });

  it('refuses an address that is not public', async () => {
    await fetcher.close();
    fetcher = open({ network: { allowPrivate: [] } });

    expect(await ask('/rss')).toMatchObject({ kind: 'refused' });
    expect(server.requests).toEqual([]);
  });

  it('asks a stranger’s host for two feeds at a time, and the team’s own for more', async () => {
    server.trouble('/hang', { kind: 'hang' });
    const askAll = async (origin: string): Promise<number> => {
      const feed = aFeed({ url: `${origin}/hang` });
      await Promise.all(Array.from({ length: 5 }, () => fetcher.fetch(aFeedState({ feed }))));
      return server.peak;
    };
    await fetcher.close();
    fetcher = open({ totalMs: 150, resolve: async () => [PUBLIC], dial: dialling(server) });

    const strangers = await askAll('http://stranger.example');
    const own = await askAll(server.origin);

    expect([strangers, own]).toEqual([2, 5]);
  });
});

describe('retryAfterMs', () => {
  it.each([
    ['120', 120_000],
    ['Tue, 17 Feb 2026 12:01:00 GMT', 60_000],
    ['Tue, 17 Feb 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads %s as %s', (text, expected) => {
    expect(retryAfterMs(text, NOON)).toBe(expected);
  });
});

describe('freshMs', () => {
  it.each([
    ['max-age', { 'cache-control': 'public, max-age=1800' }, 1_800_000],
    ['max-age, of which some is gone', { 'cache-control': 'MAX-AGE="600"', age: '200' }, 400_000],
    ['more age than it has', { 'cache-control': 'max-age=10', age: '60' }, 0],
    ['max-age before Expires', { 'cache-control': 'max-age=60', expires: 'Tue, 17 Feb 2026 13:00:00 GMT' }, 60_000],
    ['Expires', { expires: 'Tue, 17 Feb 2026 13:00:00 GMT' }, 3_600_000],
    [
      'Expires by the server’s own clock',
      { expires: 'Tue, 17 Feb 2026 13:00:00 GMT', date: 'Tue, 17 Feb 2026 12:59:00 GMT' },
      60_000,
    ],
    ['an Expires that is over', { expires: '0' }, 0],
    ['an Expires that is no date', { expires: 'never' }, undefined],
    ['no-cache', { 'cache-control': 'no-cache, max-age=1800' }, undefined],
    ['a max-age that is no number', { 'cache-control': 'max-age=soon' }, undefined],
    ['nothing', {}, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(freshMs(headers, NOON)).toBe(expected);
  });
});
