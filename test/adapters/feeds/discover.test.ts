import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedFinder } from '../../../adapters/feeds/discover.ts';
import type { FeedFinder } from '../../../src/ports.ts';
import { feedLinks } from '../../../adapters/feeds/feed-links.ts';
import { createParser } from '../../../adapters/feeds/parser.ts';
import { NOON } from '../../builders/feeds.ts';
import { startFeedServer } from '../../servers/feeds.ts';
import type { FeedServer } from '../../servers/feeds.ts';

describe('feedLinks', () => {
  it('lists what the page declares before what it links to, each once', () => {
    const html = `<head><base href="/news/"><link rel="stylesheet" href="x.css">
      <a href="/about">About</a><a href="/rss.xml">RSS</a><a title="All" href="https://other.example/feed/">x</a>
      <LINK REL="alternate" TYPE="application/rss+xml" TITLE="News &amp; more" HREF="feed?a=1&amp;b=2">
      <link rel=alternate type=application/atom+xml href=/rss.xml><link rel="alternate" hreflang="es" href="/es">
      <a href="javascript:void(0)/rss">no</a></head>`;

    expect(feedLinks(html, 'https://example.org/')).toEqual([
      { url: 'https://example.org/rss.xml', title: '', declared: true },
      { url: 'https://example.org/news/feed?a=1&b=2', title: 'News & more', declared: true },
      { url: 'https://other.example/feed/', title: 'All', declared: false },
    ]);
  });

  it('knows a type with parameters, a query that asks for a feed, and addresses for feed readers', () => {
    const html = `<link rel="alternate" type="application/rss+xml; charset=UTF-8" href="/a">
      <a href="/?feed=rss2">b</a><a href="/list.php?type=atom&amp;id=1">c</a><a href="/?feeding=1">no</a>
      <a href="https://feeds.example/outlet">d</a><a href="feed://example.org/e">no</a>
      <a href="feed:https://example.org/f.rss">f</a><a href="feed://example.org/g/rss">g</a>`;

    expect(feedLinks(html, 'https://example.org/').map(({ url }) => url)).toEqual([
      'https://example.org/a',
      'https://example.org/?feed=rss2',
      'https://example.org/list.php?type=atom&id=1',
      'https://feeds.example/outlet',
      'https://example.org/f.rss',
      'http://example.org/g/rss',
    ]);
  });
});

describe('createFeedFinder', () => {
  const parser = createParser();
  let server: FeedServer;
  let finder: FeedFinder;
  const page = (path: string, body: string): void =>
    server.trouble(path, {
      kind: 'raw',
      body: `<!doctype html><html>${body}</html>`,
      headers: { 'content-type': 'text/html' },
    });
  const feed = (path: string, title: string): void =>
    server.serve(path, {
      format: 'rss',
      title,
      lang: 'es',
      items: [{ id: '1', url: 'https://example.org/1', title: 'One', publishedAt: NOON }],
    });

  beforeEach(async () => {
    server = await startFeedServer();
    finder = createFeedFinder({ network: { allowPrivate: [server.host] }, parser });
  });
  afterEach(async () => {
    await finder.close();
    await server.stop();
  });
  afterAll(() => parser.close());

  it('takes the address of a feed as it is', async () => {
    feed('/rss', 'Feed');

    expect(await finder.find(server.url('/rss'))).toEqual([
      { url: server.url('/rss'), title: 'Feed', items: 1, lang: 'es' },
    ]);
  });

  it('reads the feeds that a page declares, and leaves out what is none', async () => {
    page(
      '/',
      '<link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/rss+xml" href="/gone"><link rel="alternate" type="application/rss+xml" href="/b">',
    );
    feed('/a', 'A');
    feed('/b', 'B');

    expect((await finder.find(server.url('/'))).map(({ title }) => title)).toEqual(['A', 'B']);
  });

  it('tries what a page only links to where nothing that it declares is a feed', async () => {
    page('/', '<link rel="alternate" type="application/json" href="/wp-json/pages/1"><a href="/all.rss">RSS</a>');
    feed('/all.rss', 'All');

    expect((await finder.find(server.url('/'))).map(({ title }) => title)).toEqual(['All']);
  });

  it('takes a host and a port without a scheme for what they are', async () => {
    const asked = finder.find(`${server.host}/rss`);

    await expect(asked).rejects.toThrow(`no feed can be looked for at https://${server.host}/rss: `);
  });

  it('looks at the usual places where a page declares nothing', async () => {
    page('/', '<p>Welcome</p>');
    feed('/rss.xml', 'Hidden');

    expect(await finder.find(server.url('/'))).toMatchObject([{ url: server.url('/rss.xml'), title: 'Hidden' }]);
  });

  it('says what to do where there is none, or where the page cannot be asked', async () => {
    page('/', '<p>Welcome</p>');

    await expect(finder.find(server.url('/'))).rejects.toThrow(`there is no feed at ${server.url('/')}`);
    await expect(finder.find(server.url('/404'))).rejects.toThrow('the server answered 404');
    await expect(finder.find('localhost')).rejects.toMatchObject({
      name: 'UserError',
      hint: expect.stringContaining('RSS'),
    });
  });
});
