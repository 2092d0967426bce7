import { describe, expect, it } from 'vitest';
import { begunOtherwise, hasData, isScored, storySets } from '../../bench/sets.ts';

describe.skipIf(!hasData())(
  'stories begun from other items of theirs (needs the labelled sets beside the checkout)',
  () => {
    const sets = hasData() ? storySets() : [];
    const begun = begunOtherwise(sets);

    it('begins each real story anew in several languages, and no written one', () => {
      const real = sets.filter(isScored).map(({ name }) => name);

      expect(new Set(begun.flatMap(({ tasks }) => tasks.map(({ group }) => group)))).toEqual(new Set(real));
      expect(begun.length).toBeGreaterThan(real.length * 4);
      expect(begun.some(isScored)).toBe(false);
    });

    it('leaves the items that it begins from out of the stream, and counts no follow-up before them', () => {
      for (const { name, items, tasks } of begun) {
        const [task] = tasks;
        if (task === undefined) throw new Error(name);
        const titles = new Set(task.seeds.map(({ title }) => title));
        const since = Math.max(...task.seeds.map(({ published }) => published ?? 0));
        const follows = items.filter((item) => task.truth.get(item.id) === 1);

        expect(
          items.filter(({ title }) => titles.has(title)),
          name,
        ).toEqual([]);
        expect(follows.length, name).toBeGreaterThan(5);
        expect(Math.min(...follows.map(({ publishedAt }) => publishedAt ?? 0)), name).toBeGreaterThanOrEqual(since);
      }
    });
  },
);
