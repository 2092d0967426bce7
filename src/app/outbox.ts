import type { Alert, Posted } from '../alerts/alert.ts';
import { deliveryAfter, UNCERTAIN_GRACE_MS } from '../alerts/delivery.ts';
import { RESUME_HINT } from '../commands/stopped.ts';
import { messageOf } from '../errors.ts';
import type { Claimed, Ports } from '../ports.ts';
import { destinationText } from '../story/destination.ts';
import { SECOND_MS } from '../time.ts';
import type { Pacer } from './pacer.ts';

/** How the outbox is drained. */
export interface DrainSettings {
  /** How long a claim holds, in milliseconds: longer than `deadlineMs`, and than a platform may take to apply a post. */
  readonly leaseMs: number;
  /** How long an adapter may take for one post, in milliseconds; its own time limit should be shorter. */
  readonly deadlineMs: number;
  /** How long an attempt without an outcome is left alone before its trace is looked for, in milliseconds. */
  readonly graceMs: number;
  /** Channels posted to at once. */
  readonly parallel: number;
  /** Kept from one drain to the next. */
  readonly pacer: Pacer;
  /** Set to end early: nothing more is claimed, what is in flight is finished. */
  readonly signal?: AbortSignal;
}

export const DRAIN_DEFAULTS: Omit<DrainSettings, 'pacer'> = {
  leaseMs: 90 * SECOND_MS,
  deadlineMs: 60 * SECOND_MS,
  graceMs: UNCERTAIN_GRACE_MS,
  parallel: 16,
};

/** What became of the alerts of one drain. */
export interface Drained {
  readonly posted: number;
  readonly later: number;
  readonly uncertain: number;
  readonly refused: number;
  readonly closed: number;
}

/**
 * Posts what is due: claims under a lease, posts, records the outcome. Ends when nothing more is due at this moment:
 * a channel that is kept to its pace is left for the next drain. Channels do not wait for each other.
 * Throws where the store cannot be written; what was posted by then is found by its key the next time.
 */
export async function drainOutbox(ports: Ports, settings: DrainSettings): Promise<Drained> {
  const { store, clock } = ports;
  const { pacer, leaseMs, parallel, signal } = settings;
  const drained = { posted: 0, later: 0, uncertain: 0, refused: 0, closed: 0 };
  const inFlight = new Set<Promise<void>>();
  let fault: unknown;

  const begin = (claimed: Claimed): void => {
    pacer.begin(claimed.alert.target);
    const delivery = deliver(claimed, ports, settings)
      .then((kind) => {
        drained[kind] += 1;
      })
      .catch((thrown: unknown) => {
        fault ??= thrown;
      })
      .finally(() => {
        pacer.end(claimed.alert.target, clock.now());
        inFlight.delete(delivery);
      });
    inFlight.add(delivery);
  };

  while (fault === undefined && signal?.aborted !== true) {
    const room = inFlight.size < parallel;
    const [claimed] = room ? await store.outbox.claim(clock.now(), leaseMs, 1, pacer.busy(clock.now())) : [];
    if (claimed !== undefined) begin(claimed);
    else if (inFlight.size > 0) await Promise.race(inFlight);
    else break;
  }
  await Promise.all(inFlight);
  if (fault !== undefined) throw fault;
  return { ...drained, posted: drained.posted };
}

/** Drains again and again until nothing is due that could be sent now; `pause` waits so many milliseconds. */
export async function drainFully(
  ports: Ports,
  settings: DrainSettings,
  pause: (ms: number) => Promise<void>,
): Promise<Drained> {
  let total = await drainOutbox(ports, settings);
  for (;;) {
    const waitMs = settings.pacer.waitMs(ports.clock.now());
    if (waitMs === undefined || settings.signal?.aborted === true) return total;
    await pause(waitMs);
    const more = await drainOutbox(ports, settings);
    total = {
      posted: total.posted + more.posted,
      later: total.later + more.later,
      uncertain: total.uncertain + more.uncertain,
      refused: total.refused + more.refused,
      closed: total.closed + more.closed,
    };
    if (Object.values(more).every((count) => count === 0)) return total;
  }
}

async function deliver(claimed: Claimed, ports: Ports, settings: DrainSettings): Promise<keyof Drained> {
  const { alert } = claimed;
  const posted = await post(claimed, ports, settings.deadlineMs);
  const now = ports.clock.now();
  const delivery = deliveryAfter(alert, posted, now, settings.graceMs);
  // What waits and why it waits become known together.
  const kept =
    posted.kind === 'closed'
      ? await ports.store.transaction(async ({ outbox }) => {
          const settled = await outbox.settle(claimed, delivery);
          if (settled) await outbox.stop({ target: alert.target, why: posted.why, since: now });
          return settled;
        })
      : await ports.store.outbox.settle(claimed, delivery);
  report(alert, posted, kept, ports, settings.pacer);
  return posted.kind;
}

async function post({ alert, root }: Claimed, ports: Ports, deadlineMs: number): Promise<Posted> {
  const { platform, channel } = alert.target;
  const chat = ports.chats.get(platform);
  if (chat === undefined) {
    const known = [...ports.chats.keys()].join(', ') || 'none';
    return {
      kind: 'closed',
      why: `${platform} is not connected (connected: ${known}); set its token or change the channel`,
    };
  }
  const uncertainSince = alert.delivery.state === 'pending' ? alert.delivery.uncertainSince : undefined;
  const outgoing = { channel, message: alert.message, key: alert.id, place: alert.place.kind, root, uncertainSince };
  try {
    return await within(chat.post(outgoing), deadlineMs);
  } catch (thrown) {
    // An adapter that throws has a bug; the message may have gone out all the same.
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    ports.log.error('posting failed unexpectedly', { platform, alert: alert.id, why: messageOf(thrown), stack });
    return { kind: 'uncertain', why: messageOf(thrown) };
  }
}

/** An adapter that never answers must not hold up the outbox. */
async function within(posting: Promise<Posted>, deadlineMs: number): Promise<Posted> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Posted>((resolve) => {
    const why = `no answer within ${deadlineMs} ms`;
    timer = setTimeout(() => resolve({ kind: 'uncertain', why }), deadlineMs);
  });
  try {
    return await Promise.race([posting, late]);
  } finally {
    clearTimeout(timer);
  }
}

function report(alert: Alert, posted: Posted, kept: boolean, { log, metrics }: Ports, pacer: Pacer): void {
  const { platform } = alert.target;
  metrics.count('posts_total', { platform, outcome: kept ? posted.kind : 'lease lost' });
  if (!kept) log.warn('another worker took over the alert', { alert: alert.id, platform });
  const why = posted.kind === 'posted' ? undefined : posted.why;
  const destination = destinationText(alert.target);
  const fields = { destination, alert: alert.id, why };
  // One line a destination and reason; where it is closed, one each time that it is stopped.
  const isNews = pacer.changes(alert.target, why);
  if (posted.kind === 'closed' ? !kept : !isNews) return;
  if (posted.kind === 'posted') log.info('destination takes messages again', { destination });
  else if (posted.kind === 'closed') log.error('destination stopped', { ...fields, toGoOn: RESUME_HINT });
  else if (posted.kind === 'refused') log.error('message refused', fields);
  else log.warn('alert not sent yet', fields);
}
