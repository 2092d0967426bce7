import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nonceOf } from '../../../../adapters/chat/discord/key.ts';
import type { Alert } from '../../../../src/alerts/alert.ts';
import { DAY_MS, type Instant } from '../../../../src/time.ts';
import { aMessage, anAlert } from '../../../fakes/builders.ts';
import { CHANNEL_ID } from '../../../servers/discord.ts';
import type { Fault } from '../../../servers/faults.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { type Platform, STEPS } from './life.ts';
import { type Death, type Held, openWorld, type World } from './world.ts';

/** A failing world is replayed by `FAULT_SEED=` the seed that it names. */
const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
/** Kills and lost answers in all, of both platforms. `npm run test:faults` sets 10,000. */
const HARM = Number(process.env['FAULT_HARM'] ?? 1_000);
const IS_LONG = HARM > 1_000;
const HARM_OF_A_WORLD = 250;
/** Longer than any world lives by its own clock. */
const WEEK_MS = 7 * DAY_MS;
const WORLDS = Math.ceil(HARM / 2 / HARM_OF_A_WORLD);
/** Of so many lives one is a child process, killed by SIGKILL: it takes as long as some twenty others. */
const LIVES_A_PROCESS = IS_LONG ? 4 : 16;
/** Memory where there is a disk of it: what SIGKILL takes and leaves is the same there, and no test waits for a disk. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const CALLS: Readonly<Record<Platform, readonly string[]>> = {
  slack: [
    'chat.postMessage',
    'chat.update',
    'conversations.history',
    'conversations.replies',
    'files.completeUploadExternal',
  ],
  discord: ['POST /channels', 'PATCH /channels', 'GET /channels', '/threads', 'GET /users/@me'],
};
const CHANNELS: Readonly<Record<Platform, readonly string[]>> = {
  slack: ['C0POLICY', 'C0PRESS', 'C0LAW'],
  discord: [CHANNEL_ID],
};
type Answer = Omit<Fault, 'on'>;
/** After these nobody but the platform knows what became of the message. */
const LOST: readonly Answer[] = [
  { kind: 'lost' },
  { kind: 'truncated' },
  { kind: 'not-json' },
  { kind: 'status-applied', status: 502 },
];
/** It costs real time, so there are few. */
const NEVER: Answer = { kind: 'hang-applied' };
const TURNED_AWAY: readonly Answer[] = [
  { kind: 'status', status: 429, retryAfter: '0' },
  { kind: 'status', status: 503 },
  { kind: 'reset' },
];
/** It stops the channel, until it is resumed; below a root it sends replies into the channel. */
const CLOSED: Readonly<Record<Platform, Answer>> = {
  slack: { kind: 'error', error: 'not_in_channel' },
  discord: { kind: 'error', error: 50001 },
};

/** Every point at which a life may end. */
const deathsOn = (platform: Platform): readonly Death[] => [
  ...STEPS.flatMap((step) =>
    [1, 2, 3].flatMap((times): readonly Death[] => [
      { at: 'step', point: `before ${step}`, times },
      { at: 'step', point: `after ${step}`, times },
    ]),
  ),
  ...CALLS[platform].flatMap((on): readonly Death[] => [
    { at: 'call', on, applied: false },
    { at: 'call', on, applied: true },
  ]),
];

/** Kills bots and loses answers until enough is harmed; says that all was told once and in order. */
export function survivesFaults(platform: Platform): void {
  describe(`a bot on ${platform} under kills and faults`, () => {
    let folder: string;
    let world: World;
    beforeEach(async () => {
      folder = mkdtempSync(join(PLACE, 'storywatch-faults-'));
      world = await openWorld(platform, folder);
    });
    afterEach(async () => {
      await world.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    it.each(Array.from({ length: WORLDS }, (_, at) => SEED + at))(
      'loses none, doubles none and keeps the order of every thread; FAULT_SEED=%i',
      { timeout: IS_LONG ? 3_600_000 : 600_000 },
      async (seed) => {
        const { queued, harm } = await harmed(world, platform, chanceFrom(seed));

        const keyOf = (key: string): string => (platform === 'discord' ? nonceOf(key) : key);
        const said = queued
          .filter(({ place }) => place.kind !== 'amend')
          .flatMap(({ id: key, place, message: { file } }) => [
            { key: keyOf(key), thread: place.kind === 'reply' ? keyOf(place.root) : undefined },
            ...(file === undefined ? [] : [{ key: file.name, thread: keyOf(key) }]),
          ]);
        expect(harm.killed).toBeGreaterThan(0);
        // Nothing waits or was given up; what did says why.
        expect((await world.store.outbox.unsent(100)).map(({ id: key, delivery }) => ({ key, delivery }))).toEqual([]);
        expect(await world.store.outbox.stopped()).toEqual([]);
        expect(keysOf(world.held())).toEqual(keysOf(said));
        expect(threadsOf(world.held())).toEqual(threadsOf(said));
        expect(titlesOf(world.held())).toEqual(lastTitles(queued, keyOf));
        expect(integrityOf(join(folder, `${platform}.db`))).toEqual({ integrity_check: 'ok' });
        // A line is a world that held.
        if (IS_LONG) console.log(progressText(platform, seed, harm));
      },
    );
  });
}

/** `slack: world 3 of 20 (FAULT_SEED=7): 17 killed, 51 abandoned, 183 answers lost, 40 turned away; 760 of 5000 in all`. */
function progressText(platform: Platform, seed: number, { killed, abandoned, lost, turnedAway }: Harm): string {
  const at = seed - SEED + 1;
  const most = WORLDS * HARM_OF_A_WORLD;
  done += killed + abandoned + lost;
  return (
    `${platform}: world ${at} of ${WORLDS} (FAULT_SEED=${seed}): ${killed} killed, ${abandoned} abandoned, ` +
    `${lost} answers lost, ${turnedAway} turned away; ${done} of ${most} in all`
  );
}

let done = 0;

interface Harm {
  /** Child processes, by SIGKILL. */
  killed: number;
  /** Stacks in this process, with all that they had open. */
  abandoned: number;
  /** Answers to calls that were applied, looks included. */
  lost: number;
  /** Calls that were turned away or broken before they were applied. */
  turnedAway: number;
}

/** Lives and dies again and again, at every point in turn, each time with more to say. */
async function harmed(world: World, platform: Platform, chance: Chance) {
  const deaths = deathsOn(platform);
  const queued: Alert[] = [];
  const harm: Harm = { killed: 0, abandoned: 0, lost: 0, turnedAway: 0 };
  // Each way of dying goes through every point in turn.
  const turn = { process: chance.below(deaths.length), stack: chance.below(deaths.length) };
  for (let life = 0; harm.killed + harm.abandoned + harm.lost < HARM_OF_A_WORLD; life++) {
    const fresh: Alert[] = [];
    for (let more = 3; more > 0; more--) fresh.push(nextAlert([...queued, ...fresh], platform, world.now(), chance));
    queued.push(...fresh);
    await world.queue(fresh);
    addFaults(world, platform, chance, harm);
    const as = life % LIVES_A_PROCESS === 0 ? 'process' : 'stack';
    const died = await world.live(deaths[turn[as]++ % deaths.length], as);
    if (died) harm[as === 'process' ? 'killed' : 'abandoned'] += 1;
  }
  await world.live(undefined, 'stack');
  return { queued, harm };
}

/** The answers that the next life will meet, each once. */
function addFaults({ server }: World, platform: Platform, chance: Chance, harm: Harm): void {
  for (let faults = 8 + chance.below(9); faults > 0; faults--) {
    const on = chance.of(CALLS[platform]);
    if (chance.below(5) === 0) {
      // A file that is refused for good is said in words, which is no loss but none that is counted here.
      const away = on.startsWith('files') ? TURNED_AWAY : [...TURNED_AWAY, CLOSED[platform]];
      server.faults.add({ on, ...chance.of(away), met: () => void harm.turnedAway++ });
    } else {
      const answer = chance.below(40) === 0 ? NEVER : chance.of(LOST);
      server.faults.add({ on, ...answer, met: () => void harm.lost++ });
    }
  }
}

/** A new thread, or a reply or an amendment in one of the last few. */
function nextAlert(before: readonly Alert[], platform: Platform, now: Instant, chance: Chance): Alert {
  const name = `alert-${before.length}`;
  const roots = before.filter(({ place }) => place.kind === 'root').slice(-5);
  const root = roots.length > 0 && chance.below(4) > 0 ? chance.of(roots) : undefined;
  const kind = chance.below(3) === 0 ? 'amend' : 'reply';
  const isLoud = kind === 'reply' && chance.below(4) === 0;
  const hasFile = root === undefined && chance.below(3) === 0;
  return anAlert(name, {
    target: root?.target ?? { platform, channel: chance.of(CHANNELS[platform]) },
    message: aMessage({
      title: name,
      ...(isLoud ? { broadcast: true } : {}),
      ...(hasFile ? { file: { name: `${name}.csv`, mediaType: 'text/csv', text: name } } : {}),
    }),
    place: root === undefined ? { kind: 'root' } : { kind, root: root.id },
    // Younger than any: a world goes through days, and faults would leave none untold until its age counts.
    createdAt: now + WEEK_MS,
    delivery: { state: 'pending', attempts: 0, notBefore: now, uncertainSince: undefined, why: undefined },
  });
}

interface Placed {
  readonly key: string;
  readonly thread: string | undefined;
}

function keysOf(messages: readonly Placed[]): readonly string[] {
  return messages.map(({ key }) => key).sort();
}

/** The replies of each thread, in their order. */
function threadsOf(messages: readonly Placed[]): ReadonlyMap<string, readonly string[]> {
  const threads = new Map<string, string[]>();
  for (const { key, thread } of messages) {
    if (thread !== undefined) threads.set(thread, [...(threads.get(thread) ?? []), key]);
  }
  return threads;
}

/** What each root should say in the end: what was last queued for it. */
function lastTitles(queued: readonly Alert[], keyOf: (id: string) => string): ReadonlyMap<string, string> {
  return new Map(
    queued.flatMap(({ id: key, place, message }) =>
      place.kind === 'reply' ? [] : [[keyOf(place.kind === 'root' ? key : place.root), message.title]],
    ),
  );
}

function titlesOf(held: readonly Held[]): ReadonlyMap<string, string> {
  return new Map(held.flatMap(({ key, thread, title }) => (thread === undefined ? [[key, title]] : [])));
}

function integrityOf(file: string): unknown {
  const database = new DatabaseSync(file);
  try {
    return database.prepare('pragma integrity_check').get();
  } finally {
    database.close();
  }
}
