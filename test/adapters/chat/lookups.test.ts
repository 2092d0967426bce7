import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../adapters/chat/discord/index.ts';
import { createSlack } from '../../../adapters/chat/slack/index.ts';
import { loadLexicon } from '../../../config/lexicon.ts';
import { answer } from '../../../src/app/answer.ts';
import { createDialogue } from '../../../src/app/dialogue.ts';
import { openDesk } from '../../../src/app/desk.ts';
import { DRAIN_DEFAULTS, drainOutbox } from '../../../src/app/outbox.ts';
import { createPacer } from '../../../src/app/pacer.ts';
import { createTeacher } from '../../../src/app/teacher.ts';
import { commands } from '../../../src/commands/index.ts';
import type { ChatAdapter } from '../../../src/ports.ts';
import { hoursAgo } from '../../fakes/asker.ts';
import { anOpening, aStory } from '../../fakes/builders.ts';
import { commandDeps } from '../../fakes/deps.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { fakePorts } from '../../fakes/ports.ts';
import * as discord from '../../servers/discord.ts';
import * as slack from '../../servers/slack.ts';
import { PNG } from './settings.ts';

const shared = { rasterise: () => PNG, log: createFakeLog(), timeZone: 'UTC', timeoutMs: 5_000 };
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function onSlack(scopes?: readonly string[]) {
  const server = await slack.startSlack(scopes === undefined ? {} : { scopes });
  const adapter = createSlack({
    ...shared,
    botToken: slack.BOT_TOKEN,
    appToken: slack.APP_TOKEN,
    http: undefined,
    apiUrl: server.url,
  });
  open.push(adapter, server);
  return { server, adapter };
}

async function onDiscord() {
  const server = await discord.startDiscord();
  const adapter = createDiscord({
    ...shared,
    botToken: discord.BOT_TOKEN,
    applicationId: discord.APPLICATION_ID,
    guildId: discord.GUILD_ID,
    apiUrl: server.url,
    commands,
  });
  open.push(adapter, server);
  return { server, adapter };
}

/** A bot on the platform that knows seven follow-ups of one story. */
async function aBotOn(adapter: ChatAdapter) {
  const ports = await fakePorts({ chats: [adapter] });
  await ports.store.stories.save(aStory('harbour'));
  const coverage = Array.from({ length: 7 }, (_, at) => anOpening(hoursAgo(`${at}`, at + 1)));
  await ports.store.coverage.saveItems(coverage.map(({ item }) => item));
  await ports.store.coverage.save(coverage);
  const desk = await openDesk(ports, loadLexicon());
  const deps = commandDeps(ports, { watch: () => desk.watch(), teacher: createTeacher(ports, desk) });
  await adapter.start((call) => answer(call, deps), createDialogue(deps));
  return { drain: () => drainOutbox(ports, { ...DRAIN_DEFAULTS, pacer: createPacer() }) };
}

describe('lookups on Slack', () => {
  it('turn the page in place where the asker alone sees it, and beside a message of the channel', async () => {
    const { server, adapter } = await onSlack();
    await aBotOn(adapter);
    const next = { action_id: 'storywatch.page.5', value: 'latest harbour from 6' };

    const own = await server.press({ ...next, ephemeral: true });
    const ofChannel = await server.press(next);

    expect(own).toMatchObject({ response_type: 'ephemeral', replace_original: true });
    expect(own['text']).toContain('6–7 of 7');
    expect(ofChannel).toMatchObject({ response_type: 'ephemeral', replace_original: false });
  });

  it('are shared in the channel by a button, with the name of who did', async () => {
    const { server, adapter } = await onSlack();
    const { drain } = await aBotOn(adapter);

    const told = await server.press({ action_id: 'storywatch.share.7', value: 'timeline harbour', ephemeral: true });
    await drain();

    expect(told).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(server.state.messages).toMatchObject([
      {
        channel: 'C0POLICY',
        text: expect.stringMatching(/^Harbour inquiry: 7 developments\n[\s\S]*Shared by reader$/),
      },
    ]);
  });

  it('send a file to the direct messages of who asked', async () => {
    const { server, adapter } = await onSlack();
    await aBotOn(adapter);

    const told = await server.command('export harbour json');

    expect(told['text']).toBe('Harbour inquiry: 7 follow-ups as JSON\nharbour.json is in your direct messages');
    expect([...server.state.files.values()]).toEqual([
      {
        name: 'harbour.json',
        length: expect.any(Number),
        alt: '',
        bytes: expect.any(Number),
        complete: true,
        channel: 'D0READER',
      },
    ]);
  });

  it('share a file in the channel, in the thread of what names it', async () => {
    const { server, adapter } = await onSlack();
    const { drain } = await aBotOn(adapter);

    await server.press({ action_id: 'storywatch.share.0', value: 'export harbour csv', ephemeral: true });
    await drain();

    const [root, file] = server.state.messages;
    expect(root).toMatchObject({ channel: 'C0POLICY', text: expect.stringMatching(/as CSV\nShared by reader$/) });
    expect(file).toMatchObject({ channel: 'C0POLICY', thread_ts: root?.ts, files: [{ name: 'harbour.csv' }] });
  });

  it('show the beginning of the file where the app may send none', async () => {
    const { server, adapter } = await onSlack(['chat:write', 'files:write']);
    await aBotOn(adapter);

    const told = await server.command('export');

    expect(told['text']).toMatch(/^Harbour inquiry: 7 follow-ups as CSV\n\nharbour.csv\n• reported,headline,/);
    expect(server.state.files.size).toBe(0);
  });
});

describe('lookups on Discord', () => {
  it('turn the page in place where the asker alone sees it, and beside a message of the channel', async () => {
    const { server, adapter } = await onDiscord();
    await aBotOn(adapter);

    const own = await server.press('storywatch:page:latest harbour from 6', { ephemeral: true });
    const ofChannel = await server.press('storywatch:page:latest harbour from 6');

    expect(own['deferred']).toEqual({ type: 6 });
    expect(JSON.stringify(own['embeds'])).toContain('6–7 of 7');
    expect(ofChannel['deferred']).toMatchObject({ type: 5, data: { flags: 64 } });
  });

  it('are shared in the channel by a button, with the name of who did', async () => {
    const { server, adapter } = await onDiscord();
    const { drain } = await aBotOn(adapter);

    await server.press('storywatch:share:timeline harbour', { ephemeral: true });
    await drain();

    expect(server.state.messages).toMatchObject([{ channel_id: discord.CHANNEL_ID }]);
    expect(server.state.messages[0]?.embeds[0]).toMatchObject({ title: 'Harbour inquiry: 7 developments' });
    expect(JSON.stringify(server.state.messages[0]?.embeds)).toContain('Shared by reader');
  });

  it('share a file in the channel', async () => {
    const { server, adapter } = await onDiscord();
    const { drain } = await aBotOn(adapter);

    await server.press('storywatch:share:export harbour csv', { ephemeral: true });
    await drain();

    expect(server.state.messages).toMatchObject([
      { channel_id: discord.CHANNEL_ID, attachments: [{ filename: 'harbour.csv', size: expect.any(Number) }] },
    ]);
    expect(Number(server.state.messages[0]?.attachments[0]?.['size'])).toBeGreaterThan(100);
  });

  it('show the picture of a digest', async () => {
    const { server, adapter } = await onDiscord();
    await aBotOn(adapter);

    const told = await server.command('digest');

    expect(told).toMatchObject({
      attachments: [{ filename: 'storywatch-1.png', description: expect.stringContaining('Follow-ups per day') }],
      files: [{ name: 'storywatch-1.png', bytes: PNG.length }],
    });
    expect(JSON.stringify(told['embeds'])).toContain('attachment://storywatch-1.png');
  });

  it('offer stories and developments while they are typed', async () => {
    const { server, adapter } = await onDiscord();
    await aBotOn(adapter);

    expect(await server.type('show', 'story', 'hrabour')).toEqual([
      { name: 'harbour: Harbour inquiry', value: 'harbour' },
    ]);
    expect(await server.type('why', 'item', 'title of 3')).toEqual([
      { name: '18 Feb News: Title of 3', value: 'item-3' },
    ]);
    expect(await server.type('why', 'item', 'zebra')).toEqual([]);
  });

  it('carry a file', async () => {
    const { server, adapter } = await onDiscord();
    await aBotOn(adapter);

    const told = await server.command('export', { story: 'harbour', format: 'csv' });

    expect(told).toMatchObject({
      deferred: { type: 5, data: { flags: 64 } },
      embeds: [{ title: 'Harbour inquiry: 7 follow-ups as CSV' }],
      attachments: [{ id: 0, filename: 'harbour.csv' }],
      files: [{ name: 'harbour.csv', bytes: expect.any(Number) }],
    });
  });
});
