import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocument } from '../../adapters/feeds/read.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { openDesk } from '../../src/app/desk.ts';
import { DRAIN_DEFAULTS, drainOutbox } from '../../src/app/outbox.ts';
import { createPacer } from '../../src/app/pacer.ts';
import { POLL_DEFAULTS, pollDue } from '../../src/app/pipeline.ts';
import type { Feed } from '../../src/feeds/feed.ts';
import type { Ports } from '../../src/ports.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { compileLexicon } from '../../src/text/lexicon.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../src/time.ts';
import { aStory, NOW } from '../fakes/builders.ts';
import { HARBOUR_SEED } from '../fakes/harbour.ts';
import { makeWorld, type World } from './world.ts';

export interface SoakSettings {
  readonly feeds: number;
  readonly days: number;
  readonly seed: number;
  /** The clock moves on by so much at a time. */
  readonly stepMs: number;
  readonly everyMs: number;
  readonly told?: (day: number, report: Pick<SoakReport, 'polls'>) => void;
}

/** What became of the feeds of a world. */
export interface SoakReport {
  readonly polls: number;
  /** Items that stood in a readable document. */
  readonly shown: number;
  readonly stored: number;
  /** Shown and not stored, stored and never shown, stored twice: all by address. */
  readonly lost: readonly string[];
  readonly strange: readonly string[];
  readonly doubled: readonly string[];
  /** Items of feeds that always answer which were published in time and are not there. */
  readonly missed: readonly string[];
  readonly posts: number;
  /** Keys that were posted more than once. */
  readonly postedTwice: readonly string[];
  /** The most polls in one step: of the round in which all feeds were due, and of all rounds from the second after it on. */
  readonly herd: number;
  readonly mostPolls: number;
  readonly meanPolls: number;
  /** Megabytes of heap after each day, from the restart on; empty without --expose-gc. */
  readonly heapMb: readonly number[];
}

/** Lets a bot follow a made-up world for some days of its own clock, with a long pause and a restart on the way. */
export async function soak(settings: SoakSettings): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-soak-'));
  try {
    return await live(settings, join(folder, 'soak.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function live({ feeds, days, seed, stepMs, everyMs, told }: SoakSettings, path: string): Promise<SoakReport> {
  const world = makeWorld(feeds, seed, NOW);
  const clock = { time: NOW };
  const posts = new Map<string, number>();
  const open = async () => {
    const ports = portsOf(world, clock, posts, await openSqlite(path));
    const lexicon = compileLexicon([], []);
    await ports.store.stories.save(
      aStory('harbour', { profile: draftProfile([HARBOUR_SEED], lexicon).profile, since: NOW }),
    );
    await ports.store.feeds.follow(
      world.feeds.map((url) => feedOf(url, everyMs)),
      clock.time,
    );
    return { ports, desk: await openDesk(ports, lexicon) };
  };
  let bot = await open();
  const end = NOW + days * DAY_MS;
  const pauseAt = NOW + (days / 3) * DAY_MS;
  const restartAt = NOW + (days / 2) * DAY_MS;
  const perStep: number[] = [];
  const heapMb: number[] = [];
  let [paused, restarted, day, herd, calmFrom] = [false, false, 0, 0, NOW + 3 * everyMs];
  while (clock.time < end) {
    const before = world.polls;
    await pollDue(bot.ports, bot.desk, { ...POLL_DEFAULTS, policy: { perHour: 1_000 } });
    await drainOutbox(bot.ports, { ...DRAIN_DEFAULTS, pacer: createPacer({}) });
    const polled = world.polls - before;
    if (clock.time >= calmFrom) perStep.push(polled);
    else herd = Math.max(herd, polled);
    clock.time += stepMs;
    if (!paused && clock.time >= pauseAt) {
      paused = true;
      clock.time += 2 * everyMs;
      calmFrom = clock.time + 3 * everyMs;
    }
    if (!restarted && clock.time >= restartAt) {
      restarted = true;
      await bot.ports.store.close();
      bot = await open();
    }
    if (clock.time >= NOW + (day + 1) * DAY_MS) {
      day++;
      if (restarted && globalThis.gc !== undefined) heapMb.push(heapAfter(globalThis.gc));
      told?.(day, { polls: world.polls });
    }
  }
  const report = await judge(world, bot.ports, clock.time, everyMs);
  await bot.ports.store.close();
  return {
    ...report,
    polls: world.polls,
    posts: posts.size,
    postedTwice: [...posts].filter(([, times]) => times > 1).map(([key]) => key),
    herd,
    mostPolls: Math.max(...perStep),
    meanPolls: perStep.reduce((sum, count) => sum + count, 0) / perStep.length,
    heapMb,
  };
}

function portsOf(world: World, clock: { time: Instant }, posts: Map<string, number>, store: Ports['store']): Ports {
  return {
    store,
    fetcher: { fetch: async (state) => world.fetch(state, clock.time), close: async () => {} },
    parser: {
      parse: () => Promise.reject(new Error('the poll reads')),
      read: (document, feed, now) => readDocument({ document, feed, now }),
      close: async () => {},
    },
    chats: new Map([
      [
        'console',
        {
          platform: 'console',
          start: async () => {},
          async post({ key }) {
            posts.set(key, (posts.get(key) ?? 0) + 1);
            return { kind: 'posted', receipt: key };
          },
          stop: async () => {},
        },
      ],
    ]),
    clock: { now: () => clock.time },
    log: { info: () => {}, warn: () => {}, error: (message, fields) => console.error(message, fields) },
    metrics: { count: () => {}, observe: () => {} },
  };
}

function feedOf(url: Feed['url'], everyMs: number): Feed {
  return { url, name: URL.parse(url)?.host ?? '', lang: 'en', country: undefined, tier: 'other', everyMs };
}

/** Compares what is stored with what was shown. */
async function judge(world: World, { store }: Ports, now: Instant, everyMs: number) {
  const stored = new Map<string, number>();
  for (const { url } of await store.coverage.items(0, Number.MAX_SAFE_INTEGER, 10_000_000)) {
    stored.set(url, (stored.get(url) ?? 0) + 1);
  }
  const shown = new Set<string>();
  const missed: string[] = [];
  for (const feed of world.feeds.keys()) {
    const addressOf = (item: number): string => `https://n${feed}.example/news/${item}`;
    for (const item of world.shown(feed)) shown.add(addressOf(item));
    if (!['well', 'moving', 'renaming', 'undated'].includes(world.lotOf(feed))) continue;
    const due = world.published(feed, now - 4 * everyMs - 6 * HOUR_MS);
    for (let item = 0; item < due; item++) if (!stored.has(addressOf(item))) missed.push(addressOf(item));
  }
  return {
    shown: shown.size,
    stored: stored.size,
    lost: [...shown].filter((url) => !stored.has(url)),
    strange: [...stored.keys()].filter((url) => !shown.has(url)),
    doubled: [...stored].filter(([, times]) => times > 1).map(([url]) => url),
    missed,
  };
}

function heapAfter(gc: () => void): number {
  gc();
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}

export const STEP_MS = 5 * MINUTE_MS;
