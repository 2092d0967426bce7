import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Alert, Delivery, Place } from '../../src/alerts/alert.ts';
import type { FeedItem } from '../../src/feeds/item.ts';
import { id } from '../../src/ids.ts';
import type { Verdict } from '../../src/relevance/verdict.ts';
import type { ChannelRef } from '../../src/story/story.ts';
import type { AlertRow, ItemRow, OverruledRow } from './tables.ts';
import { readKeys, readMessage, readReasons, written, writtenMessage } from './written.ts';

/** Every value of the domain as a row and back; each pair is its own inverse. */

const Tier = z.enum(['authority', 'agency', 'national', 'other']);
const Kind = z.enum(['follow-up', 'unsure', 'unrelated']);
const WrittenPlace = z.enum(['root', 'reply', 'amend']);
const State = z.enum(['pending', 'sent', 'given-up', 'superseded']);

/** An integer column holds no infinity: "never" is the last instant that a Date can show. */
const NEVER = 8.64e15;

export function finite(instant: number): number {
  return Math.min(instant, NEVER);
}

export function itemToRow(item: FeedItem): Insertable<ItemRow> {
  return {
    id: item.id,
    keys: written(item.keys),
    feed: item.feed,
    source: item.source,
    tier: item.tier,
    url: item.url,
    title: item.title,
    summary: item.summary,
    lang: item.lang,
    country: item.country ?? null,
    published_at: item.publishedAt ?? null,
    first_seen_at: item.firstSeenAt,
    meaning_model: item.meaning?.model ?? null,
    meaning: item.meaning === undefined ? null : Uint8Array.from(item.meaning.vector),
  };
}

export function itemFromRow({ meaning_model: model, meaning, ...row }: Omit<ItemRow, 'seq'>): FeedItem {
  return {
    id: id<'item'>(row.id),
    keys: readKeys(row.keys),
    feed: id<'feed'>(row.feed),
    source: row.source,
    tier: Tier.parse(row.tier),
    url: row.url,
    title: row.title,
    summary: row.summary,
    lang: row.lang,
    country: row.country ?? undefined,
    publishedAt: row.published_at ?? undefined,
    firstSeenAt: row.first_seen_at,
    ...(model !== null && meaning !== null ? { meaning: { model, vector: Int8Array.from(meaning) } } : {}),
  };
}

export function verdictFromRow(row: Omit<OverruledRow, 'story' | 'item'>): Verdict {
  return {
    kind: Kind.parse(row.kind),
    score: row.score,
    threshold: row.threshold,
    reasons: readReasons(row.reasons),
    strand: row.strand === null ? undefined : id<'strand'>(row.strand),
  };
}

export function alertToRow(alert: Alert): Insertable<AlertRow> {
  return {
    id: alert.id,
    platform: alert.target.platform,
    channel: alert.target.channel,
    message: writtenMessage(alert.message),
    place: alert.place.kind,
    thread: alert.place.kind === 'root' ? alert.id : alert.place.root,
    story: alert.story ?? null,
    development: alert.development ?? null,
    created_at: alert.createdAt,
    ...deliveryToRow(alert.delivery),
  };
}

export function alertFromRow(row: Selectable<AlertRow>): Alert {
  return {
    id: id<'alert'>(row.id),
    target: targetOf(row),
    message: readMessage(row.message),
    place: placeOf(row),
    story: row.story === null ? undefined : id<'story'>(row.story),
    development: row.development === null ? undefined : id<'development'>(row.development),
    createdAt: row.created_at,
    delivery: deliveryFromRow(row),
  };
}

function targetOf(row: Pick<AlertRow, 'platform' | 'channel'>): ChannelRef {
  return { platform: row.platform, channel: row.channel };
}

function placeOf(row: Pick<AlertRow, 'place' | 'thread'>): Place {
  const kind = WrittenPlace.parse(row.place);
  return kind === 'root' ? { kind } : { kind, root: id<'alert'>(row.thread) };
}

/** The columns that an attempt changes. */
export function deliveryToRow(delivery: Delivery) {
  const pending = delivery.state === 'pending' ? delivery : undefined;
  const sent = delivery.state === 'sent' ? delivery : undefined;
  return {
    state: delivery.state,
    attempts: delivery.attempts,
    not_before: finite(pending?.notBefore ?? 0),
    uncertain_since: pending?.uncertainSince ?? null,
    why: delivery.state === 'sent' ? null : (delivery.why ?? null),
    sent_at: sent?.sentAt ?? null,
    receipt: sent?.receipt ?? null,
  };
}

function deliveryFromRow(row: Selectable<AlertRow>): Delivery {
  const state = State.parse(row.state);
  switch (state) {
    case 'pending':
      return {
        state,
        attempts: row.attempts,
        notBefore: row.not_before,
        uncertainSince: row.uncertain_since ?? undefined,
        why: row.why ?? undefined,
      };
    case 'sent':
      return { state, attempts: row.attempts, sentAt: row.sent_at ?? 0, receipt: row.receipt ?? '' };
    case 'given-up':
    case 'superseded':
      return { state: 'given-up', attempts: row.attempts, why: row.why ?? '' };
  }
}
