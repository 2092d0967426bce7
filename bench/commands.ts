import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDiscord } from '../adapters/chat/discord/index.ts';
import { createSlack } from '../adapters/chat/slack/index.ts';
import { answer } from '../src/app/answer.ts';
import { createDrafts } from '../src/app/drafts.ts';
import { createTeacher } from '../src/app/teacher.ts';
import { POLL_DEFAULTS, pollDue } from '../src/app/pipeline.ts';
import { type CommandDeps, commands } from '../src/commands/index.ts';
import type { ChatAdapter } from '../src/ports.ts';
import { openBot, withFeeds } from './poll.ts';

/** How long a slash command waits for its acknowledgement while so many feeds are polled for the first time. */
export interface CommandBench {
  readonly feeds: number;
  readonly slack: Acknowledged;
  readonly discord: Acknowledged;
}

/** Milliseconds from the platform's sending to its having the acknowledgement, over loopback. */
export interface Acknowledged {
  readonly asked: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const EVERY_MS = 50;
/** What is asked, in turn: with and without work behind it. */
const ASKED = ['help', 'latest', 'search', 'timeline'] as const;

/**
 * Polls, and meanwhile asks the real adapters by platforms that run as processes of their own, as the platforms do.
 * Each command is asked 50 ms after the one before was acknowledged.
 */
export async function benchCommands(feeds = 1_000): Promise<CommandBench> {
  return await withFeeds(feeds, async (urls, folder) => {
    const slack = await startPlatform('slack');
    const discord = await startPlatform('discord');
    const { ports, desk, close } = await openBot(urls, join(folder, 'commands.db'));
    const deps: CommandDeps = {
      ...ports,
      watch: () => desk.watch(),
      teacher: createTeacher(ports, desk),
      editor: { draft: never, follow: never, preview: never, change: never },
      drafts: createDrafts(ports.clock),
      feeds: { find: never, add: never, retry: never },
      roles: { lookup: 'everyone', change: 'everyone' },
      quota: { take: () => undefined },
      timeZone: 'UTC',
      digestSoFar: never,
    };
    const quiet = { ...ports.log, warn: () => {} };
    const shared = { rasterise: () => new Uint8Array(), log: quiet, timeZone: 'UTC' };
    const adapters: readonly ChatAdapter[] = [
      createSlack({ ...shared, botToken: 'xoxb-test', appToken: 'xapp-test', http: undefined, apiUrl: slack.url }),
      createDiscord({
        ...shared,
        // Answers of the bench have nobody to read them.
        log: { ...quiet, error: () => {} },
        botToken: 'discord-test-token',
        applicationId: '700000000000000001',
        guildId: undefined,
        apiUrl: discord.url,
        commands,
      }),
    ];
    try {
      for (const adapter of adapters) await adapter.start((call) => answer(call, deps));
      const polled = pollDue(ports, desk, POLL_DEFAULTS);
      const [onSlack, onDiscord] = await Promise.all([
        askWhile(polled, (name) => acknowledgement(slack.control, { text: lineOf(name) })),
        askWhile(polled, (name) =>
          acknowledgement(discord.control, { name, options: name === 'search' ? { words: WORDS } : {} }),
        ),
      ]);
      return { feeds, slack: onSlack, discord: onDiscord };
    } finally {
      for (const adapter of adapters) await adapter.stop();
      slack.process.kill();
      discord.process.kill();
      await close();
    }
  });
}

const WORDS = 'the OR of';

function lineOf(name: string): string {
  return name === 'search' ? `search ${WORDS}` : name;
}

async function never(): Promise<never> {
  throw new Error('the bench does not ask for this');
}

interface Platform {
  readonly process: ChildProcess;
  readonly url: string;
  /** Where the fake is told what somebody does. */
  readonly control: string;
}

/** Starts a fake of the tests; its first line names its address. */
async function startPlatform(name: 'slack' | 'discord'): Promise<Platform> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `../test/servers/${name}.ts`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = String(JSON.parse(line.toString()).url);
  return { process: child, url, control: new URL('/__acknowledge', url).href };
}

async function acknowledgement(control: string, asked: object): Promise<number> {
  const response = await fetch(control, { method: 'POST', body: JSON.stringify(asked) });
  const { ms } = (await response.json()) as { readonly ms: number };
  return ms;
}

/** Asks one command after the other until the work is done. */
async function askWhile(work: Promise<unknown>, ask: (name: string) => Promise<number>): Promise<Acknowledged> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  const times: number[] = [];
  for (let at = 0; !isDone; at++) {
    times.push(await ask(ASKED[at % ASKED.length] ?? 'help'));
    await pause(EVERY_MS);
  }
  await done;
  times.sort((a, b) => a - b);
  const rank = (share: number): number => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
  return { asked: times.length, p50Ms: rank(0.5), p99Ms: rank(0.99), maxMs: Math.round((times.at(-1) ?? 0) * 10) / 10 };
}
