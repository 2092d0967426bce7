import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../config/load.ts';
import { type Bot, createBot } from '../../src/main.ts';
import { toPlain } from '../../src/message/plain.ts';
import type { Message } from '../../src/message/message.ts';
import { buttonsIn } from '../fakes/asker.ts';
import { anItem, NOW } from '../fakes/builders.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { HARBOUR_SEED, OPENS } from '../fakes/harbour.ts';
import { createFakeLog } from '../fakes/log.ts';
import { type FeedServer, startFeedServer } from '../servers/feeds.ts';

const page = (title: string, paragraphs: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;

describe('/story track', () => {
  let server: FeedServer;
  let folder: string;
  let bot: Bot;
  const bots: Bot[] = [];

  beforeEach(async () => {
    server = await startFeedServer();
    folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
    const serve = (path: string, title: string, paragraphs: readonly string[]) =>
      server.trouble(path, {
        kind: 'raw',
        body: page(title, paragraphs),
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    serve('/harbour', HARBOUR_SEED.title, HARBOUR_SEED.paragraphs);
    serve('/thin', 'It rained', ['It rained.', 'And it rained again, all day long, as it had rained before it.']);
    writeFileSync(
      join(folder, 'profile.yaml'),
      stringify({ title: 'Rail', terms: [{ phrase: 'rail' }], strands: [{ id: 'a', terms: ['rail'] }] }),
    );
    writeFileSync(
      join(folder, 'bot.yaml'),
      stringify({
        database: './bot.db',
        stories: [{ id: 'rail', profile: './profile.yaml', channels: ['console'] }],
        network: { allowPrivate: [server.host] },
        roles: { change: ['U1'] },
        page: false,
      }),
    );
    bot = await restarted();
  });
  afterEach(async () => {
    for (const each of bots.splice(0)) await each.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** The bot as it comes up again over the same database. */
  const restarted = async (): Promise<Bot> => {
    for (const each of bots.splice(0)) await each.stop();
    const terminal = { write: () => {}, width: 80, colour: false, hyperlinks: false };
    const around = { clock: createFakeClock(NOW), log: createFakeLog(), version: '0', terminal, pause: async () => {} };
    const started = await createBot(loadConfig(join(folder, 'bot.yaml'), {}), around);
    bots.push(started);
    await started.follow();
    return started;
  };
  const ask = (command: string, text: string, user = 'U1'): Promise<Message> =>
    bot.answer({ platform: 'console', channel: 'policy', user, command, text });
  const stories = async () => (await bot.ports.store.stories.all()).map(({ id }) => id);

  it('follows at once in this channel, with the context of the archive, and says what it looks for', async () => {
    await bot.ports.store.coverage.saveItems([
      anItem('opens', { title: OPENS.title, summary: OPENS.summary, publishedAt: NOW }),
    ]);

    const reply = await ask('track', `<${server.url('/harbour')}>`);

    expect(toPlain(reply, { links: false, buttons: true })).toMatch(
      new RegExp(
        `^Followed in this channel from now on: ${HARBOUR_SEED.title}\nName: rotterdam-prosecutors-bribery-inquiry\nActors: .*Port Authority.*\nTerms: .*\n[^]*1 item of the last 30 days belongs to it.*\n\\[What it looks for\\] \\[Undo\\]$`,
      ),
    );
    const [, story] = await bot.ports.store.stories.all();
    expect(story).toMatchObject({
      id: 'rotterdam-prosecutors-bribery-inquiry',
      channels: [{ platform: 'console', channel: 'policy' }],
      since: NOW,
      origin: 'chat',
    });
    expect(bot.desk.stories().size).toBe(2);
    expect(await bot.ports.store.feedback.log(story?.id, 10)).toMatchObject([{ kind: 'track', user: 'U1' }]);
  });

  it('outlives a restart, beside the stories of the configuration', async () => {
    await ask('track', server.url('/harbour'));
    bot = await restarted();

    expect(await stories()).toEqual(['rail', 'rotterdam-prosecutors-bribery-inquiry']);
    expect(bot.desk.stories().size).toBe(2);
  });

  it('is undone by a button, also after a restart, and can be followed again', async () => {
    const reply = await ask('track', server.url('/harbour'));
    bot = await restarted();

    const undone = await ask('undo', buttonsIn(reply).get('Undo')?.value ?? '');

    expect(undone.title).toBe(`Undone: Followed: "${HARBOUR_SEED.title}"`);
    expect(await stories()).toEqual(['rail']);
    expect(bot.desk.stories().size).toBe(1);
    expect((await ask('track', server.url('/harbour'))).tone).toBe('reply');
  });

  it('is for those who may change things', async () => {
    expect(await ask('track', server.url('/harbour'), 'U2')).toMatchObject({ tone: 'problem' });
    expect(await stories()).toEqual(['rail']);
  });

  it('follows an article once', async () => {
    await ask('track', server.url('/harbour'));

    expect(await ask('track', server.url('/harbour?utm_source=x'))).toMatchObject({
      tone: 'problem',
      title: 'That story is followed already, as "rotterdam-prosecutors-bribery-inquiry"',
    });
  });

  it.each([
    ['', 'Which article?'],
    ['harbour', '"harbour" is no address'],
    ['javascript:alert(1)', '"javascript:alert(1)" is no address'],
    ['https://a.example/ b', '"https://a.example/ b" is no address'],
  ])('says what is wrong with the address %j', async (url, title) => {
    expect(await ask('track', url)).toMatchObject({ tone: 'problem', title });
  });

  it.each(['http://169.254.169.254/latest', 'http://localhost:1/', 'http://[::1]/', 'http://10.0.0.1/x'])(
    'does not ask %s, which the guard refuses',
    async (url) => {
      const reply = await ask('track', url);

      expect(reply).toMatchObject({ tone: 'problem', title: expect.stringMatching(/cannot be read/) });
      expect(await stories()).toEqual(['rail']);
    },
  );

  it('refuses what says too little, or warns of it', async () => {
    const reply = await ask('track', server.url('/thin'));

    expect(reply.tone === 'problem' || toPlain(reply).includes('Weak: ')).toBe(true);
  });
});
