import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../../adapters/chat/discord/index.ts';
import { markOf, nonceOf, snowflakeAt } from '../../../../adapters/chat/discord/key.ts';
import type { DiscordSettings } from '../../../../adapters/chat/discord/settings.ts';
import type { CommandCall } from '../../../../src/commands/command.ts';
import type { Message } from '../../../../src/message/message.ts';
import { chatAdapterContract } from '../../../contract/chat-adapter.ts';
import { outgoingOf } from '../../../contract/outgoing.ts';
import { aMessage } from '../../../message/messages.ts';
import {
  APPLICATION_ID,
  BOT_TOKEN,
  CHANNEL_ID,
  type DiscordOptions,
  type DiscordServer,
  GUILD_ID,
  startDiscord,
} from '../../../servers/discord.ts';
// The feed client's HTTP library, which the bot loads first: it must not come between Discord and its files.
import 'undici';
import { createFakeLog } from '../../../fakes/log.ts';
import { PNG } from '../settings.ts';

const PATIENT_MS = 5_000;
const HASTY_MS = 1_000;

const settingsFor = (server: DiscordServer, parts: Partial<DiscordSettings> = {}): DiscordSettings => ({
  botToken: BOT_TOKEN,
  applicationId: APPLICATION_ID,
  guildId: GUILD_ID,
  apiUrl: server.url,
  commands: [
    {
      name: 'latest',
      description: 'Newest follow-ups',
      example: '/story latest',
      arguments: [
        { name: 'story', description: 'Which story', required: false },
        { name: 'count', description: 'How many', required: false },
      ],
    },
  ],
  rasterise: () => PNG,
  log: createFakeLog(),
  timeZone: 'Europe/Madrid',
  timeoutMs: PATIENT_MS,
  ...parts,
});

chatAdapterContract('Discord', async () => {
  const server = await startDiscord();
  const adapter = createDiscord(settingsFor(server, { timeoutMs: HASTY_MS }));
  const kinds = {
    limited: 'status',
    lost: 'lost',
    failed: 'status-applied',
    unapplied: 'status',
    hang: 'hang',
  } as const;
  return {
    adapter,
    channel: CHANNEL_ID,
    refused: '900000000000000003',
    held: async () => server.state.messages.map(({ embeds }) => String(embeds[0]?.['title'])),
    fault: (kind) =>
      server.faults.add({
        on: `POST /channels/${CHANNEL_ID}/messages`,
        kind: kinds[kind],
        ...(kind === 'limited' ? { status: 429, retryAfter: '7' } : { status: 503 }),
      }),
    close: async () => {
      await adapter.stop();
      await server.stop();
    },
  };
});

describe('Discord', () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const opened of open.splice(0).reverse()) await opened.stop();
  });

  const setUp = async (options: DiscordOptions = {}, parts: Partial<DiscordSettings> = {}) => {
    const server = await startDiscord(options);
    const adapter = createDiscord(settingsFor(server, parts));
    open.push(server, adapter);
    return { server, adapter };
  };
  const toChannel = (parts: Parameters<typeof outgoingOf>[0]) => outgoingOf({ channel: CHANNEL_ID, ...parts });
  const echo =
    (calls: CommandCall[]) =>
    async (call: CommandCall): Promise<Message> => {
      calls.push(call);
      return aMessage({ tone: 'reply', title: `${call.command}: ${call.text}` });
    };

  it('derives the nonce from the key, and the smallest id from an instant', () => {
    expect(nonceOf('alert-1')).toMatch(/^[a-z2-7]{24}$/);
    expect(nonceOf('alert-1')).toBe(nonceOf('alert-1'));
    expect(nonceOf('alert-1')).not.toBe(nonceOf('alert-2'));
    expect(snowflakeAt(1_420_070_400_001)).toBe('4194304');
  });

  it('opens one thread under the root, named by it, and keeps the root findable over an edit', async () => {
    const { server, adapter } = await setUp();

    const root = await adapter.post(toChannel({ key: 'root', message: aMessage({ title: 'A *bold* move' }) }));
    const receipt = root.kind === 'posted' ? root.receipt : '';
    await adapter.post(toChannel({ key: 'reply-1', place: 'reply', root: receipt }));
    await adapter.post(toChannel({ key: 'reply-2', place: 'reply', root: receipt }));
    await adapter.post(toChannel({ key: 'amend', place: 'amend', root: receipt, message: aMessage({ title: 'Now' }) }));

    const [first, second, third] = server.state.messages;
    expect([...server.state.threads.values()]).toMatchObject([{ name: 'A *bold* move', parent: CHANNEL_ID }]);
    expect([second?.channel_id, third?.channel_id]).toEqual([first?.id, first?.id]);
    expect(first).toMatchObject({ edits: 1, embeds: [{ title: 'Now', footer: { text: markOf('root') } }] });
  });

  it('answers the root in the channel with what concerns everybody there, and finds it there again', async () => {
    const { server, adapter } = await setUp({ nonceWindowMs: 0 });
    const since = Date.now();
    const root = await adapter.post(toChannel({ key: 'root' }));
    const message = aMessage({ title: 'Charges', broadcast: true });
    const loud = toChannel({ key: 'loud', place: 'reply', root: root.kind === 'posted' ? root.receipt : '', message });
    server.faults.add({ on: 'POST /channels', kind: 'lost' });

    const first = await adapter.post(loud);
    const second = await adapter.post({ ...loud, uncertainSince: since });

    expect([first.kind, second.kind]).toEqual(['uncertain', 'posted']);
    expect(server.state.messages.slice(1)).toMatchObject([
      { channel_id: CHANNEL_ID, answers: server.state.messages[0]?.id, embeds: [{ title: 'Charges' }] },
    ]);
    expect(server.state.threads.size).toBe(0);
  });

  it('finds an uncertain message by its mark when the nonce is forgotten', async () => {
    const { server, adapter } = await setUp({ nonceWindowMs: 0 });
    const since = Date.now();
    server.faults.add({ on: 'POST /channels', kind: 'lost' });
    const first = await adapter.post(toChannel({}));

    const second = await adapter.post(toChannel({ uncertainSince: since }));

    expect([first.kind, second.kind]).toEqual(['uncertain', 'posted']);
    expect(server.state.messages).toHaveLength(1);
  });

  it('finds an uncertain reply in its thread, and reads on over many pages', async () => {
    const { server, adapter } = await setUp({ nonceWindowMs: 0 });
    const since = Date.now();
    const root = await adapter.post(toChannel({ key: 'root' }));
    const under = { place: 'reply', root: root.kind === 'posted' ? root.receipt : '' } as const;
    for (let at = 0; at < 103; at++) await adapter.post(toChannel({ key: `reply-${at}`, ...under }));

    const again = await adapter.post(toChannel({ key: 'reply-102', ...under, uncertainSince: since }));

    expect(again).toEqual({ kind: 'posted', receipt: `${server.state.messages.at(-1)?.id}/${markOf('reply-102')}` });
    expect(server.state.messages).toHaveLength(104);
  });

  it('sends no reply again while its thread may not be read', async () => {
    const { server, adapter } = await setUp({ nonceWindowMs: 0 });
    const since = Date.now();
    const root = await adapter.post(toChannel({ key: 'root' }));
    const reply = toChannel({ key: 'reply', place: 'reply', root: root.kind === 'posted' ? root.receipt : '' });
    await adapter.post(reply);
    server.faults.add({ on: 'GET /channels', kind: 'error', error: 50001 });

    const hidden = await adapter.post({ ...reply, uncertainSince: since });
    const found = await adapter.post({ ...reply, uncertainSince: since });

    expect([hidden.kind, found.kind]).toEqual(['closed', 'posted']);
    expect(server.state.messages).toHaveLength(2);
  });

  it.each([
    ['900000000000000002', /may not see.*View Channel/],
    ['900000000000000003', /may not post.*Send Messages/],
    ['900000000000000009', /no such channel/],
    ['policy', /not the id of a channel.*Developer Mode/],
  ])('finds %s closed, in words that say what to do', async (channel, words) => {
    const { adapter } = await setUp();

    expect(await adapter.post(toChannel({ channel }))).toMatchObject({
      kind: 'closed',
      why: expect.stringMatching(words),
    });
  });

  it.each([
    ['truncated', {}, 'uncertain'],
    ['not-json', {}, 'uncertain'],
    ['reset', {}, 'uncertain'],
    ['status', { status: 429 }, 'later'],
    ['status', { status: 429, retryAfter: 'abc' }, 'later'],
    ['status', { status: 404 }, 'refused'],
    ['error', { error: 50035 }, 'refused'],
    ['error', { error: 10008 }, 'refused'],
    ['error', { error: 50013 }, 'closed'],
    ['status', { status: 401 }, 'closed'],
    ['status', { status: 403 }, 'closed'],
  ] as const)('takes %s %j as %s, in one call', async (kind, parts, outcome) => {
    const { server, adapter } = await setUp();
    server.faults.add({ on: 'POST /channels', kind, ...parts });

    const posted = await adapter.post(toChannel({}));

    expect(posted.kind).toBe(outcome);
    expect(server.calls).toHaveLength(1);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const { server, adapter } = await setUp();
    await server.stop();

    expect(await adapter.post(toChannel({}))).toMatchObject({
      kind: 'later',
      why: expect.stringContaining('cannot be reached'),
    });
  });

  it('attaches a picture with its words', async () => {
    const { server, adapter } = await setUp();
    const message = aMessage({ blocks: [{ type: 'picture', svg: '<svg/>', alt: 'Three follow-ups on Monday' }] });

    await adapter.post(toChannel({ message }));

    expect(server.state.messages[0]).toMatchObject({
      attachments: [{ filename: 'storywatch-1.png', description: 'Three follow-ups on Monday', size: 8 }],
      embeds: [{ image: { url: 'attachment://storywatch-1.png' } }],
    });
  });

  it('says a picture in words where it cannot be drawn', async () => {
    const rasterise = (): Uint8Array => {
      throw new Error('no font');
    };
    const { server, adapter } = await setUp({}, { rasterise });
    const message = aMessage({ blocks: [{ type: 'picture', svg: '<svg/>', alt: 'Three follow-ups on Monday' }] });

    await adapter.post(toChannel({ message }));

    expect(server.state.messages[0]).toMatchObject({
      attachments: [],
      embeds: [{ description: 'Three follow-ups on Monday' }],
    });
  });

  it('registers /story for its server, with the arguments of each command', async () => {
    const { server, adapter } = await setUp();

    await adapter.start(echo([]));

    expect(server.state.commands.get(GUILD_ID)).toMatchObject([
      {
        name: 'story',
        options: [{ name: 'latest', type: 1, options: [{ name: 'story', type: 3 }, { name: 'count' }] }],
      },
    ]);
  });

  it('starts all the same where the registration fails for now', async () => {
    const { server, adapter } = await setUp();
    server.faults.add({ on: 'PUT /applications', kind: 'status', status: 503 });

    await adapter.start(echo([]));

    expect(await server.command('latest')).toMatchObject({ embeds: [{ title: 'latest:' }] });
  });

  it('registers /story everywhere where no server is named', async () => {
    const { server, adapter } = await setUp({}, { guildId: undefined, applicationId: undefined });

    await adapter.start(echo([]));

    expect([...server.state.commands.keys()]).toEqual(['global']);
  });

  it('answers a slash command to the asker alone, each call once', async () => {
    const { server, adapter } = await setUp();
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));

    const answer = await server.command('latest', { count: '3', story: 'spain' });
    server.repeatLast();
    await server.command('latest');

    expect(calls.map(({ command, text, channel }) => [command, text, channel])).toEqual([
      ['latest', 'spain 3', CHANNEL_ID],
      ['latest', '', CHANNEL_ID],
    ]);
    expect(answer).toMatchObject({
      deferred: { type: 5, data: { flags: 64 } },
      allowed_mentions: { parse: [] },
      embeds: [{ title: 'latest: spain 3' }],
    });
  });

  it('takes a button for a command', async () => {
    const { server, adapter } = await setUp();
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));

    await server.press('storywatch:why:item:1');

    expect(calls).toMatchObject([{ platform: 'discord', command: 'why', text: 'item:1', user: '600000000000000001' }]);
  });

  it.each([
    ['32', true],
    ['8', true],
    ['1024', false],
  ])('knows who with the permissions %s runs the server: %s', async (permissions, isAdmin) => {
    const { server, adapter } = await setUp();
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));

    await server.press('storywatch:undo:1', { permissions });

    expect(await calls[0]?.isAdmin?.()).toBe(isAdmin);
  });

  it('takes what is asked in a thread as asked in its channel', async () => {
    const { server, adapter } = await setUp();
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));
    const metadata = { archived: false, auto_archive_duration: 1_440, archive_timestamp: '2026-01-01T00:00:00Z' };
    const thread = { id: '800000000000000001', type: 11, name: 't', parent_id: CHANNEL_ID, thread_metadata: metadata };

    server.gateway.dispatch('THREAD_CREATE', { ...thread, guild_id: GUILD_ID, newly_created: true });
    await server.press('storywatch:important:item', { channel: thread });

    expect(calls[0]?.channel).toBe(CHANNEL_ID);
  });

  it.each(['', '/', '/v10', '/v10/'])('takes an address of the API that ends in %j', async (ending) => {
    const { server } = await setUp();
    const adapter = createDiscord(settingsFor(server, { apiUrl: `${server.url}${ending}` }));

    expect(await adapter.post(toChannel({}))).toMatchObject({ kind: 'posted' });
  });

  it.each([4000, 4007, 4009])('goes on after the gateway closes with %d', { timeout: 30_000 }, async (code) => {
    const { server, adapter } = await setUp();
    await adapter.start(echo([]));

    server.gateway.drop(code);
    await expect.poll(() => server.gateway.connections(), { timeout: 9_000 }).toBe(0);
    await expect.poll(() => server.gateway.ready(), { timeout: 20_000 }).toBe(2);

    expect(await server.command('latest')).toMatchObject({ embeds: [{ title: 'latest:' }] });
  });

  it('goes on after the gateway asks it to reconnect', { timeout: 15_000 }, async () => {
    const { server, adapter } = await setUp();
    await adapter.start(echo([]));

    server.gateway.askReconnect();
    await expect.poll(() => server.gateway.connections(), { timeout: 9_000 }).toBe(1);

    await expect
      .poll(() => server.command('latest'), { timeout: 9_000 })
      .toMatchObject({ embeds: [{ title: 'latest:' }] });
  });

  it.each([
    [true, 1],
    [false, 2],
  ])(
    'goes on after its session is called invalid, resumable: %s',
    { timeout: 30_000 },
    async (resumable, identified) => {
      const { server, adapter } = await setUp();
      await adapter.start(echo([]));

      server.gateway.invalidate(resumable);
      await expect.poll(() => server.gateway.ready(), { timeout: 20_000 }).toBe(2);

      expect(server.gateway.identified()).toBe(identified);
      expect(await server.command('latest')).toMatchObject({ embeds: [{ title: 'latest:' }] });
    },
  );

  it('answers and posts on every server that it was invited to', async () => {
    const { server, adapter } = await setUp({}, { guildId: undefined });
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));
    const guild = '800000000000000077';
    const channel = { id: '900000000000000077', type: 0, name: 'press', permissions: '0' };

    server.gateway.dispatch('GUILD_CREATE', { id: guild, name: 'Press', channels: [channel], roles: [], members: [] });
    const there = await server.command('latest', {}, { guild, channel });
    const here = await server.command('latest');

    expect([there, here]).toMatchObject([{ embeds: [{ title: 'latest:' }] }, { embeds: [{ title: 'latest:' }] }]);
    expect(calls.map((call) => call.channel)).toEqual([channel.id, CHANNEL_ID]);
  });

  it.each([
    [{ botToken: 'wrong' }, /DISCORD_BOT_TOKEN/],
    [{ guildId: '1' }, /register its commands on this server/],
  ])('names the setting to mend: %j', async (parts, words) => {
    const { adapter } = await setUp({}, parts);

    await expect(adapter.start(echo([]))).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(words),
      hint: expect.stringMatching(/\w/),
    });
  });

  it('says when the intents are not allowed', async () => {
    const { server, adapter } = await setUp();
    server.gateway.refuseNext(4014);

    await expect(adapter.start(echo([]))).rejects.toMatchObject({ message: expect.stringMatching(/intents/) });
  });
});
