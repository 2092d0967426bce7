import type { DigestSchedule } from '../digest/week.ts';
import type { ArticleReader, Job, Ports } from '../ports.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import type { Desk } from './desk.ts';
import { sendDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import { type DrainSettings, drainOutbox } from './outbox.ts';
import { createPutOff } from './put-off.ts';
import { pollDue, type PollSettings } from './pipeline.ts';
import { lookAgain } from './second-look.ts';

/** What the bot does again and again. */
export interface JobSettings {
  readonly poll: PollSettings;
  readonly drain: DrainSettings;
  readonly digests: readonly DigestSchedule[];
  readonly gate: Gate;
  /** Reads the articles of borderline items; undefined where they get no second look. */
  readonly secondLook?: ArticleReader | undefined;
  /** How long items that follow no story are kept, in milliseconds. */
  readonly keepItemsMs: number;
  /** How long a key is kept after a feed last showed it, in milliseconds: longer than items. */
  readonly keepKeysMs: number;
}

export const KEEP_DEFAULTS: Pick<JobSettings, 'keepItemsMs' | 'keepKeysMs'> = {
  keepItemsMs: 180 * DAY_MS,
  keepKeysMs: 400 * DAY_MS,
};

/** The jobs of the bot. What is due is computed from the store each time: a pause skips nothing and doubles nothing. */
export function jobsOf(ports: Ports, desk: Desk, settings: JobSettings): readonly Job[] {
  const { store, clock, log } = ports;
  const { secondLook } = settings;
  const putOff = createPutOff();
  const job = (name: string, everyMs: number, work: () => Promise<void>): Job => ({
    name,
    everyMs,
    run: () => settings.gate.pass(work),
  });
  return [
    job('poll', 5 * SECOND_MS, async () => {
      const figures = await pollDue(ports, desk, settings.poll);
      if (figures.feeds > 0) log.info('polled', { ...figures });
    }),
    job('outbox', SECOND_MS, async () => {
      await drainOutbox(ports, settings.drain);
    }),
    job('digests', MINUTE_MS, async () => {
      await sendDigests(ports, settings.digests);
    }),
    ...(secondLook === undefined
      ? []
      : [
          job('second-look', MINUTE_MS, async () => {
            await lookAgain(ports, desk, secondLook, settings.poll, putOff);
          }),
        ]),
    job('forget', DAY_MS, async () => {
      const now = clock.now();
      const items = await store.coverage.forget(now - settings.keepItemsMs, now - settings.keepKeysMs);
      if (items > 0) log.info('old items forgotten', { items });
    }),
  ];
}
