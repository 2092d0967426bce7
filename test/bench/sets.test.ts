import { describe, expect, it } from 'vitest';
import { allSets, begunOtherwise, toldSeldom } from '../../bench/retold.ts';
import { hasData, isScored, smallStories, storySets } from '../../bench/sets.ts';
import { loadLexicon } from '../../config/lexicon.ts';

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

describe.skipIf(!hasData())('stories told seldom (needs the labelled sets beside the checkout)', () => {
  it('cuts a stream in parts that together are the whole, each read with another half of the concepts', () => {
    const [set] = storySets();
    if (set === undefined) throw new Error('no set');
    const parts = toldSeldom([set]);
    const concepts = [...loadLexicon().source.groups.keys()];
    const known = parts.map(({ knows }) => concepts.filter((concept) => knows?.(concept)));

    expect(parts.flatMap(({ items }) => items.map(({ id }) => id)).toSorted()).toEqual(
      set.items.map(({ id }) => id).toSorted(),
    );
    for (const some of known) {
      expect(some.length).toBeGreaterThan(concepts.length * 0.4);
      expect(some.length).toBeLessThan(concepts.length * 0.6);
    }
    expect(new Set(known.map((some) => some.join(' '))).size).toBe(parts.length);
    expect(parts.some(isScored)).toBe(false);
  });
});

describe('small stories', () => {
  const small = smallStories();

  it('have follow-ups and others, each story in ten items and more', () => {
    for (const { name, items, tasks } of small) {
      const labels = [...(tasks[0]?.truth.values() ?? [])];
      expect(items.length, name).toBeGreaterThan(9);
      expect(new Set(labels), name).toEqual(new Set([0, 1]));
    }
    expect(
      new Set(small.flatMap(({ tasks }) => tasks.flatMap(({ seeds }) => seeds.map(({ lang }) => lang)))).size,
    ).toBe(17);
  });

  it.skipIf(!hasData())('are never among what trains (needs the labelled sets beside the checkout)', () => {
    const trained = new Set(allSets().flatMap(({ items }) => items.map(({ id }) => id)));

    expect(small.flatMap(({ items }) => items).filter(({ id }) => trained.has(id))).toEqual([]);
  });
});
