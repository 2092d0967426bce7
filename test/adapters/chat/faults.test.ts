import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../adapters/chat/discord/index.ts';
import { createSlack } from '../../../adapters/chat/slack/index.ts';
import type { ChatAdapter, Outgoing } from '../../../src/ports.ts';
import { outgoingOf } from '../../contract/outgoing.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { APPLICATION_ID, CHANNEL_ID, BOT_TOKEN as DISCORD_TOKEN, startDiscord } from '../../servers/discord.ts';
import type { FaultKind } from '../../servers/faults.ts';
import type { FakeServer } from '../../servers/http.ts';
import { BOT_TOKEN as SLACK_TOKEN, startSlack } from '../../servers/slack.ts';
import { PNG } from './settings.ts';

const SENDS = 250;
/** A failing run is replayed by setting FAULT_SEED to the seed that it names. */
const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
const KINDS: readonly FaultKind[] = ['status', 'status-applied', 'reset', 'lost', 'truncated', 'not-json'];
const shared = { rasterise: () => PNG, log: createFakeLog(), timeZone: 'UTC' };

/** A linear congruential generator (Numerical Recipes): small, and the same everywhere. */
const randomFrom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** As the outbox does: again until it is posted, and from the first uncertain attempt on with a look. */
const sendAtAnyCost = async (adapter: ChatAdapter, outgoing: Outgoing): Promise<string> => {
  let uncertainSince: number | undefined;
  for (let attempt = 0; attempt < 20; attempt++) {
    const began = Date.now();
    const posted = await adapter.post({ ...outgoing, uncertainSince });
    if (posted.kind === 'posted') return posted.receipt;
    if (posted.kind === 'uncertain') uncertainSince ??= began;
  }
  throw new Error(`not posted after 20 attempts: ${outgoing.key}`);
};

describe(`${SENDS} sends under faults, seed ${SEED}`, () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const opened of open.splice(0)) await opened.stop();
  });

  const sendAll = async (
    server: FakeServer,
    adapter: ChatAdapter,
    channel: string,
    on: readonly string[],
  ): Promise<void> => {
    const random = randomFrom(SEED);
    const roots: string[] = [];
    for (let at = 0; at < SENDS; at++) {
      server.faults.clear();
      for (let faults = random(4); faults > 0; faults--) {
        const kind = KINDS[random(KINDS.length)] ?? 'lost';
        const limited = kind === 'status' && random(2) === 0;
        server.faults.add({
          on: on[random(on.length)] ?? '',
          kind,
          ...(limited ? { status: 429, retryAfter: '0' } : { status: 503 }),
        });
      }
      const root = roots.length > 0 && random(3) > 0 ? roots[random(roots.length)] : undefined;
      const place = root === undefined ? 'root' : 'reply';
      const receipt = await sendAtAnyCost(adapter, outgoingOf({ channel, key: `alert-${at}`, place, root }));
      if (place === 'root') roots.push(receipt);
    }
  };

  it('loses none and doubles none on Slack', { timeout: 120_000 }, async () => {
    const server = await startSlack();
    open.push(server);
    const adapter = createSlack({
      ...shared,
      botToken: SLACK_TOKEN,
      appToken: undefined,
      http: undefined,
      apiUrl: server.url,
    });

    await sendAll(server, adapter, 'C0POLICY', ['chat.postMessage', 'conversations.']);

    const keys = server.state.messages.map(({ metadata }) => JSON.stringify(metadata));
    expect(keys).toHaveLength(SENDS);
    expect(new Set(keys).size).toBe(SENDS);
  });

  it('loses none and doubles none on Discord, though it forgets nonces at once', { timeout: 120_000 }, async () => {
    const server = await startDiscord({ nonceWindowMs: -1 });
    open.push(server);
    const ids = { applicationId: APPLICATION_ID, guildId: undefined, commands: [] };
    const adapter = createDiscord({ ...shared, ...ids, botToken: DISCORD_TOKEN, apiUrl: server.url });

    await sendAll(server, adapter, CHANNEL_ID, ['POST /channels', 'GET /channels', '/threads', '/users/@me']);

    const keys = server.state.messages.map(({ nonce }) => nonce);
    expect(keys).toHaveLength(SENDS);
    expect(new Set(keys).size).toBe(SENDS);
  });
});
