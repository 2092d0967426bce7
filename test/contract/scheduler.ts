import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Job, Log, Metrics, Scheduler } from '../../src/ports.ts';
import { createFakeLog, createFakeMetrics } from '../fakes/log.ts';

/** What every scheduler promises, whatever drives it. */
export function schedulerContract(name: string, make: (log: Log, metrics: Metrics) => Scheduler): void {
  describe(`scheduler: ${name}`, () => {
    let scheduler: Scheduler | undefined;
    afterEach(() => scheduler?.stop());

    const start = (...jobs: readonly Job[]) => {
      const log = createFakeLog();
      const metrics = createFakeMetrics();
      const made = make(log, metrics);
      scheduler = made;
      made.start(jobs);
      return { log, metrics, scheduler: made };
    };

    it('runs a job at once, and again and again', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      let runs = 0;
      const run = async (): Promise<void> => {
        runs += 1;
        if (runs === 3) resolve();
      };

      start({ name: 'count', everyMs: 1, run });
      expect(runs).toBe(1);
      await promise;

      expect(runs).toBe(3);
    });

    it('never lets a job overlap itself, and lets the others go on', async () => {
      const { promise: enough, resolve } = Promise.withResolvers<void>();
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      let slowRuns = 0;
      let quickRuns = 0;
      const slow = (): Promise<void> => {
        slowRuns += 1;
        return held;
      };
      const quick = async (): Promise<void> => {
        quickRuns += 1;
        if (quickRuns === 3) resolve();
      };

      start({ name: 'slow', everyMs: 1, run: slow }, { name: 'quick', everyMs: 1, run: quick });
      await enough;
      release();

      expect(slowRuns).toBe(1);
    });

    it('waits at stop until no job runs any more, and runs none afterwards', async () => {
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      const steps: string[] = [];
      const run = async (): Promise<void> => {
        steps.push('began');
        await held;
        steps.push('ended');
      };
      const { scheduler } = start({ name: 'held', everyMs: 1, run });

      const stopped = scheduler.stop().then(() => steps.push('stopped'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      release();
      await stopped;

      expect(steps).toEqual(['began', 'ended', 'stopped']);
    });

    it('logs and counts a failure and runs the job again', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      let runs = 0;
      const run = async (): Promise<void> => {
        runs += 1;
        if (runs === 2) resolve();
        throw new UserError('the disk is full', { hint: 'Free some space.' });
      };

      const { log, metrics, scheduler } = start({ name: 'fails', everyMs: 1, run });
      await promise;
      await scheduler.stop();

      expect(log.lines[0]).toEqual({
        level: 'error',
        message: 'job failed',
        fields: { job: 'fails', why: 'the disk is full', hint: 'Free some space.' },
      });
      expect(metrics.sums.get('job_runs_total{job=fails,outcome=failed}')).toBe(2);
    });

    it('keeps the stack of a failure that nobody foresaw', async () => {
      const run = (): Promise<void> => Promise.reject(new Error('a bug'));

      const { log, scheduler } = start({ name: 'bug', everyMs: 1, run });
      await scheduler.stop();

      expect(log.lines[0]?.fields).toMatchObject({ job: 'bug', why: 'a bug', stack: expect.stringContaining('at ') });
    });

    it('stops twice without a fault', async () => {
      const { scheduler } = start({ name: 'once', everyMs: 1, run: async () => {} });

      await scheduler.stop();

      await expect(scheduler.stop()).resolves.toBeUndefined();
    });
  });
}
