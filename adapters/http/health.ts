import { Gauge, Registry } from 'prom-client';
import type { FeedState } from '../../src/feeds/feed.ts';
import { messageOf } from '../../src/errors.ts';
import type { Store } from '../../src/ports.ts';
import { destinationText } from '../../src/story/destination.ts';
import { type Instant, MINUTE_MS, SECOND_MS } from '../../src/time.ts';

/** A feed that is overdue for so long shows that nobody polls any more. */
const STALLED_AFTER_MS = 15 * MINUTE_MS;

/** What a load balancer or an operator asks for. */
export interface HealthReport {
  readonly status: 'ok' | 'resting' | 'stalled' | 'store-failed';
  readonly version: string;
  /** Since any feed was last polled; undefined before the first poll. */
  readonly lastPollAgeSeconds?: number;
  readonly feeds?: {
    readonly total: number;
    readonly failing: readonly { readonly name: string; readonly problem: string }[];
  };
  readonly outbox?: { readonly pending: number; readonly sent: number; readonly givenUp: number };
  /** Where nothing is posted until a person mends it. */
  readonly stopped?: readonly { readonly destination: string; readonly why: string }[];
  readonly problem?: string;
}

/**
 * Reads the store and says how the bot is. A store that cannot be read is an answer, not a throw.
 * `resting` is why work rests, where the store takes nothing: a full or read-only disk.
 */
export async function healthOf(
  store: Store,
  now: Instant,
  version: string,
  resting: string | undefined,
): Promise<HealthReport> {
  try {
    const [feeds, outbox, shut] = await Promise.all([store.feeds.all(), store.outbox.depth(), store.outbox.stopped()]);
    const stopped = shut.map(({ target, why }) => ({ destination: destinationText(target), why }));
    const last = lastPollOf(feeds);
    const overdueMs = Math.max(0, ...feeds.filter(isPolled).map((state) => now - state.nextPollAt));
    const failing = feeds
      .filter((state) => state.health === 'failing' || state.health === 'gone')
      .map((state) => ({ name: state.feed.name, problem: state.problem ?? state.health }));
    const isStalled = overdueMs > STALLED_AFTER_MS;
    const overdue = isStalled ? `a feed is overdue for ${Math.round(overdueMs / MINUTE_MS)} minutes` : undefined;
    const problem = resting ?? overdue;
    return {
      status: statusOf(resting, isStalled),
      version,
      ...(last === undefined ? {} : { lastPollAgeSeconds: Math.max(0, Math.round((now - last) / SECOND_MS)) }),
      feeds: { total: feeds.length, failing },
      outbox,
      ...(stopped.length === 0 ? {} : { stopped }),
      ...(problem === undefined ? {} : { problem }),
    };
  } catch (thrown) {
    return { status: 'store-failed', version, problem: messageOf(thrown) };
  }
}

/** The state of the store as gauges, in the text format of Prometheus: read at each scrape, so that it is never stale. */
export async function gauges(store: Store, now: Instant): Promise<string> {
  const registry = new Registry();
  const [feeds, outbox, stopped] = await Promise.all([store.feeds.all(), store.outbox.depth(), store.outbox.stopped()]);
  const health = new Gauge({
    name: 'storywatch_feeds',
    help: 'Feeds by health',
    labelNames: ['health'],
    registers: [registry],
  });
  for (const { health: state } of feeds) health.inc({ health: state });
  const alerts = new Gauge({
    name: 'storywatch_outbox',
    help: 'Alerts by state',
    labelNames: ['state'],
    registers: [registry],
  });
  alerts.set({ state: 'pending' }, outbox.pending);
  alerts.set({ state: 'sent' }, outbox.sent);
  alerts.set({ state: 'given-up' }, outbox.givenUp);
  const shut = new Gauge({
    name: 'storywatch_stopped_destinations',
    help: 'Destinations to which nothing is posted until a person mends them',
    registers: [registry],
  });
  shut.set(stopped.length);
  const last = lastPollOf(feeds);
  if (last !== undefined) {
    const age = new Gauge({
      name: 'storywatch_last_poll_age_seconds',
      help: 'Since any feed was polled',
      registers: [registry],
    });
    age.set((now - last) / SECOND_MS);
  }
  return registry.metrics();
}

function statusOf(resting: string | undefined, isStalled: boolean): HealthReport['status'] {
  if (resting !== undefined) return 'resting';
  return isStalled ? 'stalled' : 'ok';
}

function isPolled(state: FeedState): boolean {
  return state.health !== 'gone';
}

function lastPollOf(feeds: readonly FeedState[]): Instant | undefined {
  const polled = feeds.flatMap((state) => (state.lastPollAt === undefined ? [] : [state.lastPollAt]));
  return polled.length === 0 ? undefined : polled.reduce((a, b) => Math.max(a, b));
}
