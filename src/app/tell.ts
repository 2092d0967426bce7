import type { Alert } from '../alerts/alert.ts';
import { alertsFor } from '../alerts/compose.ts';
import { rootId } from '../alerts/ids.ts';
import type { AlertPolicy } from '../alerts/policy.ts';
import { instantOf } from '../feeds/item.ts';
import { canonicalUrl } from '../feeds/url.ts';
import type { AlertId } from '../ids.ts';
import type { Store } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import { readerOf, type Watch } from '../relevance/watch.ts';
import type { ChannelRef, Story } from '../story/story.ts';
import { summarise } from '../summary/extract.ts';
import { HOUR_MS, type Instant } from '../time.ts';

/** How alerts are made. */
export interface TellSettings {
  readonly policy: AlertPolicy;
  /** IANA name: the zone in which dates are written. */
  readonly timeZone: string;
}

/** Coverage that is news, with its story. */
export interface News {
  readonly coverage: Coverage;
  readonly story: Story;
}

/** True of what a story's readers do not know: neither its own seed nor anything from before it was taken up. */
export function isNews({ item, placement }: Coverage, story: Story): boolean {
  if (placement === undefined || instantOf(item) < story.since) return false;
  const seed = story.profile.url;
  return seed === undefined || item.url === '' || item.url !== canonicalUrl(seed);
}

/** The alerts for news, in its order; what is queued already, and each alert made here, counts towards the hourly cap. */
export async function alertsOf(
  news: readonly News[],
  store: Store,
  watch: Watch,
  settings: TellSettings,
  now: Instant,
): Promise<readonly Alert[]> {
  const queued = await queuedLastHour(news, store, now);
  const roots = await rootsOf(news, store);
  const alerts: Alert[] = [];
  for (const { coverage, story } of news) {
    if (coverage.placement === undefined) continue;
    const made = alertsFor(coverage, story, {
      now,
      summary: summarise(coverage.placement.development, coverage.item, readerOf(watch)),
      policy: settings.policy,
      queuedLastHour: (target) => queued.get(keyOf(target)) ?? 0,
      hasRoot: (id) => roots.has(id),
      timeZone: settings.timeZone,
    });
    for (const alert of made) {
      if (alert.place.kind === 'root') roots.add(alert.id);
      if (alert.place.kind !== 'amend') queued.set(keyOf(alert.target), (queued.get(keyOf(alert.target)) ?? 0) + 1);
    }
    alerts.push(...made);
  }
  return alerts;
}

async function queuedLastHour(news: readonly News[], store: Store, now: Instant): Promise<Map<string, number>> {
  const targets = new Map(
    news.flatMap(({ story }) => story.channels.map((target) => [keyOf(target), target] as const)),
  );
  const queued = new Map<string, number>();
  for (const [key, target] of targets) queued.set(key, await store.outbox.queuedSince(target, now - HOUR_MS));
  return queued;
}

async function rootsOf(news: readonly News[], store: Store): Promise<Set<AlertId>> {
  const roots = new Set<AlertId>();
  for (const { coverage, story } of news) {
    // What opens a development cannot have a root yet.
    if (coverage.placement === undefined || coverage.placement.kind === 'opens') continue;
    for (const target of story.channels) {
      const id = rootId(target, coverage.placement.development.id);
      if (!roots.has(id) && (await store.outbox.find(id)) !== undefined) roots.add(id);
    }
  }
  return roots;
}

function keyOf({ platform, channel }: ChannelRef): string {
  return `${platform}:${channel}`;
}
