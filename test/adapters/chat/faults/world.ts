import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openSqlite } from '../../../../adapters/store/sqlite.ts';
import type { Alert } from '../../../../src/alerts/alert.ts';
import type { Store } from '../../../../src/ports.ts';
import type { Instant } from '../../../../src/time.ts';
import { NOW } from '../../../fakes/builders.ts';
import { startDiscord } from '../../../servers/discord.ts';
import type { FaultKind } from '../../../servers/faults.ts';
import type { FakeServer } from '../../../servers/http.ts';
import { startSlack } from '../../../servers/slack.ts';
import { unescaped } from '../properties.ts';
import { LEASE_MS, live, type Platform } from './life.ts';

/** One message as the platform holds it: its key, its thread's key, and its title now; a file has its name for a key, in its message's thread. */
export interface Held {
  readonly key: string;
  readonly thread: string | undefined;
  readonly title: string;
}

/** Where and how a life ends. */
export type Death =
  /** At a point of its own code, the so-maniest time. */
  | { readonly at: 'step'; readonly point: string; readonly times: number }
  /** While the platform has its call: before or after it was applied. */
  | { readonly at: 'call'; readonly on: string; readonly applied: boolean };

/** A platform that remembers, a database file, and bots that come and go. */
export interface World {
  readonly server: FakeServer;
  readonly store: Store;
  readonly now: () => Instant;
  /** Lives once; says whether it died: as a child process, killed by SIGKILL, or as a stack in this process, abandoned where it stands. */
  live(death: Death | undefined, as: 'process' | 'stack'): Promise<boolean>;
  queue(alerts: readonly Alert[]): Promise<void>;
  held(): readonly Held[];
  close(): Promise<void>;
}

export async function openWorld(platform: Platform, folder: string): Promise<World> {
  const clock = { time: NOW };
  const now = (): Instant => clock.time;
  const moveTo = async (to: Instant): Promise<void> => {
    clock.time = to;
  };
  const { server, apiUrl, held } = platform === 'slack' ? await slackWorld(now) : await discordWorld(now);
  const database = join(folder, `${platform}.db`);
  const store = await openSqlite(database);
  let next: Promise<ChildProcess> | undefined;

  const asProcess = async (death: Death | undefined): Promise<boolean> => {
    const child = await (next ?? aChild(platform, folder));
    next = aChild(platform, folder);
    child.on('message', (told: { readonly now: Instant }) => {
      void moveTo(told.now);
      if (child.connected) child.send('moved');
    });
    awaitCall(server, death, () => child.kill('SIGKILL'));
    const killAt = death?.at === 'step' ? `${death.point}:${death.times}` : undefined;
    child.send({ life: { database, platform, apiUrl, born: now() }, killAt });
    const [code, signal] = await once(child, 'exit');
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`a life ended with ${code}`);
    return signal === 'SIGKILL';
  };

  const asStack = async (death: Death | undefined): Promise<boolean> => {
    let isDead = false;
    let left = death?.at === 'step' ? death.times : 0;
    const die = (): void => {
      isDead = true;
      // What it still has on its way breaks off, as it would with the process.
      setImmediate(() => server.server.closeAllConnections());
    };
    const pass = async (point: string): Promise<void> => {
      if (death?.at === 'step' && point === death.point && --left === 0) die();
      if (isDead) throw new Error('who is dead does not go on');
    };
    awaitCall(server, death, die);
    try {
      await live({ database, platform, apiUrl, born: now() }, { pass, moveTo });
    } catch (thrown) {
      if (!isDead) throw thrown;
    }
    return isDead;
  };

  return {
    server,
    store,
    now,
    async live(death, as) {
      const wasKilled = await (as === 'process' ? asProcess(death) : asStack(death));
      server.faults.clear();
      clock.time += 2 * LEASE_MS;
      return wasKilled;
    },
    queue: (alerts) => store.outbox.add(alerts),
    held,
    async close() {
      // Whoever still ends writes into the folder, which goes next.
      const child = await next;
      if (child?.kill('SIGKILL')) await once(child, 'exit');
      await store.close();
      await server.stop();
    },
  };
}

function awaitCall(server: FakeServer, death: Death | undefined, met: () => void): void {
  if (death?.at !== 'call') return;
  const kind: FaultKind = death.applied ? 'hang-applied' : 'hang';
  server.faults.add({ on: death.on, kind, met });
}

async function aChild(platform: Platform, folder: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [platform], {
    // What was compiled for one child serves the next.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    serialization: 'advanced',
    execArgv: [],
  });
  await once(child, 'message');
  return child;
}

async function slackWorld(now: () => Instant) {
  const server = await startSlack({ now });
  const keyOf = (metadata: unknown): string => JSON.parse(JSON.stringify(metadata ?? {})).event_payload?.key ?? '';
  const held = (): readonly Held[] =>
    server.state.messages.map(({ metadata, thread_ts, text, files }) => {
      const root = server.state.messages.find(({ ts }) => ts === thread_ts);
      const key = files?.[0]?.name ?? keyOf(metadata);
      return { key, thread: root && keyOf(root.metadata), title: text.split('\n')[0] ?? '' };
    });
  return { server, apiUrl: server.url, held };
}

/** It forgets every nonce at once: what is not found again is there twice. */
async function discordWorld(now: () => Instant) {
  const server = await startDiscord({ now, nonceWindowMs: -1 });
  const titleOf = (embeds: readonly unknown[]): string => JSON.parse(JSON.stringify(embeds))[0]?.title ?? '';
  const held = (): readonly Held[] =>
    server.state.messages.flatMap(({ nonce = '', channel_id, answers, embeds, attachments }) => [
      {
        key: nonce,
        thread: server.state.messages.find(({ id }) => id === channel_id || id === answers)?.nonce,
        title: unescaped(titleOf(embeds)),
      },
      ...attachments.map(({ filename }) => ({ key: String(filename), thread: nonce, title: '' })),
    ]);
  return { server, apiUrl: server.url, held };
}
