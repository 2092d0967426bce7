import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { terminalOf } from '../../adapters/chat/index.ts';
import { parseConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { type Bot, createBot } from '../main.ts';
import { ARTICLE, readArchive } from './demo/archive.ts';
import { createMovedClock, type MovedClock } from './demo/clock.ts';
import { createProgress } from './progress.ts';
import { replay, START } from './demo/replay.ts';
import { closingTable } from './demo/table.ts';
import { type DemoServer, serveOutlets } from './demo/server.ts';
import { endSignal } from './end-signal.ts';
import { version } from './program.ts';
import type { Terminal } from './terminal.ts';
import { terminalLog } from './terminal-log.ts';

interface Options {
  readonly serve?: boolean;
  readonly keep?: string;
}

const TIME_ZONE = 'Europe/Madrid';
const CONFIG_FILE = 'demo.yaml';

/** Replays the first story: the real pipeline over local feeds, on a clock that is moved from day to day. */
export async function runDemo(options: Options, terminal: Terminal): Promise<0> {
  const from = performance.now();
  const archive = readArchive();
  const clock = createMovedClock(START);
  const outlets = await serveOutlets(archive, clock);
  const folder = folderOf(options);
  const config = demoConfig(outlets, folder, terminal);
  const progress = createProgress(terminal, archive.length);
  const bot = await demoBot(config, clock, progress.print, terminal);
  try {
    progress.print(
      `The first story, replayed: ${archive.length} items of ${outlets.feeds.length} outlets, served as feeds on this machine.\n`,
    );
    await replay(bot, archive, clock, progress, TIME_ZONE);
    progress.end();
    const page = options.serve === true ? await bot.servePage() : undefined;
    await terminal.out(await closingTable(bot, config, join(folder, CONFIG_FILE), page, performance.now() - from));
    if (page !== undefined) await endSignal();
  } finally {
    progress.end();
    await bot.stop();
    await outlets.close();
  }
  return 0;
}

function folderOf({ keep }: Options): string {
  if (keep === undefined) return mkdtempSync(join(tmpdir(), 'storywatch-demo-'));
  mkdirSync(keep, { recursive: true });
  return resolve(keep);
}

/** The demo's configuration, by the same way as a team's; it is kept, so that `ask` can be tried on what the demo found. */
function demoConfig(outlets: DemoServer, folder: string, terminal: Terminal): Config {
  const channel = demoChannel(terminal);
  const text = stringify({
    database: join(folder, 'demo.db'),
    timeZone: TIME_ZONE,
    stories: [{ id: 'platforms-probe', seed: ARTICLE, channels: [channel] }],
    feeds: outlets.feeds.map((feed) => ({ ...feed, every: '1s' })),
    digests: [{ channel, day: 'wednesday', time: '22:00' }],
    network: { allowPrivate: [outlets.host] },
    alerts: { perHour: 60 },
    page: { port: 0 },
  });
  writeFileSync(join(folder, CONFIG_FILE), text);
  return parseConfig(text, CONFIG_FILE, folder, {
    ...terminal.env,
    DATABASE_URL: undefined,
    DATABASE_URL_FILE: undefined,
  });
}

/** With a token and a channel in the environment the demo posts there; without, to this terminal. */
function demoChannel({ env, note }: Terminal): string {
  for (const [platform, token, channel] of [
    ['slack', 'SLACK_BOT_TOKEN', 'SLACK_CHANNEL'],
    ['discord', 'DISCORD_BOT_TOKEN', 'DISCORD_CHANNEL'],
  ] as const) {
    if ((env[token] ?? env[`${token}_FILE`]) === undefined) continue;
    const named = env[channel];
    if (named !== undefined && named !== '') return `${platform}:${named}`;
    note(`${token} is set; set ${channel} to the channel's id as well, and the demo posts there.`);
  }
  return 'console';
}

function demoBot(config: Config, clock: MovedClock, print: (text: string) => void, terminal: Terminal): Promise<Bot> {
  return createBot(config, {
    clock,
    log: terminalLog({ ...terminal, env: { LOG_LEVEL: 'warn', ...terminal.env } }),
    version: version(),
    terminal: { write: print, ...terminalOf({ isTTY: terminal.outIsTerminal, columns: terminal.width }, terminal.env) },
    pause: async (ms) => clock.moveTo(clock.now() + ms),
  });
}
