import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AddressInfo, createServer } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlack } from '../../../../adapters/chat/slack/index.ts';
import { rasterise } from '../../../../adapters/pictures/rasterise.ts';
import type { ChatAdapter } from '../../../../src/ports.ts';
import { outgoingOf } from '../../../contract/outgoing.ts';
import { createFakeLog } from '../../../fakes/log.ts';
import { aMessage } from '../../../message/messages.ts';
import { aDigestMessage, anAlertMessage } from '../alert.ts';

const MANIFEST = resolve(import.meta.dirname, '../../../../adapters/chat/slack/manifest.json');
const BOT = 'xoxb-storywatch';
const READER = 'xoxb-reader';

interface Shown {
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly blocks?: readonly { readonly type: string }[];
  readonly edited?: unknown;
  readonly files?: readonly { readonly name: string }[];
}

/** A second opinion on our own fake: another maker's Slack, which knows nothing of us. */
describe('Slack as `emulate` plays it', () => {
  let slack: Emulator;
  let adapter: ChatAdapter;
  let channel: string;
  const log = createFakeLog();

  const ask = async (method: string, parameters: Record<string, string>) => {
    const answer = await fetch(`${slack.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${READER}` },
      body: new URLSearchParams(parameters),
    });
    return JSON.parse(await answer.text());
  };
  const history = async (): Promise<readonly Shown[]> =>
    (await ask('conversations.history', { channel })).messages.toReversed();
  const receiptOf = async (parts: Parameters<typeof outgoingOf>[0]): Promise<string> => {
    const posted = await adapter.post(outgoingOf({ channel, ...parts }));
    if (posted.kind !== 'posted') throw new Error(posted.why);
    return posted.receipt;
  };

  beforeAll(async () => {
    const scopes = JSON.parse(readFileSync(MANIFEST, 'utf8')).oauth_config.scopes.bot;
    slack = await createEmulator({
      service: 'slack',
      port: await aFreePort(),
      seed: {
        slack: {
          strict_scopes: true,
          users: [{ name: 'developer', real_name: 'Developer', email: 'dev@example.com' }],
          channels: [{ name: 'policy' }],
          bots: [{ name: 'storywatch' }],
          tokens: [
            { token: BOT, user: 'developer', scopes },
            { token: READER, user: 'developer', scopes: ['channels:read', 'channels:history'] },
          ],
        },
      },
    });
    adapter = createSlack({
      botToken: BOT,
      appToken: undefined,
      http: undefined,
      apiUrl: `${slack.url}/api/`,
      rasterise,
      log,
      timeZone: 'UTC',
    });
    const { channels } = await ask('conversations.list', {});
    channel = channels.find(({ name }: { readonly name: string }) => name === 'policy').id;
  });
  afterAll(async () => {
    await adapter.stop();
    await slack.close();
  });

  it('takes an alert, a reply in its thread and an amendment', async () => {
    const root = await receiptOf({ key: 'root-1', message: anAlertMessage });
    await receiptOf({ key: 'reply-1', place: 'reply', root, message: aMessage({ title: 'Parliament answers' }) });
    await receiptOf({ key: 'amend-1', place: 'amend', root, message: aMessage({ title: 'Ministers agree' }) });

    const [shown, ...others] = (await history()).filter(
      ({ thread_ts, ts }) => thread_ts === undefined || thread_ts === ts,
    );
    const { messages } = await ask('conversations.replies', { channel, ts: root });
    expect(others).toEqual([]);
    expect(shown).toMatchObject({ ts: root, text: 'Ministers agree' });
    expect(messages.map(({ text }: Shown) => text)).toEqual(['Ministers agree', 'Parliament answers']);
  });

  it.each(['root', 'reply'] as const)(
    'gives a %s back whose answer was lost, and does not hold it twice',
    async (place) => {
      const root = place === 'reply' ? await receiptOf({ key: 'root-of-lost' }) : undefined;
      const since = Date.now();
      const receipt = await receiptOf({
        key: `lost-${place}`,
        place,
        root,
        message: aMessage({ title: `A lost ${place}` }),
      });

      const again = await receiptOf({ key: `lost-${place}`, place, root, uncertainSince: since });

      expect(again).toBe(receipt);
      const thread =
        root === undefined ? await history() : (await ask('conversations.replies', { channel, ts: root })).messages;
      expect(thread.filter(({ text }: Shown) => text === `A lost ${place}`)).toHaveLength(1);
    },
  );

  it('still finds a root by its key once it is amended', async () => {
    const since = Date.now();
    const root = await receiptOf({ key: 'root-2' });
    await receiptOf({ key: 'amend-2', place: 'amend', root, message: aMessage({ title: 'Amended' }) });

    expect(await receiptOf({ key: 'root-2', uncertainSince: since })).toBe(root);
  });

  it('shows the picture of a digest', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const blocks = aDigestMessage.blocks.map((block) => (block.type === 'picture' ? { ...block, svg } : block));

    const digest = await receiptOf({ key: 'digest-1', message: { ...aDigestMessage, blocks } });

    const shown = (await history()).find(({ ts }) => ts === digest);
    expect(shown?.blocks?.map(({ type }) => type)).toContain('image');
    expect(log.lines).toEqual([]);
  });

  it('holds a file once in the thread of its message, though the message is posted again', async () => {
    const since = Date.now();
    const file = { name: 'probe.csv', mediaType: 'text/csv', text: 'headline\r\nMinisters agree\r\n' };
    const message = aMessage({ title: 'Export', file });

    const root = await receiptOf({ key: 'export-1', message });
    const again = await receiptOf({ key: 'export-1', message, uncertainSince: since });

    expect(again).toBe(root);
    const { messages } = await ask('conversations.replies', { channel, ts: root });
    expect(messages.map(({ text, files }: Shown) => files?.[0]?.name ?? text)).toEqual(['Export', 'probe.csv']);
  });

  it('refuses a channel that there is not', async () => {
    expect(await adapter.post(outgoingOf({ channel: 'C0NOWHERE' }))).toMatchObject({ kind: 'closed' });
  });
});

/** The emulator wants to be told its port. */
async function aFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
