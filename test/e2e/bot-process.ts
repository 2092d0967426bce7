import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const READY_MS = 30_000;

/** The bot as a process of its own, as `npm start` runs it. */
export interface BotProcess {
  /** The page's address, as the ready line names it. */
  readonly page: string;
  /** Everything that it said on stderr. */
  readonly notes: readonly string[];
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  end(): Promise<number | null>;
}

/** Starts the bot and waits until it says that it is ready. */
export async function startBot(config: string, env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const child = spawn(process.execPath, ['src/cli.ts', 'start', '--config', config], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const notes: string[] = [];
  const page = await readyLine(child, notes);
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return {
    page,
    notes,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    end() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

function readyLine(child: ChildProcess, notes: string[]): Promise<string> {
  const { stderr } = child;
  if (stderr === null) throw new Error('the bot has no stderr');
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the bot was not ready in time:\n${notes.join('\n')}`)), READY_MS);
    child.once('exit', (code) => fail(new Error(`the bot ended with ${code}:\n${notes.join('\n')}`)));
    createInterface({ input: stderr }).on('line', (line) => {
      notes.push(line);
      const page = /is ready: page at (\S+);/.exec(line)?.[1];
      if (page === undefined) return;
      clearTimeout(late);
      done(page);
    });
  });
}
