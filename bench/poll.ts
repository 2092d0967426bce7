import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import RssParser from 'rss-parser';
import { createFetcher } from '../adapters/feeds/http.ts';
import { createParser } from '../adapters/feeds/parser.ts';
import { openSqlite } from '../adapters/store/sqlite.ts';
import { loadLexicon } from '../config/lexicon.ts';
import { openDesk } from '../src/app/desk.ts';
import { POLL_DEFAULTS, type PollFigures, pollDue } from '../src/app/pipeline.ts';
import { id } from '../src/ids.ts';
import type { Ports } from '../src/ports.ts';
import { draftProfile } from '../src/story/draft.ts';

/** How long it takes to poll so many local feeds: the first time, again when none has changed, and naively. */
export interface PollBench {
  readonly feeds: number;
  readonly items: number;
  /** Fetched, parsed, decided for one story, stored and indexed for search. */
  readonly firstMs: number;
  /** All answer 304. */
  readonly againMs: number;
  /** Processor time of the first poll: of all threads together, and of the one that answers commands. */
  readonly firstCpuMs: number;
  readonly answeringCpuMs: number;
  /** How late the thread that answers commands was in 99 of 100 cases while both polls ran. */
  readonly loopDelayP99Ms: number;
  /** Most resident megabytes until both polls were over. */
  readonly rssMb: number;
  /** rss-parser's parseURL, 16 at once, in the same process: it stores and decides nothing. */
  readonly naiveFirstMs: number;
}

const HOSTS = 250;
const ITEMS = 30;
const NAIVE_AT_ONCE = 16;

/** What `npm start` gives to Node. */
export const START_OPTIONS = [
  '--max-semi-space-size=4',
  '--max-old-space-size=1024',
  '--v8-pool-size=1',
  '--heap-growing-percent=20',
];

/** So few polled before keep what compiles modules the first time out of the figures: a bot starts more than once. */
const WARMING_FEEDS = 16;

/** Polls `feeds` feeds of 30 items each, in a process like the bot's, so that its memory is nothing else's. */
export function benchPoll(feeds = 1_000): PollBench {
  pollApart(WARMING_FEEDS);
  return pollApart(feeds);
}

function pollApart(feeds: number): PollBench {
  const { stdout, status } = spawnSync(process.execPath, [...START_OPTIONS, import.meta.filename, String(feeds)], {
    // Where the bot keeps its compiled modules, too.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('the poll failed');
  return JSON.parse(stdout);
}

async function poll(feeds: number): Promise<PollBench> {
  return await withFeeds(feeds, async (urls, folder) => {
    // The naive poll comes last, so that its memory is not taken for ours.
    const { first, ...figures } = await ours(urls, join(folder, 'poll.db'));
    return { feeds, items: first.new, ...figures, naiveFirstMs: await timed(() => naively(urls)) };
  });
}

/** Does the work while `feeds` feeds are served, with an empty folder of its own. */
export async function withFeeds<T>(
  feeds: number,
  work: (urls: readonly string[], folder: string) => Promise<T>,
): Promise<T> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'feed-server.ts')], {
    env: { ...process.env, FEEDS: String(feeds), ITEMS: String(ITEMS) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-bench-'));
  try {
    const port = await portOf(server);
    const urls = Array.from({ length: feeds }, (_, at) => `http://127.0.1.${1 + (at % HOSTS)}:${port}/feed/${at}`);
    return await work(urls, folder);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

async function portOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the feed server has no output');
  const [line] = (await once(stdout, 'data')) as [Buffer];
  return line.toString().trim();
}

/** Ports over real feeds, and the desk of a bot that follows one story in them. */
export async function openBot(urls: readonly string[], database: string) {
  const lexicon = loadLexicon();
  const log = { info: () => {}, warn: console.error, error: console.error };
  const ports: Ports = {
    store: await openSqlite(database),
    fetcher: createFetcher({ network: { allowPrivate: hosts() } }),
    parser: createParser(),
    chats: new Map(),
    clock: { now: () => Date.now() },
    log,
    metrics: { count: () => {}, observe: () => {} },
  };
  await ports.store.stories.save({
    id: id('bench'),
    profile: draftProfile([SEED], lexicon).profile,
    channels: [{ platform: 'console', channel: '' }],
    since: Date.now(),
  });
  await ports.store.feeds.follow(
    urls.map((url) => ({ url: id(url), name: '', lang: 'en', country: undefined, tier: 'other', everyMs: 60_000 })),
    Date.now(),
  );
  const desk = await openDesk(ports, lexicon);
  const close = async (): Promise<void> => {
    await Promise.all([ports.fetcher.close(), ports.parser.close()]);
    await ports.store.close();
  };
  return { ports, desk, close };
}

async function ours(urls: readonly string[], database: string) {
  const { ports, desk, close } = await openBot(urls, database);
  try {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let first: PollFigures | undefined;
    const [all, own] = [process.cpuUsage(), process.threadCpuUsage()];
    const firstMs = await timed(async () => {
      first = await pollDue(ports, desk, POLL_DEFAULTS);
    });
    const firstCpuMs = milliseconds(process.cpuUsage(all));
    const answeringCpuMs = milliseconds(process.threadCpuUsage(own));
    let again: PollFigures | undefined;
    const againMs = await timed(async () => {
      again = await pollDue(ports, desk, { ...POLL_DEFAULTS, force: true });
    });
    if (first?.fetched !== urls.length || first.new !== urls.length * ITEMS || again?.unchanged !== urls.length) {
      throw new Error(`not all was polled: ${JSON.stringify({ first, again })}`);
    }
    const loopDelayP99Ms = Math.round(delay.percentile(99) / 1e6);
    const rssMb = Math.round(process.resourceUsage().maxRSS / 1_024);
    return { first, firstMs, againMs, firstCpuMs, answeringCpuMs, loopDelayP99Ms, rssMb };
  } finally {
    await close();
  }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 1_000);
}

const SEED = {
  title: 'Prosecutors open inquiry into online platform over the safety of children',
  paragraphs: [
    'The national prosecutor has opened an inquiry into an online platform over the privacy and the safety of children.',
    'The regulator and the European Commission had warned the company. A judge will hear its appeal.',
  ],
};

function hosts(): readonly string[] {
  return Array.from({ length: HOSTS }, (_, at) => `127.0.1.${1 + at}`);
}

/** What a bot does that takes the popular parser as it comes. */
async function naively(urls: readonly string[]): Promise<void> {
  const waiting = urls.values();
  let items = 0;
  const worker = async (): Promise<void> => {
    for (const url of waiting) {
      const feed = await new RssParser().parseURL(url);
      items += feed.items.length;
    }
  };
  await Promise.all(Array.from({ length: NAIVE_AT_ONCE }, worker));
  if (items !== urls.length * ITEMS) throw new Error(`read ${items} items, not ${urls.length * ITEMS}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(performance.now() - startedAt);
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await poll(Number(process.argv[2])))}\n`);
