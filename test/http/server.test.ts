import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../adapters/http/metrics.ts';
import { createServer, type HttpServer } from '../../adapters/http/server.ts';
import { id } from '../../src/ids.ts';
import { HOUR_MS } from '../../src/time.ts';
import {
  aCoverage,
  aDevelopment,
  aFeedState,
  anAlert,
  anItem,
  aPlacement,
  aStory,
  aVerdict,
  NOON,
} from '../builders/news.ts';
import { fakeStore, type Shelf } from './fake-store.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const running: HttpServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function serve(shelf: Shelf, resting?: string) {
  const metrics = createMetrics();
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    store: fakeStore(shelf),
    metrics,
    clock: { now: () => NOON },
    timeZone: 'Europe/Madrid',
    version: '1.2.3',
    allowedHosts: ['news.example.org'],
    resting: () => resting,
  });
  running.push(server);
  const { address } = await server.start();
  const get = (path: string, options: { readonly host?: string; readonly method?: string } = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = options.host === undefined ? {} : { host: options.host };
      const asked = request(
        `${address}${path}`,
        { method: options.method ?? 'GET', headers, agent: false },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      asked.on('error', reject);
      asked.end();
    });
  return { get, metrics, server, address };
}

const opener = anItem({ id: id('opener'), title: 'Council opens inquiry', source: 'Harbour Post' });
const copy = anItem({ id: id('copy'), title: 'Council opens an inquiry', source: 'Agency' });
const development = aDevelopment([opener, copy], ['opens', 'repeats']);
const full: Shelf = {
  stories: [aStory()],
  feeds: [aFeedState('ok'), aFeedState('failing', {}, 'Alpha Wire')],
  developments: [development],
  coverage: [
    aCoverage({ item: opener, placement: aPlacement('opens', development) }),
    aCoverage({
      item: anItem({ title: 'Ferry fares rise' }),
      verdict: aVerdict({ kind: 'unsure' }),
      placement: undefined,
    }),
  ],
};

const STOPPED = {
  target: { platform: 'webhook', channel: 'https://hooks.example.org/T0/secret' },
  why: 'hooks.example.org answered 410',
  since: NOON - HOUR_MS,
  waiting: 3,
};

describe('the page', () => {
  it('shows stories with their latest developments, the week in figures, feeds and the outbox', async () => {
    const { get } = await serve({
      ...full,
      unsent: [anAlert({ target: { platform: 'webhook', channel: 'https://hooks.example.org/T0/secret' } })],
    });

    const { status, body } = await get('/');

    expect(status).toBe(200);
    for (const text of [
      'Harbour inquiry',
      'Council opens inquiry',
      '212',
      'Alpha Wire',
      'HTTP 403',
      '7 messages sent, 1 waiting, 2 given up',
      'webhook:hooks.example.org',
    ]) {
      expect(body).toContain(text);
    }
    expect(body).not.toContain('secret');
  });

  it('says first where nothing is posted, why, and how to go on', async () => {
    const { get } = await serve({ ...full, stopped: [STOPPED] });

    const { body } = await get('/');

    expect(body.slice(body.indexOf('<h1>'))).toMatch(
      /^<h1>.*<\/h1>\s*<section><h2>Nothing is posted to<\/h2><ul class="reports"><li><span class="badge bad">stopped<\/span> <bdi>webhook:hooks.example.org<\/bdi> <span class="quiet">since <time [^>]*>[^<]*<\/time> · <bdi>hooks.example.org answered 410<\/bdi> · 3 messages waiting<\/span><\/li><\/ul><p class="quiet">Mend that, then use \/story there or restart Storywatch/,
    );
    expect(body).not.toContain('secret');
  });

  it('shows feeds that need attention with their reason, and folds the others and a sent outbox', async () => {
    const silent = aFeedState('silent', { problem: 'silent for 12 days' }, 'slow-post.example');
    const { get } = await serve({
      ...full,
      feeds: [aFeedState('ok'), aFeedState('new', {}, 'Beta'), silent],
      depth: { pending: 0, sent: 7, givenUp: 0 },
    });

    const { body } = await get('/');

    const [open = '', folded = ''] = body.slice(body.indexOf('<h2>Feeds</h2>')).split('<details>');
    expect(open).toContain(
      '<td><bdi>slow-post.example</bdi> <span class="quiet">slow-post.example.example</span></td>',
    );
    expect(open).toContain('<span class="badge odd">silent</span> <span class="quiet"><bdi>for 12 days</bdi></span>');
    expect(open).not.toContain('Beta');
    expect(folded).toContain('<summary>1 healthy feed, 1 not polled yet</summary>');
    expect(folded).toContain('Example Times');
    expect(body).toContain(
      '<details><summary>Outbox: all sent</summary><p>7 messages sent, 0 waiting, 0 given up.</p>',
    );
  });

  it('names the host of a feed only where its name does not', async () => {
    const feed = { ...aFeedState().feed, name: 'Post.example', url: id<'feed'>('https://www.post.example/rss') };
    const { get } = await serve({ ...full, feeds: [aFeedState('failing', { feed })] });

    expect((await get('/')).body).toContain('<td><bdi>Post.example</bdi></td>');
  });

  it('shows a development by what was told first, and on the first page by what came last', async () => {
    const archived = anItem({ title: 'Fish prices stable', firstSeenAt: NOON - HOUR_MS });
    const told = anItem({ title: 'Council opens inquiry' });
    const last = anItem({ title: 'Twelve contracts seized' });
    const { get } = await serve({
      ...full,
      stories: [aStory({ channels: [{ platform: 'console', channel: 'console' }] })],
      developments: [aDevelopment([archived, told, last, copy], ['opens', 'develops', 'develops', 'repeats'])],
    });

    const [, card = ''] = (await get('/')).body.split('<article class="card">');
    const { body } = await get('/story/harbour');

    expect(card.slice(0, card.indexOf('</article>'))).toContain('Twelve contracts seized');
    expect(/<h3>.*?<\/h3>/.exec(body)?.[0]).toContain('Council opens inquiry');
    expect(body).toContain('told: console</p>');
  });

  it('folds near misses beyond five', async () => {
    const unsure = Array.from({ length: 7 }, (_, at) =>
      aCoverage({
        item: anItem({ title: `Near ${at}` }),
        verdict: aVerdict({ kind: 'unsure', score: at / 10 }),
        placement: undefined,
      }),
    );
    const { get } = await serve({ ...full, coverage: unsure });

    const { body } = await get('/story/harbour');

    const [open = '', folded = ''] = body.slice(body.indexOf('<h2>Near misses</h2>')).split('<details>');
    expect(open.match(/Near \d/g)).toEqual(['Near 6', 'Near 5', 'Near 4', 'Near 3', 'Near 2']);
    expect(folded.match(/Near \d/g)).toEqual(['Near 1', 'Near 0']);
    expect(folded).toContain('<summary>2 more</summary>');
  });

  it('tells a story as a timeline with sources and reasons, and its near misses with what spoke against them', async () => {
    const { get } = await serve(full);

    const { status, body } = await get('/story/harbour');

    expect(status).toBe(200);
    for (const text of [
      '1 source, 1 copy',
      'names the council and Harbour Ltd; in Portsmouth',
      'Agency',
      'Ferry fares rise',
      'most items are of something else',
    ]) {
      expect(body).toContain(text);
    }
  });

  it('draws the last days of a story, and says in words what the picture shows', async () => {
    const { get } = await serve(full);

    const { body, headers } = await get('/story/harbour/days.svg');
    const { body: around } = await get('/story/harbour');

    expect(headers['content-type']).toContain('image/svg+xml');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('<svg');
    expect(around).toContain(
      'src="/story/harbour/days.svg" alt="Follow-ups per day, 1 in all: the council inquiry (1).',
    );
    expect((await get('/story/none/days.svg')).status).toBe(404);
  });

  it('answers HEAD as GET, without the page', async () => {
    const { get } = await serve(full);

    const { status, body } = await get('/', { method: 'HEAD' });

    expect({ status, body }).toEqual({ status: 200, body: '' });
  });

  it('answers 404 with a page for a story or an address that does not exist', async () => {
    const { get } = await serve(full);

    expect(await get('/story/none')).toMatchObject({ status: 404, body: expect.stringContaining('No such story') });
    expect(await get('/none')).toMatchObject({ status: 404, body: expect.stringContaining('No such page') });
  });

  it('escapes what strangers wrote and links only addresses of the web', async () => {
    const hostile = anItem({
      title: '<script>alert(1)</script>"><img src=x onerror=alert(2)>',
      summary: '<b onclick=x>bold</b>',
      url: 'javascript:alert(3)',
    });
    const { get } = await serve({ ...full, developments: [aDevelopment([hostile])] });

    const { body } = await get('/story/harbour');

    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toMatch(/<script|<img src=x|<b onclick|javascript:/);
  });

  it('forbids scripts, framing, sniffing and referrers, on every answer', async () => {
    const { get } = await serve(full);

    for (const path of ['/', '/story/none', '/healthz', '/style.css']) {
      const { headers } = await get(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  it('refuses a name that somebody else points at it, and takes literals and its own names', async () => {
    const { get } = await serve(full);

    const statuses = [];
    for (const host of [
      'evil.example',
      'localhost:80',
      '127.0.0.1',
      '[::1]:9',
      'news.example.org',
      'localhost.evil.example',
    ]) {
      statuses.push((await get('/', { host })).status);
    }

    expect(statuses).toEqual([421, 200, 200, 200, 200, 421]);
  });

  it('is read-only', async () => {
    const { get } = await serve(full);

    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });

  it('says so in plain words where the store cannot be read', async () => {
    const { get } = await serve({ broken: 'disk I/O error' });

    const { status, body } = await get('/');

    expect(status).toBe(500);
    expect(body).toContain('The page could not be made');
    expect(body).not.toContain('disk I/O error');
  });
});

describe('/healthz', () => {
  it('is 200 while feeds are polled, and names those that fail', async () => {
    const { get } = await serve(full);

    const { status, body } = await get('/healthz');

    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      status: 'ok',
      version: '1.2.3',
      lastPollAgeSeconds: 60,
      feeds: { total: 2, failing: [{ name: 'Alpha Wire', problem: 'HTTP 403' }] },
      outbox: { pending: 1, sent: 7, givenUp: 2 },
    });
  });

  it('is 200 where a destination is stopped, which no restart by a supervisor mends, and names it', async () => {
    const { get } = await serve({ ...full, stopped: [STOPPED] });

    const { status, body } = await get('/healthz');

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      status: 'ok',
      stopped: [{ destination: 'webhook:hooks.example.org', why: 'hooks.example.org answered 410' }],
    });
  });

  it('is 503 once polls have stalled', async () => {
    const { get } = await serve({ feeds: [aFeedState('ok', { nextPollAt: NOON - HOUR_MS })] });

    const { status, body } = await get('/healthz');

    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ status: 'stalled', problem: 'a feed is overdue for 60 minutes' });
  });

  it('is 503 while work rests because the store takes nothing', async () => {
    const { get } = await serve(full, 'the disk is full');

    const { status, body } = await get('/healthz');

    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ status: 'resting', problem: 'the disk is full' });
  });

  it('is 503 where the store cannot be read', async () => {
    const { get } = await serve({ broken: 'disk I/O error' });

    const { status, body } = await get('/healthz');

    expect(status).toBe(503);
    expect(JSON.parse(body)).toEqual({ status: 'store-failed', version: '1.2.3', problem: 'disk I/O error' });
  });
});

describe('/metrics', () => {
  it('gives what was counted and observed, and the state of feeds and outbox', async () => {
    const { get, metrics } = await serve({ ...full, stopped: [STOPPED] });
    metrics.count('items_decided', { kind: 'follow-up' }, 3);
    metrics.count('items_decided', { kind: 'unsure', surplus: 'x' });
    metrics.observe('poll_ms', 42, { outcome: 'ok' });

    const { body, headers } = await get('/metrics');

    expect(headers['content-type']).toContain('text/plain');
    for (const line of [
      'storywatch_items_decided{kind="follow-up"} 3',
      'storywatch_items_decided{kind="unsure"} 1',
      'storywatch_poll_ms_count{outcome="ok"} 1',
      'storywatch_feeds{health="failing"} 1',
      'storywatch_outbox{state="given-up"} 2',
      'storywatch_stopped_destinations 1',
      'storywatch_last_poll_age_seconds 60',
    ]) {
      expect(body).toContain(line);
    }
  });
});

describe('createServer', () => {
  it('says in plain words that a port is taken', async () => {
    const { address } = await serve(full);
    const port = Number(new URL(address).port);
    const second = createServer({
      host: '127.0.0.1',
      port,
      store: fakeStore({}),
      metrics: createMetrics(),
      clock: { now: () => NOON },
      timeZone: 'UTC',
      version: '1',
    });

    await expect(second.start()).rejects.toThrow(`The page cannot listen on 127.0.0.1:${port}: it is in use.`);
  });

  it('stops twice without complaint and frees its port', async () => {
    const { server, get } = await serve(full);

    await server.stop();
    await server.stop();

    await expect(get('/')).rejects.toThrow('ECONNREFUSED');
  });
});
