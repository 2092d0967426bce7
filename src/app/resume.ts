import type { Alert, Stopped } from '../alerts/alert.ts';
import { resumeId } from '../alerts/ids.ts';
import { staleOf } from '../alerts/stale.ts';
import { untilText } from '../commands/mute.ts';
import { itemsWord } from '../commands/words.ts';
import type { Clock, Log, Resumed, Store } from '../ports.ts';
import { destinationText } from '../story/destination.ts';
import type { ChannelRef } from '../story/story.ts';
import type { Instant } from '../time.ts';

interface Around {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * Lets a stopped destination be posted to again. What waited there is due at once; what is too old or too much by now is
 * given up, and a message there says how much that was. Undefined where it is not stopped.
 */
export async function resumeDestination(around: Around, target: ChannelRef): Promise<Resumed | undefined> {
  const { store, clock, log, timeZone } = around;
  const stopped = await store.outbox.stopped();
  if (
    !stopped.some(({ target: { platform, channel } }) => platform === target.platform && channel === target.channel)
  ) {
    return undefined;
  }
  const now = clock.now();
  const resumed = await store.transaction(async ({ outbox }) => {
    const done = await outbox.resume(target, (waiting) => staleOf(waiting, now));
    if (done !== undefined && done.givenUp > 0) await outbox.add([noticeOf(done, now, timeZone)]);
    return done;
  });
  if (resumed !== undefined) {
    const { why, waiting, givenUp } = resumed;
    log.info('destination tried again', { destination: destinationText(target), stoppedBy: why, waiting, givenUp });
  }
  return resumed;
}

/** Resumes every destination that was stopped by then. */
export async function resumeAll(around: Around, before: Instant): Promise<void> {
  for (const { target, since } of await around.store.outbox.stopped()) {
    if (since <= before) await resumeDestination(around, target);
  }
}

function noticeOf(
  { target, since, givenUp }: Stopped & Pick<Resumed, 'givenUp'>,
  now: Instant,
  timeZone: string,
): Alert {
  const were = givenUp === 1 ? 'was' : 'were';
  return {
    id: resumeId(target, since),
    target,
    message: {
      tone: 'reply',
      title: `${itemsWord(givenUp, 'older message')} ${were} not posted here`,
      importance: 'low',
      blocks: [
        {
          type: 'paragraph',
          spans: [
            `Storywatch could not post here from ${untilText(since, timeZone)} until now. The digest, /story latest and /story timeline have what came up.`,
          ],
        },
      ],
    },
    place: { kind: 'root' },
    story: undefined,
    development: undefined,
    createdAt: now,
    delivery: { state: 'pending', attempts: 0, notBefore: now, uncertainSince: undefined, why: undefined },
  };
}
