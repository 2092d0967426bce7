import { openSqlite } from '../../../../adapters/store/sqlite.ts';
import { DRAIN_DEFAULTS, drainOutbox } from '../../../../src/app/outbox.ts';
import { createPacer } from '../../../../src/app/pacer.ts';
import type { ChatAdapter, Log, Ports, Store } from '../../../../src/ports.ts';
import { MINUTE_MS, type Instant } from '../../../../src/time.ts';
import { PNG } from '../settings.ts';

/** The sending half of a bot, as a world gives it its life: the real store, outbox and adapter. */
export interface Life {
  readonly database: string;
  readonly platform: Platform;
  /** What SLACK_API_URL or DISCORD_API_URL is set to. */
  readonly apiUrl: string;
  /** By the world's clock, which the platform shares. */
  readonly born: Instant;
}

export type Platform = 'slack' | 'discord';

/** What a life stands in. */
export interface Surroundings {
  /** Passed before and after each step; a life that dies there does not come back from it, or by a throw. */
  pass(point: string): Promise<void>;
  /** Moves the world's clock. */
  moveTo(now: Instant): Promise<void>;
}

export const STEPS = ['claim', 'post', 'settle'] as const;
export const LEASE_MS = MINUTE_MS;
/** Only an answer that never comes takes so long, in milliseconds of the real clock. */
const TIMEOUT_MS = 600;
const quiet: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Posts until nothing waits any more, moving the clock to whatever is due next. */
export async function live({ database, platform, apiUrl, born }: Life, around: Surroundings): Promise<void> {
  const clock = { time: born };
  const store = await openSqlite(database);
  const chat = await chatOf(platform, apiUrl);
  const ports: Ports = {
    store: withPoints(store, around.pass),
    chats: new Map([[platform, { ...chat, post: between('post', chat.post, around.pass) }]]),
    clock: { now: () => clock.time },
    log: quiet,
    metrics: { count: () => {}, observe: () => {} },
    fetcher: { fetch: unasked, close: async () => {} },
    parser: { parse: unasked, read: unasked, close: async () => {} },
  };
  try {
    for (;;) {
      await drainOutbox(ports, { ...DRAIN_DEFAULTS, leaseMs: LEASE_MS, pacer: createPacer({}) });
      const next = await nextDue(store, clock.time);
      if (next === undefined) {
        const stopped = await store.outbox.stopped();
        if (stopped.length === 0) break;
        // Somebody mended what was closed.
        for (const { target } of stopped) await store.outbox.resume(target, () => []);
        continue;
      }
      // Whatever an attempt that was given up still had on its way has arrived, as it has after a real grace:
      // a new connection is served after those before it.
      await fetch(new URL('/__settled', apiUrl), { headers: { connection: 'close' } });
      await around.moveTo(next);
      clock.time = next;
    }
  } finally {
    await chat.stop();
    await store.close();
  }
}

async function chatOf(platform: Platform, apiUrl: string): Promise<ChatAdapter> {
  const shared = { apiUrl, rasterise: () => PNG, log: quiet, timeZone: 'UTC', timeoutMs: TIMEOUT_MS };
  if (platform === 'slack') {
    const { createSlack } = await import('../../../../adapters/chat/slack/index.ts');
    return createSlack({ ...shared, botToken: 'xoxb-test', appToken: undefined, http: undefined });
  }
  const { createDiscord } = await import('../../../../adapters/chat/discord/index.ts');
  const ids = { applicationId: undefined, guildId: undefined, commands: [] };
  return createDiscord({ ...shared, ...ids, botToken: 'discord-test-token' });
}

function withPoints(store: Store, pass: Surroundings['pass']): Store {
  const { outbox } = store;
  return {
    ...store,
    // What is found closed is settled and stopped at once.
    transaction: (work, options) => between('settle', () => store.transaction(work, options), pass)(),
    outbox: {
      ...outbox,
      claim: between('claim', outbox.claim, pass),
      settle: between('settle', outbox.settle, pass),
    },
  };
}

function between<Given extends readonly unknown[], Result>(
  step: (typeof STEPS)[number],
  call: (...given: Given) => Promise<Result>,
  pass: Surroundings['pass'],
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    await pass(`before ${step}`);
    const result = await call(...given);
    await pass(`after ${step}`);
    return result;
  };
}

async function nextDue(store: Store, now: Instant): Promise<Instant | undefined> {
  const waits = (await store.outbox.unsent(1_000)).flatMap(({ delivery }) =>
    delivery.state === 'pending' && delivery.notBefore > now ? [delivery.notBefore] : [],
  );
  return waits.length === 0 ? undefined : Math.min(...waits);
}

async function unasked(): Promise<never> {
  throw new Error('a life that only posts asks nobody');
}
