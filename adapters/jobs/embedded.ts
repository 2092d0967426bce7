import { createTask } from 'node-cron';
import { messageOf, UserError } from '../../src/errors.ts';
import type { Job, Log, Metrics, Scheduler } from '../../src/ports.ts';

const EVERY_SECOND = '* * * * * *';

interface Running {
  readonly job: Job;
  /** By the monotonic clock, so that a change of the wall clock neither skips nor doubles a run. */
  dueAt: number;
  run: Promise<void> | undefined;
}

/**
 * Runs jobs in this process. Each runs at once and then every `everyMs`, counted from start to start and rounded up
 * to whole seconds; a run that takes longer than that is followed by the next, never overlapped.
 */
export function createScheduler(log: Log, metrics: Metrics): Scheduler {
  let running: readonly Running[] = [];
  const tick = (): void => {
    const now = performance.now();
    for (const one of running) {
      if (one.run !== undefined || now < one.dueAt) continue;
      one.dueAt = now + one.job.everyMs;
      one.run = runOnce(one.job, log, metrics).finally(() => {
        one.run = undefined;
      });
    }
  };
  // Cron only ticks, and in UTC: in a local time zone it skips a run in the spring gap and one in the autumn overlap.
  const ticker = createTask(EVERY_SECOND, tick, {
    name: 'tick',
    timezone: 'UTC',
    suppressMissedWarning: true,
    logger: loggerOf(log),
  });
  let ticking = false;

  return {
    start(jobs) {
      if (ticking) throw new Error('the scheduler runs already');
      ticking = true;
      running = jobs.map((job) => ({ job, dueAt: 0, run: undefined }));
      tick();
      ticker.start();
    },

    async stop() {
      const last = running;
      running = [];
      ticking = false;
      await ticker.stop();
      await Promise.all(last.map(({ run }) => run));
    },
  };
}

async function runOnce(job: Job, log: Log, metrics: Metrics): Promise<void> {
  const startedAt = performance.now();
  try {
    await job.run();
    metrics.count('job_runs_total', { job: job.name, outcome: 'done' });
  } catch (thrown) {
    metrics.count('job_runs_total', { job: job.name, outcome: 'failed' });
    log.error('job failed', { job: job.name, why: messageOf(thrown), ...detailsOf(thrown) });
  }
  metrics.observe('job_ms', performance.now() - startedAt, { job: job.name });
}

/** What a person can mend needs its hint; a bug needs its stack. */
function detailsOf(thrown: unknown): Readonly<Record<string, unknown>> {
  if (thrown instanceof UserError) return { hint: thrown.hint };
  return { stack: thrown instanceof Error ? thrown.stack : undefined };
}

function loggerOf(log: Log) {
  const words = (message: string | Error): string => (message instanceof Error ? messageOf(message) : message);
  return {
    info: (message: string) => log.info(message),
    warn: (message: string) => log.warn(message),
    error: (message: string | Error, error?: Error) => log.error(words(message), { why: messageOf(error ?? message) }),
    debug: () => {},
  };
}
