import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { START_OPTIONS } from './poll.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ARTICLE = join(ROOT, 'config/demo/article.json');

/** How long the bot takes from its command to its ready line, and what it then holds in memory. */
export interface StartFigures {
  readonly startMs: number;
  /** Resident megabytes of the idle bot, as its own metrics say. */
  readonly rssMb: number;
}

/** Starts the bot as a process, with one story and no feed, and asks its metrics once it is ready. */
export async function benchStart(): Promise<StartFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-bench-'));
  const config = join(folder, 'bench.yaml');
  writeFileSync(config, stringify({ stories: [{ id: 'probe', seed: ARTICLE }], page: { port: 0 } }));
  const from = performance.now();
  const bot = spawn(process.execPath, [...START_OPTIONS, 'src/cli.ts', 'start', '--config', config], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const page = await readyPage(bot.stderr);
    const startMs = Math.round(performance.now() - from);
    const metrics = await (await fetch(`${page}/metrics`)).text();
    const bytes = Number(/^\S*process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
    return { startMs, rssMb: Math.round(bytes / 1_048_576) };
  } finally {
    const exited = new Promise((done) => bot.once('exit', done));
    bot.kill();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readyPage(stderr: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    said.push(line);
    const page = /is ready: page at (\S+);/.exec(line)?.[1];
    if (page !== undefined) return page;
  }
  throw new Error(`the bot was never ready:\n${said.join('\n')}`);
}
