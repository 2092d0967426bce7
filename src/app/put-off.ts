import type { ItemId } from '../ids.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';

/** What cannot be had now is asked for again after so long, and then given up. */
const WAITS_MS = [15 * MINUTE_MS, 2 * HOUR_MS];

/** Items that wait for their article. Kept in mind alone: after a restart they are asked for anew. */
export interface PutOff {
  /** Whether the item's time has not come yet. */
  waits(item: ItemId, now: Instant): boolean;
  /** Lets the item wait, at least as long as its site asked for; false where it has waited often enough. */
  add(item: ItemId, askedForMs: number | undefined, now: Instant): boolean;
  /** Forgets all but these. */
  keep(items: ReadonlySet<ItemId>): void;
}

export function createPutOff(): PutOff {
  const waiting = new Map<ItemId, { readonly until: Instant; readonly times: number }>();
  return {
    waits: (item, now) => now < (waiting.get(item)?.until ?? 0),
    add(item, askedForMs, now) {
      const times = waiting.get(item)?.times ?? 0;
      const waitMs = WAITS_MS[times];
      if (waitMs === undefined) return false;
      waiting.set(item, { until: now + Math.max(waitMs, askedForMs ?? 0), times: times + 1 });
      return true;
    },
    keep(items) {
      for (const item of waiting.keys()) if (!items.has(item)) waiting.delete(item);
    },
  };
}
