import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Outside, openOutside, type Said } from './kill/outside.ts';
import { liveThrough } from './kill/rounds.ts';

const ROUNDS = 16;
const POINTS = ['fetch', 'parse', 'transaction', 'work', 'claim', 'post', 'settle'].flatMap((name) => [
  `before ${name}`,
  `after ${name}`,
]);
/** Every point at its first passing; those around a post at the second too. */
const DEATHS = [
  ...POINTS.map((point) => `${point}:1`),
  ...POINTS.filter((point) => /claim|post|settle/.test(point)).map((point) => `${point}:2`),
];

describe('a bot that is killed again and again', () => {
  let folder: string;
  let outside: Outside;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'storywatch-kill-'));
    outside = await openOutside(ROUNDS);
  });
  afterEach(async () => {
    await outside.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs one life to its end; says whether it was killed. `fromOutside`: it dies while its post is being answered. */
  const live = async (number: number, killAt: string, fromOutside = false): Promise<boolean> => {
    const life = spawn(process.execPath, [join(import.meta.dirname, 'kill/life.ts')], {
      env: {
        ...process.env,
        // A life is short and most of it is loading: what was compiled for one serves the next.
        NODE_COMPILE_CACHE: join(folder, 'compiled'),
        DATABASE: join(folder, 'bot.db'),
        OUTSIDE: outside.address,
        LIFE: `${number}`,
        KILL_AT: killAt,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    outside.onPost = fromOutside ? () => life.kill('SIGKILL') : undefined;
    const [code, signal] = await once(life, 'exit');
    if (signal !== 'SIGKILL') expect(code).toBe(0);
    return signal === 'SIGKILL';
  };

  it('says in the end exactly what it would have said unharmed, each message once', { timeout: 600_000 }, async () => {
    await liveThrough({
      database: join(folder, 'unharmed.db'),
      outside: outside.address,
      life: 0,
      wrap: (ports) => ports,
    });
    const expected = [...outside.history];
    outside.reset();

    let kills = 0;
    for (const [number, killAt] of DEATHS.entries()) if (await live(number, killAt)) kills += 1;
    for (const number of [DEATHS.length, DEATHS.length + 1]) if (await live(number, '', true)) kills += 1;
    await live(DEATHS.length + 2, '');

    expect(kills).toBeGreaterThanOrEqual(20);
    expect(messages(expected).length).toBeGreaterThan(8);
    expect(messages(outside.history)).toEqual(messages(expected));
    expect(lastAmendments(outside.history)).toEqual(lastAmendments(expected));
    const database = new DatabaseSync(join(folder, 'bot.db'));
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(database.prepare("select count(*) as n from alerts where state = 'pending'").get()).toEqual({ n: 0 });
    database.close();
  });
});

/** Roots and replies in the order in which they stand in the channel: a doubled one would stand twice. */
function messages(history: readonly Said[]): readonly Said[] {
  return history.filter(({ place }) => place !== 'amend');
}

/** What each root says in the end; to amend it again with the same words changes nothing. */
function lastAmendments(history: readonly Said[]): ReadonlyMap<string, string> {
  return new Map(history.filter(({ place }) => place === 'amend').map(({ root, key }) => [root, key]));
}
