import type { Alert } from '../alerts/alert.ts';
import { alertsFor } from '../alerts/compose.ts';
import { materialOf } from '../alerts/material.ts';
import { amendId, rootId } from '../alerts/ids.ts';
import type { AlertPolicy } from '../alerts/policy.ts';
import type { Development } from '../developments/development.ts';
import { type Feedback, stanceOn } from '../feedback/feedback.ts';
import { instantOf } from '../feeds/item.ts';
import { canonicalUrl } from '../feeds/url.ts';
import type { AlertId, StoryId } from '../ids.ts';
import type { Store } from '../ports.ts';
import { LOOKED_AT_FOR_MS } from '../relevance/article.ts';
import type { Coverage } from '../relevance/coverage.ts';
import { readerOf, type Watch } from '../relevance/watch.ts';
import type { ChannelRef, Story } from '../story/story.ts';
import { summarise } from '../summary/extract.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';

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

/**
 * Whether coverage is to be told: a follow-up that is not the story's own article, and not older than it.
 * A feed may well show late what came out between the article and the day the story was taken up: that is news.
 */
export function isNews({ item, placement }: Coverage, story: Story): boolean {
  const { published, url } = story.profile;
  if (placement === undefined || instantOf(item) < startOfDay(published ?? 0)) return false;
  return url === undefined || item.url === '' || item.url !== canonicalUrl(url);
}

/** Articles and feeds often give the day alone: then the hour is midnight, before everything else of that day. */
function startOfDay(instant: Instant): Instant {
  return Math.floor(instant / DAY_MS) * DAY_MS;
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
  const said = new Map<StoryId, readonly Feedback[]>();
  for (const { id } of new Set(news.map(({ story }) => story))) said.set(id, await store.feedback.inForce(id, now));
  const alerts: Alert[] = [];
  for (const { coverage, story } of news) {
    if (coverage.placement === undefined) continue;
    const { item, placement } = coverage;
    const reader = readerOf(watch);
    const made = alertsFor(coverage, story, {
      now,
      summary: summarise(placement.development, item, reader),
      material: materialOf(placement.development, item, reader),
      policy: settings.policy,
      queuedLastHour: (target) => queued.get(keyOf(target)) ?? 0,
      rootOf: (id) => roots.get(id),
      stanceOn: (target, { id }) => stanceOn(said.get(story.id) ?? [], target, id, now),
      timeZone: settings.timeZone,
    });
    for (const alert of made) {
      if (alert.place.kind === 'root') roots.set(alert.id, alert);
      if (alert.place.kind === 'amend') amend(roots, alert.place.root, alert);
      else queued.set(keyOf(alert.target), (queued.get(keyOf(alert.target)) ?? 0) + 1);
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

/** The roots that are queued already, each with the message that it shows now. */
async function rootsOf(news: readonly News[], store: Store): Promise<Map<AlertId, Alert>> {
  const roots = new Map<AlertId, Alert>();
  for (const { coverage, story } of news) {
    // What opens a development cannot have a root yet.
    if (coverage.placement === undefined || coverage.placement.kind === 'opens') continue;
    const { development } = coverage.placement;
    for (const target of story.channels) {
      const id = rootId(target, development.id);
      const root = roots.has(id) ? undefined : await store.outbox.find(id);
      if (root === undefined) continue;
      roots.set(id, root);
      const newest = await newestAmendment(root, development, store);
      if (newest !== undefined) amend(roots, id, newest);
    }
  }
  return roots;
}

async function newestAmendment(
  { target, createdAt }: Alert,
  development: Development,
  { outbox }: Store,
): Promise<Alert | undefined> {
  for (const { item } of development.reports.toReversed()) {
    // What was there before the root amends nothing, unless a second look raised it since.
    if (item.firstSeenAt < createdAt - LOOKED_AT_FOR_MS - HOUR_MS) continue;
    const found = await outbox.find(amendId(target, development.id, item.id));
    if (found !== undefined) return found;
  }
  return undefined;
}

function amend(roots: Map<AlertId, Alert>, id: AlertId, { message }: Alert): void {
  const root = roots.get(id);
  if (root !== undefined) roots.set(id, { ...root, message });
}

function keyOf({ platform, channel }: ChannelRef): string {
  return `${platform}:${channel}`;
}
