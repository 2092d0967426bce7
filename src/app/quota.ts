import type { Quota } from '../commands/deps.ts';
import type { Clock } from '../ports.ts';
import { type Instant, MINUTE_MS } from '../time.ts';

/** How many lookups a minute, by one user and in one channel; as many can come at once. */
export interface QuotaSettings {
  readonly perUser: number;
  readonly perChannel: number;
}

export const QUOTA_DEFAULTS: QuotaSettings = { perUser: 20, perChannel: 60 };

/** What is left to somebody, as of an instant. */
interface Bucket {
  /** In lookups times a minute's milliseconds, so that it stays a whole number. */
  left: number;
  at: Instant;
}

/** A token bucket for each user and for each channel. */
export function createQuota({ perUser, perChannel }: QuotaSettings, clock: Clock): Quota {
  const users = createBuckets(perUser);
  const channels = createBuckets(perChannel);
  return {
    take({ platform, channel, user }) {
      const now = clock.now();
      const own = users(`${platform} ${user}`, now);
      const shared = channels(`${platform} ${channel}`, now);
      if (own.left < MINUTE_MS) return { whose: 'user', perMinute: perUser, waitMs: waitFor(own, perUser) };
      if (shared.left < MINUTE_MS)
        return { whose: 'channel', perMinute: perChannel, waitMs: waitFor(shared, perChannel) };
      own.left -= MINUTE_MS;
      shared.left -= MINUTE_MS;
      return undefined;
    },
  };
}

/** Buckets by key, each with what has come in since it was last looked at; a clock that is set back fills nothing. */
function createBuckets(perMinute: number): (key: string, now: Instant) => Bucket {
  const buckets = new Map<string, Bucket>();
  const full = perMinute * MINUTE_MS;
  let sweptAt = 0;
  return (key, now) => {
    // After a minute of rest a bucket is full again, and need not be kept in mind.
    if (Math.abs(now - sweptAt) >= MINUTE_MS) {
      for (const [other, { at }] of buckets) if (now - at >= MINUTE_MS) buckets.delete(other);
      sweptAt = now;
    }
    const { left, at } = buckets.get(key) ?? { left: full, at: now };
    const bucket = { left: Math.min(full, left + Math.max(0, now - at) * perMinute), at: now };
    buckets.set(key, bucket);
    return bucket;
  };
}

function waitFor({ left }: Bucket, perMinute: number): number {
  return Math.ceil((MINUTE_MS - left) / perMinute);
}
