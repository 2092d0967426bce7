import { describe, expect, it } from 'vitest';
import { grouping } from '../../src/app/grouping.ts';

describe('grouping', () => {
  it('runs a complete group at once, in order of arrival, and the rest after a while', async () => {
    const groups: (readonly number[])[] = [];
    const add = grouping(
      async (values: readonly number[]) => {
        groups.push(values);
      },
      { size: 2, lingerMs: 1 },
    );

    await Promise.all([1, 2, 3].map(add));

    expect(groups).toEqual([[1, 2], [3]]);
  });

  it('never runs two groups at once: what comes meanwhile is the next', async () => {
    const groups: (readonly number[])[] = [];
    let running = 0;
    const add = grouping(
      async (values: readonly number[]) => {
        running += 1;
        groups.push(values);
        expect(running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 3));
        running -= 1;
      },
      { size: 2, lingerMs: 1 },
    );

    await Promise.all([1, 2, 3, 4, 5, 6, 7].map(add));

    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5, 6, 7],
    ]);
  });

  it('tells every caller of a group that failed, and goes on with the next', async () => {
    const add = grouping(
      async (values: readonly number[]) => {
        if (values.includes(2)) throw new Error(`no ${values.join()}`);
      },
      { size: 2, lingerMs: 1 },
    );

    const settled = await Promise.allSettled([1, 2].map(add));
    await expect(add(4)).resolves.toBeUndefined();

    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
