import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../adapters/chat/discord/index.ts';
import { createSlack } from '../../../adapters/chat/slack/index.ts';
import { openSqlite } from '../../../adapters/store/sqlite.ts';
import { loadLexicon } from '../../../config/lexicon.ts';
import { answer } from '../../../src/app/answer.ts';
import { openDesk } from '../../../src/app/desk.ts';
import { DRAIN_DEFAULTS, drainOutbox } from '../../../src/app/outbox.ts';
import { createPacer } from '../../../src/app/pacer.ts';
import { resumeAll } from '../../../src/app/resume.ts';
import { createTeacher } from '../../../src/app/teacher.ts';
import { commands } from '../../../src/commands/index.ts';
import type { ChatAdapter } from '../../../src/ports.ts';
import { DAY_MS, HOUR_MS } from '../../../src/time.ts';
import { aStory, anAlert, NOW } from '../../fakes/builders.ts';
import { commandDeps } from '../../fakes/deps.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { fakePorts } from '../../fakes/ports.ts';
import { aMessage } from '../../message/messages.ts';
import * as discord from '../../servers/discord.ts';
import type { Faults } from '../../servers/faults.ts';
import * as slack from '../../servers/slack.ts';
import { PNG } from './settings.ts';

const shared = { rasterise: () => PNG, log: createFakeLog(), timeZone: 'UTC', timeoutMs: 5_000 };

/** A platform whose channel somebody shuts and opens again. */
interface Platform {
  readonly channel: string;
  /** The adapter of a bot that starts anew. */
  readonly connect: () => ChatAdapter;
  readonly shut: () => void;
  readonly openAgain: () => void;
  /** How many attempts to post there were. */
  readonly attempts: () => number;
  /** The titles that the channel shows. */
  readonly titles: () => readonly string[];
  /** What the asker sees of `/story list`. */
  readonly list: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

const shutting = (faults: Faults, on: string, error: string | number) => ({
  shut: () => faults.add({ on, kind: 'error', error, times: 100 }),
  openAgain: () => faults.clear(),
});

async function onSlack(): Promise<Platform> {
  const server = await slack.startSlack();
  const tokens = { botToken: slack.BOT_TOKEN, appToken: slack.APP_TOKEN, http: undefined, apiUrl: server.url };
  return {
    channel: 'C0POLICY',
    connect: () => createSlack({ ...shared, ...tokens }),
    ...shutting(server.faults, 'chat.postMessage', 'not_in_channel'),
    attempts: () => server.calls.filter(({ name }) => name === 'chat.postMessage').length,
    titles: () => server.state.messages.map(({ text }) => text.split('\n')[0] ?? ''),
    list: async () => String((await server.command('list'))['text']),
    stop: () => server.stop(),
  };
}

async function onDiscord(): Promise<Platform> {
  const server = await discord.startDiscord();
  const posting = `POST /channels/${discord.CHANNEL_ID}/messages`;
  return {
    channel: discord.CHANNEL_ID,
    connect: () =>
      createDiscord({
        ...shared,
        botToken: discord.BOT_TOKEN,
        applicationId: discord.APPLICATION_ID,
        guildId: discord.GUILD_ID,
        apiUrl: server.url,
        commands,
      }),
    ...shutting(server.faults, posting, 50013),
    attempts: () => server.calls.filter(({ name }) => name === posting).length,
    titles: () => server.state.messages.map(({ embeds }) => String(embeds[0]?.['title'])),
    list: async () => JSON.stringify((await server.command('list'))['embeds']),
    stop: () => server.stop(),
  };
}

describe.each([
  ['Slack', 'slack', onSlack, 'the bot is not in the channel: invite it with'],
  ['Discord', 'discord', onDiscord, 'the bot may not post here: give it Send Messages'],
] as const)('a channel of %s that takes nothing', (_name, platform, start, words) => {
  let folder: string;
  let chat: Platform;
  const running: { stop(): Promise<void> }[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
    chat = await start();
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await chat.stop();
    rmSync(folder, { recursive: true });
  });

  /** A bot over the same database as the one before it, so many milliseconds after the first. */
  const aBot = async (laterMs = 0) => {
    for (const one of running.splice(0)) await one.stop();
    const adapter = chat.connect();
    const store = await openSqlite(join(folder, 'bot.db'));
    const ports = await fakePorts({ chats: [adapter], store });
    ports.clock.advance(laterMs);
    await store.stories.save(aStory('harbour'));
    const desk = await openDesk(ports, loadLexicon());
    const deps = commandDeps(ports, { watch: () => desk.watch(), teacher: createTeacher(ports, desk) });
    await adapter.start((call) => answer(call, deps));
    running.push({
      stop: async () => {
        await adapter.stop();
        await store.close();
      },
    });
    const target = { platform, channel: chat.channel };
    return {
      store,
      log: ports.log,
      restarted: () => resumeAll(deps, ports.clock.now()),
      drain: () => drainOutbox(ports, { ...DRAIN_DEFAULTS, pacer: createPacer({}) }),
      alert: (title: string, ageMs = 0) =>
        store.outbox.add([
          anAlert(title, { target, message: aMessage({ title }), createdAt: ports.clock.now() - ageMs }),
        ]),
    };
  };

  it('is told of once and tried no more, nothing is lost, and a command there takes it up again', async () => {
    const bot = await aBot();
    chat.shut();
    await bot.alert('First');
    await bot.drain();
    for (const title of ['Second', 'Third']) {
      await bot.alert(title);
      await bot.drain();
    }

    expect(chat.attempts()).toBe(1);
    expect(bot.log.lines.filter(({ message }) => message === 'destination stopped')).toMatchObject([
      { level: 'error', fields: { why: expect.stringContaining(words) } },
    ]);
    expect(await bot.store.outbox.depth()).toEqual({ pending: 3, sent: 0, givenUp: 0 });

    chat.openAgain();
    const told = await chat.list();
    await bot.drain();

    expect(told).toContain('Nothing was posted in this channel');
    expect(told).toContain(words);
    expect(told).toContain('It is tried again now, with 3 messages that waited.');
    expect(chat.titles()).toEqual(['First', 'Second', 'Third']);
    expect(await chat.list()).not.toContain('Nothing was posted');
  });

  it('stays stopped over a restart, is tried once after a start, and stopped again where nobody mended it', async () => {
    const first = await aBot();
    chat.shut();
    await first.alert('First');
    await first.drain();

    const second = await aBot(HOUR_MS);
    await second.alert('Second');
    await second.drain();
    expect(chat.attempts()).toBe(1);
    await second.restarted();
    await second.drain();
    await second.drain();

    expect(chat.attempts()).toBe(2);
    expect(await second.store.outbox.stopped()).toMatchObject([{ since: NOW + HOUR_MS, waiting: 2 }]);

    chat.openAgain();
    const third = await aBot(2 * HOUR_MS);
    await third.restarted();
    await third.drain();

    expect(chat.titles()).toEqual(['First', 'Second']);
    expect(await third.store.outbox.depth()).toEqual({ pending: 0, sent: 2, givenUp: 0 });
  });

  it('says how much is not posted any more where it was shut for long', async () => {
    const first = await aBot();
    chat.shut();
    await first.alert('First');
    await first.drain();
    await first.alert('Second');
    chat.openAgain();

    const later = await aBot(3 * DAY_MS);
    await later.alert('Third', HOUR_MS);
    await later.restarted();
    await later.drain();

    expect(chat.titles()).toEqual(['Third', expect.stringMatching(/2 older messages were not posted here$/)]);
    expect(await later.store.outbox.depth()).toEqual({ pending: 0, sent: 2, givenUp: 2 });
    expect((await later.store.outbox.unsent(1))[0]?.delivery).toMatchObject({
      state: 'given-up',
      why: expect.stringContaining(words),
    });
  });
});
