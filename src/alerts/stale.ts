import { DAY_MS, type Instant } from '../time.ts';
import type { Alert } from './alert.ts';

/** What came up longer ago is no news any more; the lookups and the digest have it. */
const FRESH_MS = DAY_MS;
/** A digest is read until the next one. */
const FRESH_DIGEST_MS = 7 * DAY_MS;
/** More at once would be a flood. */
const MOST = 20;

/**
 * Of what waited for a stopped destination, oldest first, what is not posted any more: all but the newest 20 of a day.
 * A root that a fresh reply needs is kept, and so are amendments: they bring up to date what is there.
 */
export function staleOf(waiting: readonly Alert[], now: Instant): readonly Alert[] {
  const said = waiting.filter(({ place }) => place.kind !== 'amend');
  const fresh = said.filter(({ createdAt, message }) => {
    return now - createdAt < (message.tone === 'digest' ? FRESH_DIGEST_MS : FRESH_MS);
  });
  const kept = new Set(
    fresh.slice(-MOST).flatMap(({ id, place }) => (place.kind === 'root' ? [id] : [id, place.root])),
  );
  return said.filter(({ id }) => !kept.has(id));
}
