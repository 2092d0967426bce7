import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../../adapters/chat/discord/index.ts';
import { outgoingOf } from '../../../contract/outgoing.ts';
import { createFakeLog } from '../../../fakes/log.ts';
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
import { aDigestMessage } from '../alert.ts';
import { PNG } from '../settings.ts';

describe('Discord where not every right is given, and on another maker’s server', () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const opened of open.splice(0).reverse()) await opened.stop();
  });

  const connectTo = (server: DiscordServer, apiUrl = server.url, ids = true) => {
    const log = createFakeLog();
    const adapter = createDiscord({
      botToken: BOT_TOKEN,
      applicationId: ids ? APPLICATION_ID : undefined,
      guildId: ids ? GUILD_ID : undefined,
      apiUrl,
      commands: [{ name: 'list', description: 'Stories', example: '/story list', arguments: [] }],
      rasterise: () => PNG,
      log,
      timeZone: 'UTC',
      timeoutMs: 5_000,
    });
    open.push(adapter);
    return { adapter, log };
  };
  const setUp = async (options: DiscordOptions) => {
    const server = await startDiscord(options);
    open.push(server);
    const connected = connectTo(server);
    const post = async (key: string, parts: Parameters<typeof outgoingOf>[0] = {}): Promise<string> => {
      const message = aMessage({ title: key });
      const posted = await connected.adapter.post(outgoingOf({ channel: CHANNEL_ID, key, message, ...parts }));
      if (posted.kind !== 'posted') throw new Error(`${key}: ${posted.kind}, ${posted.why}`);
      return posted.receipt;
    };
    return { server, post, ...connected };
  };
  const placesOf = ({ state }: DiscordServer) =>
    state.messages.map(({ channel_id, answers, embeds }) => [embeds[0]?.['title'], channel_id, answers]);
  const footersOf = ({ state }: DiscordServer) =>
    state.messages.map(({ embeds }) => JSON.stringify(embeds[0]?.['footer']));

  it.each([['Send Messages in Threads'], ['Create Public Threads']] as const)(
    'goes on in the channel without the right to %s, asks for it once and says once why',
    async (right) => {
      const { server, post, log } = await setUp({ lacks: [right] });

      const root = await post('root');
      await post('reply-1', { place: 'reply', root });
      await post('reply-2', { place: 'reply', root });
      const other = await post('another root');

      const { id } = server.state.messages[0] ?? {};
      expect(placesOf(server)).toEqual([
        ['root', CHANNEL_ID, undefined],
        ['reply-1', CHANNEL_ID, id],
        ['reply-2', CHANNEL_ID, id],
        ['another root', CHANNEL_ID, undefined],
      ]);
      expect(other).not.toBe('');
      expect(
        footersOf(server).filter((text) => text?.includes(`Not in a thread: the bot lacks ${right}`)),
      ).toHaveLength(1);
      expect(log.lines.filter(({ message }) => message.includes('threads cannot be used'))).toHaveLength(1);
      expect(server.calls.filter(({ name }) => name.endsWith(`${id}/messages`)).length).toBeLessThanOrEqual(2);
    },
  );

  it.each(['lost', 'status-applied'] as const)(
    'finds in the channel a reply that could not stand in the thread, where its answer is %s',
    async (kind) => {
      const { server, post, adapter } = await setUp({ nonceWindowMs: -1, lacks: ['Send Messages in Threads'] });
      const since = Date.now();
      const root = await post('root');
      await post('reply-0', { place: 'reply', root });
      server.faults.add({ on: `POST /channels/${CHANNEL_ID}/messages`, kind, status: 502 });
      const reply = outgoingOf({
        channel: CHANNEL_ID,
        key: 'reply',
        place: 'reply',
        root,
        message: aMessage({ title: 'Once' }),
      });

      const first = await adapter.post(reply);
      const second = await adapter.post({ ...reply, uncertainSince: since });

      expect([first.kind, second.kind]).toEqual(['uncertain', 'posted']);
      expect(placesOf(server).filter(([title]) => title === 'Once')).toHaveLength(1);
    },
  );

  it('posts the words of a picture where it may attach nothing', async () => {
    const { server, post, log } = await setUp({ lacks: ['Attach Files'] });

    await post('digest', { message: aDigestMessage });

    expect(server.state.messages).toHaveLength(1);
    expect(JSON.stringify(server.state.messages[0]?.embeds)).toContain('Three follow-ups on Monday');
    expect(log.lines.map(({ message }) => message)).toEqual([expect.stringContaining('give the bot Attach Files')]);
  });

  it('attaches a file to a message, and posts its beginning where it may not', async () => {
    const file = { name: 'probe.csv', mediaType: 'text/csv', text: 'headline\r\nMinisters agree\r\n' };
    const message = aMessage({ title: 'Export', file });
    const free = await setUp({});
    const bound = await setUp({ lacks: ['Attach Files'] });

    await free.post('export', { message });
    await bound.post('export', { message });

    expect(free.server.state.messages[0]?.attachments).toMatchObject([
      { filename: 'probe.csv', size: file.text.length },
    ]);
    expect(bound.server.state.messages[0]?.attachments).toEqual([]);
    expect(JSON.stringify(bound.server.state.messages[0]?.embeds)).toContain('Ministers agree');
  });

  it('says a thing once where a page holds little, nobody is named, threads have ids of their own and no nonce counts', async () => {
    const { server, post, adapter } = await setUp({
      nonceWindowMs: -1,
      other: {
        mostAPage: 2,
        ownThreadIds: true,
        withoutAuthors: true,
        withoutLimits: true,
        unknown: ['GET /users/@me'],
      },
    });
    const since = Date.now();
    for (const key of ['a', 'b', 'c']) await post(key);
    const root = await post('root');
    await post('reply-1', { place: 'reply', root });
    for (const place of ['root', 'reply'] as const) {
      const under = place === 'reply' ? { place, root } : { place };
      const once = outgoingOf({
        channel: CHANNEL_ID,
        key: `once-${place}`,
        message: aMessage({ title: `once-${place}` }),
        ...under,
      });
      const before = server.state.messages.length;
      await adapter.post(once);
      await adapter.post({ ...once, uncertainSince: since });
      expect(server.state.messages.length).toBe(before + 1);
    }
    const [thread] = server.state.threads.keys();
    expect(
      placesOf(server)
        .filter(([, channel]) => channel === thread)
        .map(([title]) => title),
    ).toEqual(['reply-1', 'once-reply']);
  });

  it('sends what is in doubt again, and says so, where messages cannot be read', async () => {
    const { server, post, log } = await setUp({ other: { unknown: ['GET /channels'] } });
    const since = Date.now();

    const first = await post('once');
    const second = await post('once', { uncertainSince: since });

    expect(second).toBe(first);
    expect(server.state.messages).toHaveLength(1);
    expect(log.lines.map(({ message }) => message)).toEqual([expect.stringContaining('cannot be looked for')]);
  });

  it('puts replies into the channel where there are no threads', async () => {
    const { server, post } = await setUp({ other: { unknown: [`POST /channels/${CHANNEL_ID}/messages/`] } });

    const root = await post('root');
    await post('reply', { place: 'reply', root });

    expect(placesOf(server)[1]).toEqual(['reply', CHANNEL_ID, server.state.messages[0]?.id]);
  });

  it('starts where no commands can be registered, and without ids in its settings', async () => {
    const { server } = await setUp({ other: { unknown: ['PUT /applications'] } });
    const { adapter, log } = connectTo(server, server.url, false);

    await adapter.start(async () => aMessage());

    expect(log.lines.map(({ message }) => message)).toEqual(['discord commands not registered anew']);
    expect(server.calls.some(({ name }) => name === `PUT /applications/${APPLICATION_ID}/commands`)).toBe(true);
  });

  it('keeps to the version that the address names', async () => {
    const { server } = await setUp({});
    const { adapter } = connectTo(server, `${server.url}/v9/`);

    await adapter.post(outgoingOf({ channel: CHANNEL_ID }));

    expect(server.calls.map(({ url }) => url.pathname)).toEqual([`/api/v9/channels/${CHANNEL_ID}/messages`]);
  });
});
