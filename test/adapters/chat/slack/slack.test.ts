import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../../../adapters/chat/slack/index.ts';
import type { SlackSettings } from '../../../../adapters/chat/slack/settings.ts';
import type { CommandCall } from '../../../../src/commands/command.ts';
import type { Message } from '../../../../src/message/message.ts';
import type { ChatAdapter } from '../../../../src/ports.ts';
import { chatAdapterContract } from '../../../contract/chat-adapter.ts';
import { outgoingOf } from '../../../contract/outgoing.ts';
import { aMessage } from '../../../message/messages.ts';
import { APP_TOKEN, BOT_TOKEN, type SlackOptions, type SlackServer, startSlack } from '../../../servers/slack.ts';
import { slackInjections } from '../properties.ts';
import { createFakeLog } from '../../../fakes/log.ts';
import { PNG } from '../settings.ts';

const PATIENT_MS = 5_000;
const HASTY_MS = 1_000;

const settingsFor = (server: SlackServer, parts: Partial<SlackSettings> = {}): SlackSettings => ({
  botToken: BOT_TOKEN,
  appToken: APP_TOKEN,
  http: undefined,
  apiUrl: server.url,
  rasterise: () => PNG,
  log: createFakeLog(),
  timeZone: 'Europe/Madrid',
  timeoutMs: PATIENT_MS,
  ...parts,
});

chatAdapterContract('Slack', async () => {
  const server = await startSlack();
  const adapter = createSlack(settingsFor(server, { timeoutMs: HASTY_MS }));
  const kinds = {
    limited: 'status',
    lost: 'lost',
    failed: 'status-applied',
    unapplied: 'status',
    hang: 'hang',
  } as const;
  return {
    adapter,
    channel: 'C0POLICY',
    refused: 'C0MISSING',
    held: async () => server.state.messages.map(({ text }) => text),
    fault: (kind) =>
      server.faults.add({
        on: 'chat.postMessage',
        kind: kinds[kind],
        ...(kind === 'limited' ? { status: 429, retryAfter: '7' } : { status: 503 }),
      }),
    close: async () => {
      await adapter.stop();
      await server.stop();
    },
  };
});

describe('Slack', () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const opened of open.splice(0).reverse()) await opened.stop();
  });

  const setUp = async (options: SlackOptions = {}, parts: Partial<SlackSettings> = {}) => {
    const server = await startSlack(options);
    const log = createFakeLog();
    const adapter: ChatAdapter = createSlack(settingsFor(server, { log, ...parts }));
    open.push(server, adapter);
    return { server, adapter, log };
  };
  const echo =
    (calls: CommandCall[], asked: CommandCall['isAdmin'][] = []) =>
    async (call: CommandCall): Promise<Message> => {
      const { isAdmin, isIn: _, ...rest } = call;
      asked.push(isAdmin);
      calls.push(rest);
      return aMessage({ tone: 'reply', title: `${call.command}: ${call.text}` });
    };

  it('keeps the key in the metadata, in the thread and over an edit', async () => {
    const { server, adapter } = await setUp();

    const root = await adapter.post(outgoingOf({ key: 'root-key' }));
    const receipt = root.kind === 'posted' ? root.receipt : '';
    await adapter.post(outgoingOf({ key: 'reply-key', place: 'reply', root: receipt }));
    await adapter.post(
      outgoingOf({ key: 'amend-key', place: 'amend', root: receipt, message: aMessage({ title: 'Now' }) }),
    );

    expect(server.state.messages).toMatchObject([
      { ts: receipt, text: 'Now', edits: 1, metadata: { event_payload: { key: 'root-key' } } },
      { thread_ts: receipt, metadata: { event_payload: { key: 'reply-key' } } },
    ]);
  });

  it('shows in the channel too what concerns everybody there', async () => {
    const { server, adapter } = await setUp();
    const root = await adapter.post(outgoingOf({ key: 'root' }));
    const under = { place: 'reply', root: root.kind === 'posted' ? root.receipt : '' } as const;

    await adapter.post(outgoingOf({ key: 'quiet', ...under }));
    await adapter.post(outgoingOf({ key: 'loud', ...under, message: aMessage({ broadcast: true }) }));

    expect(server.state.messages.map(({ thread_ts, broadcast }) => [thread_ts, broadcast])).toEqual([
      [undefined, undefined],
      [under.root, undefined],
      [under.root, true],
    ]);
  });

  it('finds an uncertain reply in its thread', async () => {
    const { server, adapter } = await setUp();
    const since = Date.now();
    const root = await adapter.post(outgoingOf({ key: 'root' }));
    const reply = outgoingOf({ key: 'reply', place: 'reply', root: root.kind === 'posted' ? root.receipt : '' });
    server.faults.add({ on: 'chat.postMessage', kind: 'truncated' });

    const first = await adapter.post(reply);
    const second = await adapter.post({ ...reply, uncertainSince: since });

    expect([first.kind, second.kind]).toEqual(['uncertain', 'posted']);
    expect(server.state.messages).toHaveLength(2);
  });

  it('reads on where the history has many pages', async () => {
    const { server, adapter } = await setUp();
    const since = Date.now();
    await adapter.post(outgoingOf({ key: 'early' }));
    for (let at = 0; at < 205; at++) await adapter.post(outgoingOf({ key: `other-${at}` }));

    const again = await adapter.post(outgoingOf({ key: 'early', uncertainSince: since }));

    expect(again).toEqual({ kind: 'posted', receipt: server.state.messages[0]?.ts });
  });

  it('sends an uncertain message again where it may not look for it, and says so', async () => {
    const { server, adapter, log } = await setUp({ scopes: ['chat:write'] });

    const posted = await adapter.post(outgoingOf({ uncertainSince: Date.now() }));

    expect(posted.kind).toBe('posted');
    expect(server.state.messages).toHaveLength(1);
    expect(JSON.stringify(log.lines)).toContain('cannot be looked for');
  });

  it.each([
    ['C0MISSING', /no such channel.*\/invite/],
    ['C0OUTSIDE', /not in the channel.*\/invite/],
    ['C0ARCHIVED', /archived/],
  ])('finds %s closed, in words that say what to do', async (channel, words) => {
    const { adapter } = await setUp();

    expect(await adapter.post(outgoingOf({ channel }))).toMatchObject({
      kind: 'closed',
      why: expect.stringMatching(words),
    });
  });

  it.each([
    ['not-json', {}, 'uncertain'],
    ['error', { error: 'fatal_error' }, 'uncertain'],
    ['error', { error: 'ratelimited' }, 'later'],
    ['error', { error: 'token_revoked' }, 'closed'],
    ['error', { error: 'msg_too_long' }, 'refused'],
    ['status', { status: 429, retryAfter: 'abc' }, 'later'],
    ['status', { status: 429 }, 'later'],
    ['status', { status: 404 }, 'refused'],
    ['reset', {}, 'uncertain'],
  ] as const)('takes %s %j as %s, in one call', async (kind, parts, outcome) => {
    const { server, adapter } = await setUp();
    server.faults.add({ on: 'chat.postMessage', kind, ...parts });

    const posted = await adapter.post(outgoingOf({}));

    expect(posted.kind).toBe(outcome);
    expect(server.calls.map(({ name }) => name)).toEqual(['chat.postMessage']);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const { server, adapter } = await setUp();
    await server.stop();

    expect(await adapter.post(outgoingOf({}))).toMatchObject({
      kind: 'later',
      why: expect.stringContaining('cannot be reached'),
    });
  });

  const picture = aMessage({ blocks: [{ type: 'picture', svg: '<svg/>', alt: 'Three follow-ups on Monday' }] });

  it('uploads a picture with its words and shows it in the message', async () => {
    const { server, adapter } = await setUp();

    await adapter.post(outgoingOf({ message: picture }));

    expect([...server.state.files.values()]).toEqual([
      { name: 'storywatch.png', length: 8, alt: 'Three follow-ups on Monday', bytes: 8, complete: true },
    ]);
    expect(server.state.messages[0]?.blocks[1]).toEqual({
      type: 'image',
      slack_file: { id: 'F00000001' },
      alt_text: 'Three follow-ups on Monday',
    });
  });

  it('says a picture in words where it may not upload', async () => {
    const { server, adapter } = await setUp({ scopes: ['chat:write'] });

    const posted = await adapter.post(outgoingOf({ message: picture }));

    expect(posted.kind).toBe('posted');
    expect(JSON.stringify(server.state.messages[0]?.blocks)).toContain('Three follow-ups on Monday');
  });

  it.each(['root', 'amend'] as const)('says a %s in words where Slack refuses the blocks', async (place) => {
    const { server, adapter, log } = await setUp();
    const root = await adapter.post(outgoingOf({ key: 'root' }));
    const receipt = root.kind === 'posted' ? root.receipt : '';
    server.faults.add({ on: 'chat.', kind: 'error', error: 'invalid_blocks' });
    const message = aMessage({ title: 'Said <so>', link: 'https://news.example/a' });

    const posted = await adapter.post(
      outgoingOf({ key: 'next', place, root: place === 'amend' ? receipt : undefined, message }),
    );

    expect(posted.kind).toBe('posted');
    expect(server.state.messages.at(-1)).toMatchObject({ text: 'Said &lt;so&gt;\nhttps://news.example/a', blocks: [] });
    expect(JSON.stringify(log.lines)).toContain('refuses the layout');
  });

  it('answers a slash command to the asker alone, each call once', async () => {
    const { server, adapter } = await setUp();
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));

    const answer = await server.command('why  <https://news.example/a?x=1&amp;y=2|news>', {
      channel: 'C0OTHER',
      user: 'U1',
    });
    await server.repeatLast();
    await server.command('list');

    expect(calls).toEqual([
      {
        platform: 'slack',
        channel: 'C0OTHER',
        user: 'U1',
        userName: 'reader',
        command: 'why',
        text: 'https://news.example/a?x=1&y=2',
      },
      { platform: 'slack', channel: 'C0POLICY', user: 'U0READER', userName: 'reader', command: 'list', text: '' },
    ]);
    expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(slackInjections(answer)).toEqual([]);
  });

  it('takes an empty command for help and a button for a command', async () => {
    const { server, adapter } = await setUp();
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));

    await server.command('');
    await server.press({ action_id: 'storywatch.why.0', value: 'item-1' });

    expect(calls.map(({ command, text }) => [command, text])).toEqual([
      ['help', ''],
      ['why', 'item-1'],
    ]);
  });

  it('asks Slack who is an admin only where it matters, and once', async () => {
    const { server, adapter } = await setUp();
    const asked: CommandCall['isAdmin'][] = [];
    await adapter.start(echo([], asked));
    for (const user of ['U0ADMIN', 'U0ADMIN', 'U0READER']) {
      await server.press({ action_id: 'storywatch.undo.0', value: '1', user });
    }
    const before = server.calls.filter(({ name }) => name === 'users.info').length;

    const answers: (boolean | undefined)[] = [];
    for (const isAdmin of asked) answers.push(await isAdmin?.());

    expect(before).toBe(0);
    expect(answers).toEqual([true, true, false]);
    expect(server.calls.filter(({ name }) => name === 'users.info')).toHaveLength(2);
  });

  it('takes nobody for an admin where it may not ask, and says which scope is missing', async () => {
    const { server, adapter, log } = await setUp({ scopes: ['chat:write'] });
    const asked: CommandCall['isAdmin'][] = [];
    await adapter.start(echo([], asked));
    await server.press({ action_id: 'storywatch.undo.0', value: '1', user: 'U0ADMIN' });

    await expect(asked[0]?.()).rejects.toMatchObject({
      name: 'UserError',
      message: 'Slack does not say who is an admin, so this may not be done',
      hint: expect.stringContaining('lacks the scope users:read'),
    });
    expect(log.lines.at(-1)).toMatchObject({ level: 'warn', message: 'slack does not say who is an admin' });
  });

  it('answers in an ephemeral message where the response address is spent', async () => {
    const { server, adapter } = await setUp();
    await adapter.start(echo([]));
    server.faults.add({ on: '/response/', kind: 'status', status: 404 });

    void server.command('list').catch(() => {});

    await expect.poll(() => server.state.ephemerals).toMatchObject([{ channel: 'C0POLICY', user: 'U0READER' }]);
  });

  it('connects anew when Slack asks it to', { timeout: 15_000 }, async () => {
    const { server, adapter } = await setUp();
    await adapter.start(echo([]));
    server.refresh();

    await expect.poll(() => server.connections(), { timeout: 9_000, interval: 100 }).toBe(0);
    await expect.poll(() => server.connections(), { timeout: 9_000, interval: 100 }).toBe(1);
    expect(await server.command('list')).toMatchObject({ text: 'list:' });
  });

  it('outlives an outage of Slack and hears commands again', { timeout: 60_000 }, async () => {
    const { server, adapter, log } = await setUp();
    await adapter.start(echo([]));
    await server.stop();
    await expect
      .poll(() => JSON.stringify(log.lines), { timeout: 15_000, interval: 100 })
      .toContain('cannot be reached, trying again');

    const again = await startSlack({ port: Number(new URL(server.origin).port) });
    open.unshift(again);
    await expect.poll(() => again.connections(), { timeout: 30_000, interval: 100 }).toBe(1);

    expect(await again.command('list')).toMatchObject({ text: 'list:' });
  });

  it.each([
    [{ botToken: 'xoxb-wrong' }, /SLACK_BOT_TOKEN/],
    [{ appToken: 'xapp-wrong' }, /SLACK_APP_TOKEN/],
    [{ appToken: undefined }, /no way to hear commands/],
  ])('names the setting to mend: %j', async (parts, words) => {
    const { adapter } = await setUp({}, parts);

    await expect(adapter.start(echo([]))).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(words),
      hint: expect.stringMatching(/\w/),
    });
  });

  it('hears signed commands over HTTP, and refuses forged ones', async () => {
    const port = await freePort();
    const { server, adapter } = await setUp({}, { appToken: undefined, http: { signingSecret: 'sesame', port } });
    const calls: CommandCall[] = [];
    await adapter.start(echo(calls));

    const forged = await sendSigned(port, 'wrong', server);
    const signed = await sendSigned(port, 'sesame', server);

    expect([forged.status, signed.status]).toEqual([401, 200]);
    await expect.poll(() => calls.map(({ command }) => command)).toEqual(['list']);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Signs as https://docs.slack.dev/authentication/verifying-requests-from-slack says. */
function sendSigned(port: number, secret: string, server: SlackServer): Promise<Response> {
  const body = new URLSearchParams({
    command: '/story',
    text: 'list',
    team_id: 'T0TEST',
    channel_id: 'C0POLICY',
    user_id: 'U0READER',
    trigger_id: 'trigger-1',
    response_url: `${server.origin}/response/http`,
  }).toString();
  const seconds = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${signature}`,
    },
  });
}
