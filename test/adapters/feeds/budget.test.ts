import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { withinBudget } from '../../../adapters/feeds/budget.ts';

const BUDGET_MS = 400;
const threads: Worker[] = [];

/** How long a thread that does this is let live, in milliseconds. */
async function lifeOf(work: string): Promise<number> {
  const thread = new Worker(`require('node:worker_threads').parentPort.postMessage('up'); ${work}`, { eval: true });
  threads.push(thread);
  await once(thread, 'message');
  const startedAt = performance.now();
  return await new Promise((resolve) => {
    withinBudget(
      BUDGET_MS,
      () => [thread],
      () => resolve(performance.now() - startedAt),
    );
  });
}

describe('withinBudget', () => {
  afterEach(async () => {
    for (const thread of threads.splice(0)) await thread.terminate();
  });

  it('ends what works all the time once its time is up', async () => {
    const life = await lifeOf('for (;;) Math.random();');

    expect(life).toBeGreaterThanOrEqual(BUDGET_MS);
  });

  it('ends what is caught in one step, which cannot be asked', async () => {
    const life = await lifeOf("/^(a+)+$/.test('a'.repeat(60) + 'b');");

    expect(life).toBeGreaterThanOrEqual(BUDGET_MS);
    expect(life).toBeLessThan(4 * BUDGET_MS);
  });

  it('lets live what was given no processor, but not for ever', async () => {
    const life = await lifeOf('setInterval(() => {}, 10_000);');

    expect(life).toBeGreaterThan(4 * BUDGET_MS);
    expect(life).toBeLessThan(8 * BUDGET_MS);
  });

  it('ends nothing that was done in time', async () => {
    let ended = false;
    const done = withinBudget(
      20,
      () => [],
      () => {
        ended = true;
      },
    );

    done();
    await new Promise((resolve) => setTimeout(resolve, 200));

    expect(ended).toBe(false);
  });
});
