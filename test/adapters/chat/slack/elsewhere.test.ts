import { afterEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../../../adapters/chat/slack/index.ts';
import type { SlackSettings } from '../../../../adapters/chat/slack/settings.ts';
import type { Message } from '../../../../src/message/message.ts';
import type { Dialogue } from '../../../../src/ports.ts';
import { outgoingOf } from '../../../contract/outgoing.ts';
import { createFakeLog } from '../../../fakes/log.ts';
import { aMessage } from '../../../message/messages.ts';
import { APP_TOKEN, BOT_TOKEN, type SlackOptions, startSlack } from '../../../servers/slack.ts';
import { aDigestMessage } from '../alert.ts';
import { PNG } from '../settings.ts';

const FILE = { name: 'probe.csv', mediaType: 'text/csv', text: 'headline\r\nMinisters agree\r\n' };
const WITH_FILE = aMessage({ title: 'Export', file: FILE });

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const opened of open.splice(0).reverse()) await opened.stop();
});

const setUp = async (options: SlackOptions = {}, parts: Partial<SlackSettings> = {}) => {
  const server = await startSlack(options);
  const log = createFakeLog();
  const adapter = createSlack({
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    http: undefined,
    apiUrl: server.url,
    rasterise: () => PNG,
    log,
    timeZone: 'UTC',
    timeoutMs: 5_000,
    ...parts,
  });
  open.push(server, adapter);
  const post = async (key: string, more: Parameters<typeof outgoingOf>[0] = {}): Promise<string> => {
    const posted = await adapter.post(outgoingOf({ key, message: aMessage({ title: key }), ...more }));
    if (posted.kind !== 'posted') throw new Error(`${key}: ${posted.kind}, ${posted.why}`);
    return posted.receipt;
  };
  const shown = () =>
    server.state.messages.map(({ text, thread_ts, files }) => [text.split('\n')[0] || files?.[0]?.name, thread_ts]);
  return { server, adapter, log, post, shown };
};

describe('files on Slack', () => {
  it('stand in the thread of their message', async () => {
    const { post, shown, server } = await setUp();

    const root = await post('export', { message: WITH_FILE });

    expect(shown()).toEqual([
      ['Export', undefined],
      ['probe.csv', root],
    ]);
    expect([...server.state.files.values()]).toMatchObject([{ bytes: FILE.text.length, channel: 'C0POLICY' }]);
  });

  it.each([
    ['chat.postMessage', 'lost'],
    ['chat.postMessage', 'hang'],
    ['files.completeUploadExternal', 'lost'],
    ['files.completeUploadExternal', 'reset'],
    ['files.completeUploadExternal', 'truncated'],
  ] as const)('are there once where the answer to %s is %s', async (on, kind) => {
    const { server, adapter, post, shown } = await setUp({}, { timeoutMs: 500 });
    const since = Date.now();
    server.faults.add({ on, kind });
    const once = { message: WITH_FILE };

    const first = await adapter.post(outgoingOf({ key: 'export', ...once }));
    const root = await post('export', { ...once, uncertainSince: since });

    expect(first.kind).toBe('uncertain');
    expect(shown()).toEqual([
      ['Export', undefined],
      ['probe.csv', root],
    ]);
  });

  it('are waited for where Slack asks to wait, and their message is not sent again', async () => {
    const { server, adapter, post, shown } = await setUp();
    server.faults.add({ on: 'files.completeUploadExternal', kind: 'status', status: 429, retryAfter: '7' });

    const first = await adapter.post(outgoingOf({ key: 'export', message: WITH_FILE }));
    await post('export', { message: WITH_FILE, uncertainSince: Date.now() });

    expect(first.kind).toBe('uncertain');
    expect(shown().map(([title]) => title)).toEqual(['Export', 'probe.csv']);
  });

  it.each([['missing_scope'], ['file_not_found']])('are said in words where Slack answers %s', async (error) => {
    const { server, post } = await setUp();
    const on = error === 'missing_scope' ? 'files.getUploadURLExternal' : 'files.completeUploadExternal';
    server.faults.add({ on, kind: 'error', error });

    await post('export', { message: WITH_FILE });

    expect(server.state.messages.map(({ text }) => text)).toEqual([expect.stringContaining('Ministers agree')]);
  });

  it('come to the direct messages of who asked for a digest, whose words are shown', async () => {
    const { server, adapter } = await setUp();
    await adapter.start(async () => aDigestMessage);

    const told = await server.command('digest');

    expect(told['text']).toContain('Three follow-ups on Monday');
    expect(told['text']).toContain('The picture is in your direct messages');
    expect([...server.state.files.values()]).toMatchObject([
      { name: 'storywatch.png', alt: 'Three follow-ups on Monday', channel: 'D0READER', complete: true },
    ]);
  });
});

describe('Slack as another maker may play it', () => {
  it.each([
    ['metadata', { withoutMetadata: true }],
    ['cursors', { withoutCursors: true, mostAPage: 2 }],
    ['either', { withoutMetadata: true, withoutCursors: true, mostAPage: 2 }],
  ] as const)('says a thing once without %s', async (_what, other) => {
    const { server, adapter, post, shown } = await setUp({ other });
    const since = Date.now();
    const root = await post('root & <branch>');
    for (const place of ['root', 'reply'] as const) {
      const once = {
        message: aMessage({ title: `Once & <again>: ${place}` }),
        place,
        ...(place === 'reply' ? { root } : {}),
      };
      for (const more of ['x', 'y', 'z']) await post(`${more} ${place}`, { place, root: once.root });
      server.faults.add({ on: 'chat.postMessage', kind: 'lost' });
      const first = await adapter.post(outgoingOf({ key: place, ...once }));
      for (const more of ['a', 'b', 'c']) await post(`${more} ${place}`, { place, root: once.root });
      await post(place, { ...once, uncertainSince: since });

      expect(first.kind).toBe('uncertain');
      expect(shown().filter(([title]) => title?.includes(`: ${place}`))).toHaveLength(1);
    }
  });

  it('sends what is in doubt again, and says so, where there is no history', async () => {
    const { post, log } = await setUp({ other: { unknown: ['conversations.history'] } });

    await post('root', { uncertainSince: Date.now() });

    expect(log.lines.map(({ message }) => message)).toEqual([expect.stringContaining('cannot be looked for')]);
  });

  it('does not wait for a file for which nobody can look', async () => {
    const { server, adapter, post, shown } = await setUp({ other: { unknown: ['conversations.replies'] } });
    const since = Date.now();
    server.faults.add({ on: 'files.completeUploadExternal', kind: 'reset' });

    const first = await adapter.post(outgoingOf({ key: 'export', message: WITH_FILE }));
    await post('export', { message: WITH_FILE, uncertainSince: since });

    expect(first.kind).toBe('uncertain');
    expect(shown().map(([title]) => title)).toEqual(['Export', 'probe.csv']);
  });

  it('starts without auth.test, hears each command without triggers, and answers in words without files', async () => {
    const unknown = ['auth.test', 'conversations.open', 'files.getUploadURLExternal'];
    const { server, adapter, log } = await setUp({ other: { unknown, withoutTriggers: true } });
    await adapter.start(async ({ command }) => (command === 'export' ? WITH_FILE : aMessage({ title: command })));

    expect((await server.command('list'))['text']).toContain('list');
    expect((await server.command('show'))['text']).toContain('show');
    expect((await server.command('export'))['text']).toContain('Ministers agree');
    expect((await server.press({ action_id: 'storywatch.why.0', value: 'x' }))['text']).toContain('why');
    expect(log.lines.map(({ message }) => message)).toEqual([
      'slack does not say whether SLACK_BOT_TOKEN is good',
      expect.stringContaining('slack file not sent'),
    ]);
  });

  it('answers in words where there are no forms', async () => {
    const { server, adapter } = await setUp({ other: { unknown: ['views.open'] } });
    const form = { title: 'Edit', about: 'Probe', fields: [], submit: 'Save', action: 'edit', value: 'probe' };
    const dialogue: Dialogue = {
      suggest: async () => [],
      form: async ({ command }) => (command === 'edit' ? { kind: 'form', form } : undefined),
      submit: async () => ({ kind: 'answer', answer: async (): Promise<Message> => aMessage() }),
    };
    await adapter.start(async ({ command }) => aMessage({ title: `${command} in words` }), dialogue);

    expect((await server.command('edit probe'))['text']).toContain('edit in words');
  });

  it('says in one sentence that admins and groups are not known', async () => {
    const { server, adapter } = await setUp({ other: { unknown: ['users.info', 'usergroups.users.list'] } });
    const hints: unknown[] = [];
    await adapter.start(async ({ isAdmin, isIn }) => {
      for (const asked of [isAdmin?.(), isIn?.(['S0POLICY'])]) {
        await asked?.catch((thrown: unknown) => hints.push(Reflect.get(Object(thrown), 'hint')));
      }
      return aMessage();
    });

    await server.command('list');

    expect(hints).toEqual([
      'This server knows no such question: whoever runs Storywatch names people in `roles`, not admins or groups.',
      'This server knows no such question: whoever runs Storywatch names people in `roles`, not admins or groups.',
    ]);
  });
});
