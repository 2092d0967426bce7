import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CHANNEL_ID } from '../../servers/discord.ts';

const HERE = import.meta.dirname;
const children: ChildProcess[] = [];

const run = (script: string, ...args: readonly string[]): ChildProcess => {
  const child = spawn(process.execPath, [resolve(HERE, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
};
const firstOutput = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('the child has no output');
  const [chunk] = await once(child.stdout, 'data');
  return String(chunk);
};
const control = async (origin: string, name: string, asked?: object): Promise<string> => {
  const init = asked === undefined ? {} : { method: 'POST', body: JSON.stringify(asked) };
  return await (await fetch(`${origin}/__${name}`, init)).text();
};
const callsTo = async (origin: string): Promise<number> => JSON.parse(await control(origin, 'calls')).length;
const heldBy = async (origin: string): Promise<number> => JSON.parse(await control(origin, 'history')).messages.length;

describe('a bot that is killed while it posts', () => {
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  it.each([
    ['slack', 'C0POLICY', 'chat.postMessage', 'hang-applied', 1],
    ['slack', 'C0POLICY', 'chat.postMessage', 'hang', 0],
    ['discord', CHANNEL_ID, 'POST /channels', 'hang-applied', 1],
    ['discord', CHANNEL_ID, 'POST /channels', 'hang', 0],
  ])('says it once on %s: in %s %s met %s', { timeout: 60_000 }, async (platform, channel, on, kind, held) => {
    const { url } = JSON.parse(await firstOutput(run(`../../servers/${platform}.ts`)));
    const { origin } = new URL(url);
    await control(origin, 'faults', { on, kind });
    const since = Date.now();
    const bot = run('post-once.ts', platform, url, channel, 'alert-1');
    await expect.poll(() => callsTo(origin), { timeout: 30_000, interval: 50 }).toBe(1);
    bot.kill('SIGKILL');
    const before = await heldBy(origin);

    const outcome = await firstOutput(run('post-once.ts', platform, url, channel, 'alert-1', String(since)));

    expect(outcome).toBe('posted');
    expect([before, await heldBy(origin)]).toEqual([held, 1]);
  });
});
