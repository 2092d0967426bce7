import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import type { WrittenItem } from '../../adapters/feeds/write.ts';
import { id } from '../../src/ids.ts';
import * as discordServer from '../servers/discord.ts';
import { type FeedServer, startFeedServer } from '../servers/feeds.ts';
import * as slackServer from '../servers/slack.ts';
import { type BotProcess, startBot } from './bot-process.ts';

const ARTICLE = resolve(import.meta.dirname, '../../config/demo/article.json');
const CHANNEL = 'C0123456789';
const STORY = 'probe';
const PATIENCE_MS = 60_000;

/** Follow-ups of different kinds, and what has nothing to do with the story. */
const NEWS: readonly (readonly [string, string])[] = [
  [
    'Spanish prosecutors open file on X, Meta and TikTok',
    'The prosecution service has asked the three platforms for their records on AI images of minors.',
  ],
  [
    'Meta rejects Spanish claims over AI images of children',
    'The company says its tools refuse such requests, after the government in Madrid turned to prosecutors.',
  ],
  ['Cup final ends in a draw', 'The home side missed two penalties in front of a full stadium.'],
  [
    'Ireland widens data protection inquiry into Grok',
    'The Data Protection Commission asks X for documents on sexualised images made with the chatbot.',
  ],
  [
    'Spain sends bill banning social media for under-16s to parliament',
    'Platforms would have to check the age of users; Prime Minister Pedro Sánchez wants executives held liable.',
  ],
  ['Rain expected in the north', 'Umbrellas will be needed until Friday.'],
  [
    'TikTok says it will cooperate with Spanish prosecutors',
    'The company removes child sexual abuse material made with AI, a spokesperson said after the order.',
  ],
  [
    'Elon Musk calls Sánchez a tyrant again over Spain probe of X',
    'The owner of X answered the order to prosecutors on his platform.',
  ],
];

const item = ([title, summary]: readonly [string, string], at: number): WrittenItem => ({
  id: `urn:news:${at}:${title.length}`,
  url: `https://news.example/${at}/${title.toLowerCase().replace(/[^a-z]+/g, '-')}`,
  title,
  summary,
  publishedAt: Date.now() - 60_000 + at,
});

const OLD = item(
  [
    'Spain asks prosecutors to look at X, Meta and TikTok',
    'The government invoked Article 8 over AI images of minors.',
  ],
  0,
);

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await pause(50);
  }
}

async function pendingOf(bot: BotProcess): Promise<number> {
  const health: unknown = await (await fetch(`${bot.page}/healthz`)).json();
  const outbox: unknown = typeof health === 'object' && health !== null ? Reflect.get(health, 'outbox') : undefined;
  return Number(typeof outbox === 'object' && outbox !== null ? Reflect.get(outbox, 'pending') : Number.NaN);
}

describe('the bot as a process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-e2e-'));
  const database = join(folder, 'bot.db');
  const config = join(folder, 'bot.yaml');
  let slack: slackServer.SlackServer;
  let discord: discordServer.DiscordServer;
  let feeds: FeedServer;
  let env: Readonly<Record<string, string>>;
  let bot: BotProcess | undefined;

  beforeAll(async () => {
    slack = await slackServer.startSlack();
    discord = await discordServer.startDiscord();
    feeds = await startFeedServer();
    feeds.serve('/world', { format: 'rss', title: 'World', lang: 'en', items: [OLD] });
    feeds.serve('/tech', { format: 'atom', title: 'Tech', lang: 'en', items: [OLD] });
    env = {
      SLACK_BOT_TOKEN: slackServer.BOT_TOKEN,
      SLACK_APP_TOKEN: slackServer.APP_TOKEN,
      SLACK_API_URL: slack.url,
      DISCORD_BOT_TOKEN: discordServer.BOT_TOKEN,
      DISCORD_APPLICATION_ID: discordServer.APPLICATION_ID,
      DISCORD_API_URL: discord.url,
    };
    writeFileSync(
      config,
      stringify({
        database,
        stories: [{ id: STORY, seed: ARTICLE, channels: [`slack:${CHANNEL}`, `discord:${discordServer.CHANNEL_ID}`] }],
        feeds: ['/world', '/tech', '/dead'].map((path) => ({ url: feeds.url(path), every: '1s', lang: 'en' })),
        network: { allowPrivate: ['127.0.0.1'] },
        alerts: { perHour: 100 },
        delivery: { graceSeconds: 1 },
        page: { port: 0 },
      }),
    );
  });

  afterAll(async () => {
    await bot?.kill();
    await Promise.all([slack.stop(), discord.stop(), feeds.stop()]);
  });

  it('posts nothing old, and loses and doubles nothing though it is killed in the middle', {
    timeout: 120_000,
  }, async () => {
    bot = await startBot(config, env);
    await until('both feeds were polled', () =>
      ['/world', '/tech'].every((path) => feeds.requests.some((one) => one.path === path)),
    );
    await pause(1_500);
    expect(slack.state.messages).toEqual([]);

    const items = NEWS.map((news, at) => item(news, at + 1));
    feeds.serve('/world', { format: 'rss', title: 'World', lang: 'en', items: [...items].reverse().concat(OLD) });
    feeds.serve('/tech', {
      format: 'atom',
      title: 'Tech',
      lang: 'en',
      items: [...items.slice(2)].reverse().concat(OLD),
    });
    slack.faults.add({ on: 'chat.postMessage', kind: 'lost', times: 2 });
    for (const held of [1, 3]) {
      await until(
        `${held} messages on each platform`,
        () => slack.state.messages.length >= held || discord.state.messages.length >= held,
      );
      await bot.kill();
      bot = await startBot(config, env);
    }
    await until(
      'nothing is pending',
      async () =>
        bot !== undefined &&
        feeds.requests.length > 0 &&
        slack.state.messages.length >= 3 &&
        (await pendingOf(bot)) === 0,
    );

    const store = await openSqlite(database);
    const coverage = await store.coverage.between(id(STORY), 0, Number.MAX_SAFE_INTEGER);
    const told = coverage.filter(
      ({ item: { title }, placement }) =>
        title !== OLD.title && placement !== undefined && placement.kind !== 'repeats',
    );
    await store.close();
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(slack.state.messages).toHaveLength(told.length);
    expect(discord.state.messages).toHaveLength(told.length);
    const keys = slack.state.messages.map(({ metadata }) => JSON.stringify(metadata));
    expect(new Set(keys).size).toBe(keys.length);
    const nonces = discord.state.messages.map(({ nonce }) => nonce);
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(JSON.stringify(slack.state.messages)).not.toContain('Cup final');
  });

  it('answers slash commands on both platforms', { timeout: 60_000 }, async () => {
    bot ??= await startBot(config, env);

    const onSlack = JSON.stringify(await slack.command('latest'));
    const onDiscord = JSON.stringify(await discord.command('list'));

    expect(onSlack).toContain('Grok');
    expect(onDiscord).toContain('Spain asks prosecutors');
  });

  it('says in one line what is wrong with a dead feed, and shows no token', () => {
    const dead = (bot?.notes ?? []).filter((line) => line.includes('/dead'));

    expect(dead.length).toBeLessThanOrEqual(1);
    expect((bot?.notes ?? []).join('\n')).not.toMatch(/xoxb|xapp|discord-test-token/);
  });

  it('ends cleanly on SIGTERM', { timeout: 30_000 }, async () => {
    bot ??= await startBot(config, env);

    const code = await bot.end();

    expect(code).toBe(0);
    bot = undefined;
  });
});
