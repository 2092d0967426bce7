import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../config/load.ts';
import { type Bot, createBot } from '../../src/main.ts';
import { toPlain } from '../../src/message/plain.ts';
import { editOf, readEdit } from '../../src/story/edit.ts';
import type { Profile } from '../../src/story/story.ts';
import { writeTinyModel } from '../builders/tiny-model.ts';
import { NOW } from '../fakes/builders.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { HARBOUR_SEED } from '../fakes/harbour.ts';
import { createFakeLog } from '../fakes/log.ts';
import { type FeedServer, startFeedServer } from '../servers/feeds.ts';
import { type FakeServer, type Reply, serve } from '../servers/http.ts';

const LINE = { of: 'crane', lang: 'fi', phrase: 'nosturi' };

/** What a chat-completions server answers. */
const saying = (content: string): Reply => ({
  status: 200,
  body: {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  },
});
const translating = (): Reply => saying(JSON.stringify({ translations: [LINE] }));

let folder: string;
let feeds: FeedServer;
let model: FakeServer;
let reply: () => Reply;
const bots: Bot[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
  feeds = await startFeedServer();
  reply = translating;
  model = await serve({
    nameOf: () => 'complete',
    answer: () => reply(),
    refusal: (error) => ({ status: 500, body: { error } }),
    control: {},
  });
  const { title, paragraphs } = HARBOUR_SEED;
  writeFileSync(join(folder, 'seed.json'), JSON.stringify({ title, text: paragraphs.join('\n\n'), lang: 'en' }));
  const html = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;
  feeds.trouble('/harbour', { kind: 'raw', body: html, headers: { 'content-type': 'text/html; charset=utf-8' } });
});
afterEach(async () => {
  await stopAll();
  await feeds.stop();
  await model.stop();
  rmSync(folder, { recursive: true });
});

async function stopAll(): Promise<void> {
  for (const bot of bots.splice(0)) await bot.stop();
}

async function aBot(changes: Readonly<Record<string, unknown>>, stories = [{ id: 'harbour', seed: './seed.json' }]) {
  const file = join(folder, 'bot.yaml');
  const network = { allowPrivate: [feeds.host] };
  writeFileSync(file, stringify({ database: './bot.db', stories, network, page: false, ...changes }));
  const log = createFakeLog();
  const bot = await createBot(loadConfig(file, {}), {
    clock: createFakeClock(NOW),
    log,
    version: '0',
    terminal: { write: () => {}, width: 80, colour: false, hyperlinks: false },
    pause: async () => {},
  });
  bots.push(bot);
  await bot.follow();
  return { bot, log };
}

async function profileOf(bot: Bot, name = 'harbour'): Promise<Profile> {
  const story = (await bot.ports.store.stories.all()).find(({ id }) => id === name);
  if (story === undefined) throw new Error(`${name} is not followed`);
  return story.profile;
}

const ask = async (bot: Bot, command: string, text: string): Promise<string> =>
  toPlain(await bot.answer({ platform: 'console', channel: 'console', user: 'U1', command, text }), {
    timeZone: 'UTC',
    links: false,
    buttons: false,
  });

const settings = () => ({ translation: { url: `${model.origin}/v1`, model: 'm', languages: ['fi'] } });

describe('translation of a profile', () => {
  it('is asked for once, when a story of the configuration is first followed', async () => {
    const { bot } = await aBot(settings());
    const first = await profileOf(bot);
    await stopAll();
    const { bot: again } = await aBot(settings());

    expect(first.translated).toEqual([LINE]);
    expect(await profileOf(again)).toEqual(first);
    expect(model.calls).toHaveLength(1);
    expect(await ask(again, 'show', 'harbour')).toContain('Translated: fi: nosturi = crane');
  });

  it('stays undone once a person undid it', async () => {
    const { bot } = await aBot(settings());
    const before = await profileOf(bot);
    const edited = readEdit(before, { ...editOf(before), translated: '' });
    if (edited.kind !== 'profile') throw new Error('faults');
    const story = (await bot.ports.store.stories.all())[0];
    if (story === undefined) throw new Error('nothing is followed');
    await bot.ports.store.stories.save({ ...story, profile: edited.profile, configured: before });
    await stopAll();

    const { bot: again } = await aBot(settings());

    expect((await profileOf(again)).translated).toEqual([]);
    expect(model.calls).toHaveLength(1);
  });

  it('is asked for where a story is followed from a chat', async () => {
    const { bot } = await aBot(settings());

    const told = await ask(bot, 'track', `${feeds.origin}/harbour`);

    expect(told).toContain('Followed in this channel from now on');
    expect(told).not.toContain('Weak');
    const name = (await bot.ports.store.stories.all()).at(-1)?.id;
    expect((await profileOf(bot, name)).translated).toEqual([LINE]);
  });

  it('fails in plain words, once, and the story is followed without', async () => {
    reply = () => ({ status: 401, body: { error: { message: 'who are you?' } } });
    const { bot, log } = await aBot(settings());
    const host = new URL(model.origin).host;
    const why = `It is not translated: the model m at ${host} was of no use: it refuses the key (401); MODEL_API_KEY holds it`;

    const told = await ask(bot, 'track', `${feeds.origin}/harbour`);

    expect(log.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields['why'])).toEqual([why]);
    expect(await profileOf(bot)).not.toHaveProperty('translated');
    expect(told).toContain(`Weak: ${why}`);
    expect(await bot.ports.store.stories.all()).toHaveLength(2);
  });

  it('is not asked for by default', async () => {
    const { bot } = await aBot({});

    expect(await profileOf(bot)).not.toHaveProperty('translated');
    expect(model.calls).toEqual([]);
  });
});

describe('embeddings', () => {
  it('are asked by the model that the configuration names', async () => {
    const tiny = writeTinyModel({ crane: [1], nosturi: [1] });
    const { bot, log } = await aBot({ relevance: { embeddings: { model: tiny, weight: 3 } } });

    expect(log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(bot.ports.embeddings?.weight).toBe(3);
    expect(await bot.ports.embeddings?.embedder.embed(['nosturi'])).toMatchObject([{ model: `${tiny}|q8|mean|` }]);
    rmSync(tiny, { recursive: true });
  });

  it('do not keep a bot from starting where there is no model', async () => {
    const { bot, log } = await aBot({ relevance: { embeddings: { model: './nowhere' } } });

    expect(bot.ports.embeddings).toBeUndefined();
    expect((await profileOf(bot)).title).toBe(HARBOUR_SEED.title);
    expect(log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'the model ./nowhere cannot be used: items are decided without what they mean',
    ]);
  });
});

describe('a bot', () => {
  it('ends once, however often it is told to', async () => {
    const { bot } = await aBot({});
    await bot.stop();

    await expect(bot.stop()).resolves.toBeUndefined();
  });
});
