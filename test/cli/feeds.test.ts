import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type FeedServer, startFeedServer } from '../servers/feeds.ts';
import { run } from './terminal.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'storywatch-cli-'));
const ARTICLE = resolve(import.meta.dirname, '../../config/demo/article.json');

const file = (name: string, text: string): string => {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
};

const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>News &amp; more</title>
<item><guid>1</guid><title>One &lt;b&gt;bold&lt;/b&gt; thing</title><link>/one</link><description>&lt;a href="two"&gt;two&lt;/a&gt;</description><pubDate>Tue, 17 Feb 2026 10:00:00 +0100</pubDate></item>
</channel></rss>`;

describe('storywatch parse', () => {
  it('prints a line for each document, addresses absolute and times in UTC', async () => {
    const ran = await run(['parse', file('feed.xml', RSS), '--url', 'https://news.example/rss']);

    expect(ran.code).toBe(0);
    expect(ran.lines[0]).toMatchObject({ format: 'rss', encoding: 'utf-8', title: 'News & more', problems: [] });
    expect(ran.lines[0]?.['items']).toMatchObject([
      {
        id: '1',
        url: 'https://news.example/one',
        title: 'One bold thing',
        publishedAt: '2026-02-17T09:00:00.000Z',
        summary: '<a href="https://news.example/two">two</a>',
        text: 'two',
      },
    ]);
  });

  it('reads a list with headers, and tells what is missing without stopping', async () => {
    file('feed.xml', RSS);
    const list = file(
      'cases.jsonl',
      '{"file":"nowhere.xml"}\n{"file":"feed.xml","headers":{"content-type":"text/xml"},"url":"https://news.example/"}\n',
    );

    const ran = await run(['parse', '--list', list]);

    expect(ran.code).toBe(1);
    expect(ran.lines.map((line) => line['file'])).toEqual(['feed.xml']);
    expect(ran.notes[0]).toContain('nowhere.xml does not exist');
  });

  it('calls a web page a web page', async () => {
    const ran = await run(['parse', file('page.html', '<!doctype html><html><body>Hello</body></html>')]);

    expect(ran.lines[0]).toMatchObject({ items: [], problems: [expect.stringContaining('web page')] });
  });
});

describe('storywatch check-url', () => {
  it('judges by what a name resolves to', async () => {
    const ran = await run([
      'check-url',
      'https://a.example/rss',
      'http://b.example/rss',
      'file:///etc/passwd',
      '--resolve',
      'a.example=93.184.215.14',
      '--resolve',
      'b.example=93.184.215.14,10.0.0.1',
    ]);

    expect(ran.code).toBe(0);
    expect(ran.lines.map(({ url, verdict }) => [url, verdict])).toEqual([
      ['https://a.example/rss', 'allow'],
      ['http://b.example/rss', 'refuse'],
      ['file:///etc/passwd', 'refuse'],
    ]);
    expect(ran.lines.every(({ reason }) => typeof reason === 'string' && reason !== '')).toBe(true);
  });
});

describe('storywatch opml', () => {
  it('prints the configured feeds as OPML, and OPML as configuration', async () => {
    const config = file(
      'opml.yaml',
      stringify({
        stories: [{ id: 'probe', seed: ARTICLE }],
        feeds: [{ url: 'https://news.example/rss', name: 'News', lang: 'es', tier: 'agency' }],
      }),
    );

    const exported = await run(['opml', 'export', '--config', config]);
    const imported = await run(['opml', 'import', file('feeds.opml', exported.out)]);

    expect(exported.out).toContain('xmlUrl="https://news.example/rss"');
    expect(imported.out).toBe(
      'feeds:\n  - url: https://news.example/rss\n    name: News\n    lang: es\n    tier: agency\n    every: 10m\n',
    );
  });
});

describe('storywatch poll', () => {
  let feeds: FeedServer;
  let config: string;
  const old = {
    id: 'o',
    url: 'https://news.example/o',
    title: 'Harbour festival draws crowds',
    publishedAt: Date.UTC(2026, 1, 16),
  };
  const news = {
    id: 'n',
    url: 'https://news.example/n',
    title: 'Spanish prosecutors open file on X, Meta and TikTok over AI images of minors',
    summary: 'The prosecution service asks the platforms for records.',
    publishedAt: Date.UTC(2026, 1, 19),
  };

  beforeAll(async () => {
    feeds = await startFeedServer();
    feeds.serve('/rss', { format: 'rss', title: 'News', items: [old] });
    config = file(
      'poll.yaml',
      stringify({
        database: './poll.db',
        stories: [
          { id: 'probe', seed: ARTICLE },
          { id: 'broken', seed: './nowhere.txt' },
        ],
        feeds: [{ url: feeds.url('/rss'), lang: 'en' }, { url: feeds.url('/dead') }],
        network: { allowPrivate: ['127.0.0.1'] },
      }),
    );
  });
  afterAll(() => feeds.stop());

  it('posts nothing old, then what is new, once; and what cannot be read stops nothing else', {
    timeout: 60_000,
  }, async () => {
    const first = await run(['poll', '--once', '--config', config]);
    const early = await run(['poll', '--once', '--config', config]);
    feeds.serve('/rss', { format: 'rss', title: 'News', items: [news, old] });
    const second = await run(['poll', '--once', '--force', '--config', config]);
    const third = await run(['poll', '--once', '--force', '--config', config]);

    expect(first.lines[0]).toMatchObject({
      feeds: 2,
      fetched: 1,
      failed: 1,
      items: 1,
      new: 1,
      followUps: 0,
      alerts: 0,
      posted: 0,
    });
    expect(early.lines[0]).toMatchObject({ feeds: 0, posted: 0 });
    expect(second.lines[0]).toMatchObject({ fetched: 1, new: 1, followUps: 1, alerts: 1, posted: 1 });
    expect(third.lines[0]).toMatchObject({ unchanged: 1, new: 0, posted: 0 });
    expect(Object.keys(first.lines[0] ?? {})).toEqual([
      'feeds',
      'fetched',
      'unchanged',
      'failed',
      'items',
      'new',
      'followUps',
      'alerts',
      'posted',
      'ms',
    ]);
    expect(second.notes.join('\n')).toContain('Spanish prosecutors open file');
    expect(first.notes.filter((line) => line.includes('story broken'))).toHaveLength(1);
    expect(first.notes.filter((line) => line.includes('/dead'))).toHaveLength(1);
    expect(first.code).toBe(1);
  });

  it.each([
    ['by default', {}, { followUps: 0, alerts: 0, posted: 0 }, 0],
    ['switched on', { articles: { secondLook: true } }, { followUps: 1, alerts: 1, posted: 1 }, 1],
  ])(
    'gives borderline items a second look by their article: %s',
    { timeout: 60_000 },
    async (name, articles, figures, times) => {
      const rss = `/rss/${times}`;
      const bare = {
        id: 'b',
        url: feeds.url(`/article/${times}`),
        title: 'A platform under scrutiny',
        publishedAt: Date.UTC(2026, 1, 19),
      };
      const body = `<html lang="en"><body><article><h1>${bare.title}</h1>
      <p>Spanish prosecutors asked TikTok, X and Meta for records on AI-generated images of the sexual abuse of minors, the government in Madrid said.</p>
      <p>The order to the prosecutors was announced by Prime Minister Pedro Sánchez; TikTok says that it removes such images at once.</p>
      </article></body></html>`;
      feeds.trouble(`/article/${times}`, { kind: 'raw', body, headers: { 'content-type': 'text/html' } });
      feeds.serve(rss, { format: 'rss', title: 'News', lang: 'en', items: [old] });
      const written = file(
        `look-${times}.yaml`,
        stringify({
          database: `./look-${times}.db`,
          stories: [{ id: 'probe', seed: ARTICLE }],
          feeds: [{ url: feeds.url(rss), lang: 'en' }],
          network: { allowPrivate: ['127.0.0.1'] },
          ...articles,
        }),
      );
      await run(['poll', '--once', '--config', written]);
      feeds.serve(rss, { format: 'rss', title: 'News', lang: 'en', items: [bare, old] });

      const ran = await run(['poll', '--once', '--force', '--config', written]);

      expect(ran.lines[0], name).toMatchObject({ new: 1, ...figures });
      expect(feeds.requests.filter(({ path }) => path === `/article/${times}`)).toHaveLength(times);
    },
  );

  it('answers in the terminal what a chat would ask', { timeout: 60_000 }, async () => {
    const ran = await run(['ask', 'latest', '--config', config]);

    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Spanish prosecutors open file');
    expect((await run(['ask', 'fly', '--config', config])).code).toBe(1);
  });
});

describe('storywatch check-config', () => {
  it('is content with the example, and lists what is wrong with another', async () => {
    const good = await run(['check-config', '--config', resolve(import.meta.dirname, '../../config/example.yaml')]);
    const bad = await run(['check-config', '--config', file('bad.yaml', 'stories: []\nfeed: []\n')]);

    expect(good.code).toBe(0);
    expect(good.out).toMatch(/is fine: 1 story, \d+ feeds, 1 digest/);
    expect(good.out).toMatch(
      /\nMay look up: everyone. May change: everyone.\nArticles of borderline items: not read.\n$/,
    );
    expect(bad.code).toBe(1);
    expect(bad.notes[0]).toContain('bad.yaml:2 feed is not a key');
  });
});
