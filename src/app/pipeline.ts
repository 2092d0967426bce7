import { DEFAULT_POLICY } from '../alerts/policy.ts';
import { messageOf, UserError } from '../errors.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import { afterPoll } from '../feeds/schedule.ts';
import type { FeedUrl } from '../ids.ts';
import type { Ports, Store } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Instant } from '../time.ts';
import type { Desk } from './desk.ts';
import { type Gathered, gather } from './gather.ts';
import { grouping } from './grouping.ts';
import { withMeanings } from './meanings.ts';
import { figuresOf, NOTHING, type PollFigures, sum } from './figures.ts';
import { alertsOf, isNews, type News, type TellSettings } from './tell.ts';

/** How feeds are polled. */
export interface PollSettings extends TellSettings {
  /** Feeds asked at once; what half of them brought is committed together, while the others are asked. */
  readonly concurrency: number;
  /** Polls feeds that are not due, too. */
  readonly force: boolean;
}

export type { PollFigures };

export const POLL_DEFAULTS: PollSettings = { concurrency: 32, force: false, policy: DEFAULT_POLICY, timeZone: 'UTC' };

/** A commit costs about as much for one feed as for sixteen: so long a feed's answer waits for others, in milliseconds. */
const LINGER_MS = 20;

/**
 * Polls every due feed once: gather, decide, commit. What was seen, what it means, what is to be said and when to poll
 * next are stored together or not at all. A feed or an item that fails stops nothing else.
 * Throws a UserError where the store cannot be written; what was not stored is polled again.
 */
export async function pollDue(ports: Ports, desk: Desk, settings: PollSettings): Promise<PollFigures> {
  const now = ports.clock.now();
  const states = settings.force
    ? (await ports.store.feeds.all()).filter(({ health }) => health !== 'gone')
    : await ports.store.feeds.due(now);
  let figures = NOTHING;
  const commit = grouping(
    async (group: readonly Gathered[]) => {
      figures = sum(figures, await desk.alone(() => commitGroup(group, ports, desk, settings, now)));
    },
    { size: Math.min(Math.ceil(settings.concurrency / 2), states.length), lingerMs: LINGER_MS },
  );
  const waiting = states.values();
  let fault: unknown;
  const worker = async (): Promise<void> => {
    for (const state of waiting) {
      if (fault !== undefined) return;
      try {
        await commit(await withMeanings(await gather(state, ports, now), ports));
      } catch (thrown) {
        fault ??= thrown;
      }
    }
  };
  await Promise.all(Array.from({ length: settings.concurrency }, worker));
  if (fault !== undefined) throw fault;
  return figures;
}

/** Stores a group in one transaction; where it is refused for a bug in one of the feeds, feed by feed. */
async function commitGroup(
  group: readonly Gathered[],
  ports: Ports,
  desk: Desk,
  settings: PollSettings,
  now: Instant,
): Promise<PollFigures> {
  try {
    return await followFeeds(group, ports, desk, settings, now);
  } catch (thrown) {
    desk.spoil();
    if (thrown instanceof UserError) throw thrown;
    const [only] = group;
    if (group.length === 1 && only !== undefined) return putOff(only, thrown, ports, now);
    let figures = NOTHING;
    for (const one of group) figures = sum(figures, await commitGroup([one], ports, desk, settings, now));
    return figures;
  }
}

/** Turns what feeds brought into coverage and alerts, and stores all of it in one transaction. */
export async function followFeeds(
  group: readonly Gathered[],
  ports: Ports,
  desk: Desk,
  settings: TellSettings,
  now: Instant,
): Promise<PollFigures> {
  await desk.freshen(now);
  const items = group.flatMap((one) => one.items).sort((a, b) => instantOf(a) - instantOf(b));
  // gather
  const fresh = await ports.store.coverage.unseen(items);
  // decide
  const coverage = await coverAll(fresh, ports, desk);
  const news = newsOf(coverage, group, desk);
  const alerts = await alertsOf(news, ports.store, desk.watch(), settings, now);
  // commit
  const commit = async (tx: Store): Promise<void> => {
    const kept = await tx.coverage.saveItems(items);
    if (kept !== fresh.length) throw new Error('another process stored some of these items meanwhile');
    await tx.coverage.save(coverage);
    await tx.outbox.add(alerts);
    for (const { after } of group) await tx.feeds.recordPoll(after);
  };
  // What a power cut undoes is polled again: an alert of it cannot have been posted, for claiming it is not relaxed.
  await ports.store.transaction(commit, { relaxed: true });
  for (const one of group) report(one, ports);
  return figuresOf(group, fresh, coverage, alerts);
}

/** Longer than this the process must not be deaf to commands and answers, in milliseconds. */
const DEAF_MS = 5;

async function coverAll(items: readonly FeedItem[], ports: Ports, desk: Desk): Promise<readonly Coverage[]> {
  const coverage: Coverage[] = [];
  let startedAt = performance.now();
  for (const item of items) {
    coverage.push(...coverOrSkip(item, ports, desk));
    if (performance.now() - startedAt < DEAF_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    startedAt = performance.now();
  }
  return coverage;
}

/** An item that cannot be decided is kept, so that it does not come back, and left out. */
function coverOrSkip(item: FeedItem, { log, metrics }: Ports, desk: Desk): readonly Coverage[] {
  try {
    return desk.cover(item);
  } catch (thrown) {
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    log.error('item left out', { item: item.id, title: item.title, url: item.url, why: messageOf(thrown), stack });
    metrics.count('items_left_out_total');
    return [];
  }
}

/** What is to be told: nothing that a feed's first poll brings, for that is its archive. */
function newsOf(coverage: readonly Coverage[], group: readonly Gathered[], desk: Desk): readonly News[] {
  const silent = new Set<FeedUrl>(
    group.filter(({ before }) => before.firstPolledAt === undefined).map(({ before }) => before.feed.url),
  );
  return coverage.flatMap((one) => {
    const story = desk.stories().get(one.story);
    if (story === undefined || silent.has(one.item.feed) || !isNews(one, story)) return [];
    return [{ coverage: one, story }];
  });
}

/** One line for each change of a feed's health: a failure, and that it is over. */
function report({ before, after, outcome }: Gathered, { log, metrics }: Ports): void {
  metrics.count('polls_total', { outcome });
  const { url: feed } = after.feed;
  if (outcome === 'failed' && (before.failures === 0 || before.problem !== after.problem)) {
    log.warn('feed failed', { feed, why: after.problem, nextAt: new Date(after.nextPollAt).toISOString() });
  } else if (before.failures > 0 && after.failures === 0) {
    log.info('feed works again', { feed, failures: before.failures });
  }
}

/** A feed whose items cannot be stored is polled later, as one that cannot be read. */
async function putOff({ before, items }: Gathered, thrown: unknown, ports: Ports, now: Instant): Promise<PollFigures> {
  const why = `storing what the feed brought failed: ${messageOf(thrown)}`;
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  ports.log.error('feed could not be stored', { feed: before.feed.url, why, stack });
  await ports.store.feeds.recordPoll(
    afterPoll(before, { kind: 'later', why, retryAfterMs: undefined }, undefined, now),
  );
  return { ...NOTHING, feeds: 1, failed: 1, items: items.length };
}
