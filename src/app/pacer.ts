import type { ChannelRef } from '../story/story.ts';
import type { Instant } from '../time.ts';

/** Keeps to each platform's pace, channel by channel, and remembers what was last said of a channel in the log. */
export interface Pacer {
  /** Channels that must not be posted to now: in flight, or posted to a moment ago. */
  busy(now: Instant): readonly ChannelRef[];
  begin(target: ChannelRef): void;
  end(target: ChannelRef, now: Instant): void;
  /** How long until the next channel is free, in milliseconds; undefined where none is waiting. */
  waitMs(now: Instant): number | undefined;
  /** Whether this differs from the channel's last fault; undefined is no fault. */
  changes(target: ChannelRef, why: string | undefined): boolean;
}

/** Milliseconds between two posts to one channel, by platform; absent: none. */
export type Paces = Readonly<Record<string, number>>;

/** Slack takes about one message a second and channel; Discord five in five seconds. */
export const DEFAULT_PACES: Paces = { slack: 1_000, discord: 1_000, webhook: 100, mail: 100, teams: 1_000 };

interface ChannelPace {
  readonly target: ChannelRef;
  inFlight: boolean;
  freeAt: Instant;
}

export function createPacer(paces: Paces = DEFAULT_PACES): Pacer {
  const channels = new Map<string, ChannelPace>();
  const faults = new Map<string, string>();
  const keyOf = ({ platform, channel }: ChannelRef): string => `${platform}:${channel}`;

  return {
    busy(now) {
      const busy: ChannelRef[] = [];
      for (const [key, { target, inFlight, freeAt }] of channels) {
        if (inFlight || freeAt > now) busy.push(target);
        else channels.delete(key);
      }
      return busy;
    },
    begin(target) {
      channels.set(keyOf(target), { target, inFlight: true, freeAt: 0 });
    },
    end(target, now) {
      channels.set(keyOf(target), { target, inFlight: false, freeAt: now + (paces[target.platform] ?? 0) });
    },
    waitMs(now) {
      const waits = [...channels.values()].filter(({ freeAt }) => freeAt > now).map(({ freeAt }) => freeAt - now);
      return waits.length === 0 ? undefined : Math.min(...waits);
    },
    changes(target, why) {
      const key = keyOf(target);
      if (faults.get(key) === why) return false;
      if (why === undefined) faults.delete(key);
      else faults.set(key, why);
      return true;
    },
  };
}
