import type { Config } from '../config/schema.ts';
import { loadLexicon } from '../config/lexicon.ts';
import { createMetrics } from '../adapters/http/metrics.ts';
import { createServer, type HttpServer, type ServerSettings } from '../adapters/http/server.ts';
import { createScheduler } from '../adapters/jobs/embedded.ts';
import { createEmbedder } from '../adapters/embeddings/embedder.ts';
import { openSqlite } from '../adapters/store/sqlite.ts';
import { createArticleReader } from '../adapters/feeds/article.ts';
import { createFeedFinder } from '../adapters/feeds/discover.ts';
import { createFetcher } from '../adapters/feeds/http.ts';
import { createParser } from '../adapters/feeds/parser.ts';
import { answer } from './app/answer.ts';
import { type Desk, openDesk } from './app/desk.ts';
import { digestSoFar, sendDigests } from './app/digests.ts';
import { createDialogue } from './app/dialogue.ts';
import { createDrafts } from './app/drafts.ts';
import { createEditor } from './app/editor.ts';
import { createFeedKeeper } from './app/feed-keeper.ts';
import { createGate } from './app/gate.ts';
import { jobsOf, KEEP_DEFAULTS } from './app/jobs.ts';
import { type Drained, DRAIN_DEFAULTS, drainFully, type DrainSettings } from './app/outbox.ts';
import { createPacer } from './app/pacer.ts';
import { resumeAll } from './app/resume.ts';
import { createTeacher } from './app/teacher.ts';
import { createQuota } from './app/quota.ts';
import { type LookFigures, lookAgain } from './app/second-look.ts';
import { POLL_DEFAULTS, pollDue, type PollFigures, type PollSettings } from './app/pipeline.ts';
import { createChats, startChats } from './bot/chats.ts';
import { feedsOf, followConfigured } from './bot/follow.ts';
import { createTranslation } from './bot/translation.ts';
import type { CommandCall } from './commands/command.ts';
import type { CommandDeps } from './commands/deps.ts';
import type { Message } from './message/message.ts';
import { UserError } from './errors.ts';
import type { Clock, Embeddings, Log, Ports } from './ports.ts';
import { SECOND_MS } from './time.ts';

/** What a bot stands in: the clock, the log and the terminal are the caller's. */
export interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly terminal: {
    readonly write: (text: string) => void;
    readonly width: number;
    readonly colour: boolean;
    readonly hyperlinks: boolean;
  };
  /** Waits so many milliseconds; a replay moves its clock instead. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Everything wired together. Making it opens the store and nothing else: no feed is asked and no platform connected. */
export interface Bot {
  readonly ports: Ports;
  readonly desk: Desk;
  /** Follows the feeds of the configuration, and leaves the stories for later. */
  followFeeds(): Promise<void>;
  /** Follows the feeds and takes up the stories of the configuration. A story that cannot be read is logged; says how many there were. */
  follow(): Promise<number>;
  poll(options: { readonly force: boolean }): Promise<PollFigures>;
  /** Gives borderline items their second look; undefined where that is switched off. */
  lookAgain(): Promise<LookFigures | undefined>;
  /** Queues the digests that are due. */
  digests(): Promise<number>;
  /** Posts until nothing is due. */
  drain(): Promise<Drained>;
  /** Tries the destinations again that were stopped longer than so many milliseconds ago. */
  resume(restMs: number): Promise<void>;
  answer(call: CommandCall): Promise<Message>;
  /** Connects the platforms, serves the page, begins the jobs. Says where the page is and which platforms take commands. */
  start(): Promise<{ readonly page: string | undefined; readonly platforms: readonly string[] }>;
  /** Serves the page alone. */
  servePage(): Promise<string | undefined>;
  /** Ends in reverse order; resolves when nothing is in flight. Idempotent. */
  stop(): Promise<void>;
}

/** Twice what an adapter may take, and what a platform may take on top to apply a post. */
const MARGIN_MS = 20 * SECOND_MS;

/** Makes the bot of a configuration. Throws a UserError where the store cannot be opened or a platform lacks its token. */
export async function createBot(config: Config, around: Surroundings): Promise<Bot> {
  const { clock, log } = around;
  const metrics = createMetrics();
  const lexicon = loadLexicon(config.lexicon);
  const store = await openSqlite(config.database);
  const chats = createChats(config, around);
  const contact = config.contact === undefined ? {} : { contact: config.contact };
  const fetcher = createFetcher({ network: config.network, ...contact });
  const parser = createParser();
  const embeddings = await embeddingsOf(config, log);
  const translation = createTranslation(config);
  const ports: Ports = {
    store,
    fetcher,
    parser,
    chats: chats.byPlatform,
    clock,
    log,
    metrics,
    embeddings,
    translator: translation.translator,
  };
  const desk = await openDesk(ports, lexicon);
  const teacher = createTeacher(ports, desk);
  const reader = createArticleReader({ network: config.network, ...contact, log });
  const secondLook = config.articles.secondLook ? reader : undefined;
  const editor = createEditor(ports, desk, {
    reader,
    tell: { policy: config.alerts, timeZone: config.timeZone },
  });
  const finder = createFeedFinder({ network: config.network, ...contact, parser });
  const feeds = createFeedKeeper(ports, finder, config.everyMs);
  const ending = new AbortController();
  const poll: PollSettings = { ...POLL_DEFAULTS, policy: config.alerts, timeZone: config.timeZone };
  const drain: DrainSettings = { ...drainSettings(config.graceMs), pacer: createPacer(), signal: ending.signal };
  const scheduler = createScheduler(log, metrics);
  const gate = createGate(log, clock);
  const server = serverOf(config, around, { store, metrics, resting: () => gate.problem() });
  let isPageUp = false;

  const servePage = async (): Promise<string | undefined> => {
    if (server === undefined) return undefined;
    try {
      const { address } = await server.start();
      isPageUp = true;
      return address;
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      log.error('the page is not served, everything else is', { why: thrown.message, hint: thrown.hint });
      return undefined;
    }
  };
  const deps: CommandDeps = {
    store,
    watch: () => desk.watch(),
    teacher,
    editor,
    drafts: createDrafts(clock),
    feeds,
    roles: config.roles,
    quota: createQuota(config.quota, clock),
    clock,
    timeZone: config.timeZone,
    log,
    digestSoFar: (target, story) => digestSoFar(ports, config.digests, { target, story, timeZone: config.timeZone }),
  };
  const reply = (call: CommandCall): Promise<Message> => answer(call, deps);

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    ending.abort();
    // What is still asked of the model would keep a poll from ending.
    await embeddings?.embedder.close();
    await scheduler.stop();
    await Promise.all([...ports.chats.values()].map((chat) => chat.stop()));
    if (isPageUp) await server?.stop();
    isPageUp = false;
    await Promise.all([
      fetcher.close(),
      reader.close(),
      finder.close(),
      parser.close(),
      chats.close(),
      translation.close(),
    ]);
    await store.close();
  };

  return {
    ports,
    desk,
    followFeeds: () => store.feeds.follow(feedsOf(config, log), clock.now()),
    follow: () => followConfigured(config, ports, desk),
    poll: ({ force }) => pollDue(ports, desk, { ...poll, force }),
    lookAgain: async () => (secondLook === undefined ? undefined : lookAgain(ports, desk, secondLook, poll)),
    digests: () => sendDigests(ports, config.digests),
    drain: () => drainFully(ports, drain, around.pause),
    resume: (restMs) => resumeAll(deps, clock.now() - restMs),
    answer: reply,
    servePage,
    async start() {
      const page = await servePage();
      await resumeAll(deps, clock.now());
      const platforms = await startChats(ports.chats, reply, createDialogue(deps), log);
      scheduler.start(
        jobsOf(ports, desk, { ...KEEP_DEFAULTS, poll, drain, digests: config.digests, gate, secondLook }),
      );
      return { page, platforms };
    },
    stop: () => (stopped ??= stop()),
  };
}

/** The model that the configuration names, loaded; undefined where it names none, or it cannot be loaded. */
async function embeddingsOf({ embeddings }: Config, log: Log): Promise<Embeddings | undefined> {
  if (embeddings === undefined) return undefined;
  const { weight, ...settings } = embeddings;
  const embedder = await createEmbedder(settings, log);
  return embedder === undefined ? undefined : { embedder, weight };
}

/** An attempt is looked into once the lease has run out: no sooner than the adapter's time limit and the grace. */
function drainSettings(graceMs: number): Omit<DrainSettings, 'pacer'> {
  const deadlineMs = Math.min(DRAIN_DEFAULTS.deadlineMs, Math.max(graceMs, SECOND_MS));
  return { ...DRAIN_DEFAULTS, graceMs, deadlineMs, leaseMs: deadlineMs + Math.min(graceMs, MARGIN_MS) };
}

function serverOf(
  { page, timeZone }: Config,
  { clock, version, log }: Surroundings,
  parts: Pick<ServerSettings, 'store' | 'metrics' | 'resting'>,
): HttpServer | undefined {
  if (page === undefined) return undefined;
  return createServer({ ...parts, host: page.host, port: page.port, clock, timeZone, version, log });
}
