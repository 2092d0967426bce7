import { hashOf } from '../text/hash.ts';
import type { Profile } from './story.ts';

/** Whether two profiles say the same; a key that is undefined is as one that is not there. */
export function isSameProfile(one: Profile, other: Profile): boolean {
  return written(one) === written(other);
}

/** A few letters that differ, all but surely, where the profile does. */
export function stampOf(profile: Profile): string {
  return (hashOf(written(profile)) >>> 0).toString(36);
}

function written(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
