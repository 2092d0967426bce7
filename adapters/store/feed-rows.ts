import { z } from 'zod';
import type { FeedState } from '../../src/feeds/feed.ts';
import { id } from '../../src/ids.ts';
import { finite } from './rows.ts';
import type { FeedRow } from './tables.ts';
import { readSkips, written } from './written.ts';

/** A feed and what is known of it as a row, and back. */

const Tier = z.enum(['authority', 'agency', 'national', 'other']);
const Health = z.enum(['new', 'ok', 'failing', 'empty', 'silent', 'undated', 'gone']);

export function feedToRow(state: FeedState, position: number): FeedRow {
  return {
    url: state.feed.url,
    position,
    name: state.feed.name,
    lang: state.feed.lang ?? null,
    country: state.feed.country ?? null,
    tier: state.feed.tier,
    every_ms: state.feed.everyMs,
    origin: state.feed.origin ?? null,
    ...pollToRow(state),
  };
}

/** The columns that a poll changes. */
export function pollToRow(state: FeedState) {
  return {
    health: state.health,
    next_poll_at: finite(state.nextPollAt),
    last_poll_at: state.lastPollAt ?? null,
    last_good_at: state.lastGoodAt ?? null,
    last_item_at: state.lastItemAt ?? null,
    failures: state.failures,
    problem: state.problem ?? null,
    etag: state.validators.etag ?? null,
    last_modified: state.validators.lastModified ?? null,
    moved_to: state.movedTo ?? null,
    first_polled_at: state.firstPolledAt ?? null,
    move_to: state.move?.to ?? null,
    move_times: state.move?.times ?? null,
    rhythm_ms: state.rhythmMs ?? null,
    ttl_ms: state.ttlMs ?? null,
    skips: state.skips === undefined ? null : written(state.skips),
  };
}

export function feedFromRow(row: FeedRow): FeedState {
  return {
    feed: {
      url: id<'feed'>(row.url),
      name: row.name,
      lang: row.lang ?? undefined,
      country: row.country ?? undefined,
      tier: Tier.parse(row.tier),
      everyMs: row.every_ms,
      ...(row.origin === 'chat' ? { origin: row.origin } : {}),
    },
    health: Health.parse(row.health),
    nextPollAt: row.next_poll_at,
    lastPollAt: row.last_poll_at ?? undefined,
    lastGoodAt: row.last_good_at ?? undefined,
    lastItemAt: row.last_item_at ?? undefined,
    failures: row.failures,
    problem: row.problem ?? undefined,
    validators: { etag: row.etag ?? undefined, lastModified: row.last_modified ?? undefined },
    movedTo: row.moved_to ?? undefined,
    firstPolledAt: row.first_polled_at ?? undefined,
    move: row.move_to === null ? undefined : { to: row.move_to, times: row.move_times ?? 1 },
    rhythmMs: row.rhythm_ms ?? undefined,
    ttlMs: row.ttl_ms ?? undefined,
    skips: row.skips === null ? undefined : readSkips(row.skips),
  };
}
