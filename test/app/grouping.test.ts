import { describe, expect, it } from 'vitest';
import { grouping } from '../../src/app/grouping.ts';

describe('grouping', () => {
  it('takes what comes meanwhile as one group, in order', async () => {
    const groups: (readonly number[])[] = [];
    const add = grouping(async (values: readonly number[]) => {
      groups.push(values);
      await Promise.resolve();
    });

    await Promise.all([1, 2, 3, 4].map(add));
    await add(5);

    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('tells every caller of a group that failed, and goes on with the next', async () => {
    const add = grouping(async (values: readonly number[]) => {
      if (values.includes(2)) throw new Error(`no ${values.join()}`);
    });

    const settled = await Promise.allSettled([1, 2, 3].map(add));
    await expect(add(4)).resolves.toBeUndefined();

    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
