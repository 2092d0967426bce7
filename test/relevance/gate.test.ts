import { describe, expect, it } from 'vitest';
import { hasData, type LabelledSet, storySets } from '../../bench/sets.ts';
import { storyOf } from '../../bench/simulate.ts';
import { logistic } from '../../src/relevance/model.ts';
import { decide, judge, learn, openWatch } from '../../src/relevance/watch.ts';
import { id } from '../../src/ids.ts';
import { aStory, anItem, LEXICON } from './builders.ts';

/** How many items the gate drops in a set, and how many of them the signals alone would have taken. */
function droppedIn(set: LabelledSet): { readonly dropped: number; readonly lost: number } {
  const watch = openWatch(
    set.tasks.map((task) => storyOf(task, LEXICON)),
    LEXICON,
  );
  let dropped = 0;
  let lost = 0;
  for (const item of set.items) {
    const decisions = decide(watch, item);
    const looked = new Set(decisions.map(({ story }) => story as string));
    for (const { name } of set.tasks.filter((task) => !looked.has(task.name))) {
      const { reasons, threshold } = judge(watch, id<'story'>(name), item);
      const sum = reasons
        .filter(({ signal }) => signal !== 'too-little')
        .reduce((all, { contribution }) => all + contribution, 0);
      dropped += 1;
      if (logistic(sum) >= threshold) lost += 1;
    }
    learn(watch, item, decisions);
  }
  return { dropped, lost };
}

describe('the gate', () => {
  it('lets an item through for each story whose name or words it has', () => {
    const watch = openWatch([aStory()], LEXICON);

    expect(decide(watch, anItem({ title: 'Alpenschiff cancels a cruise' }))).toHaveLength(1);
    expect(decide(watch, anItem({ title: 'Tennis: Keller wins in straight sets' }))).toHaveLength(0);
  });

  it('gives the same kind of verdict for a dropped item as asking for it by name', () => {
    const watch = openWatch([aStory()], LEXICON);

    const verdict = judge(watch, id<'story'>('ferry'), anItem({ title: 'Tennis: Keller wins in straight sets' }));

    expect(verdict.kind).toBe('unrelated');
    expect(verdict.reasons.map(({ signal }) => signal)).toContain('too-little');
  });

  it.skipIf(!hasData())('loses hardly anything that the signals would have taken, on every labelled story', () => {
    const counted = storySets().map(droppedIn);
    const lost = counted.reduce((sum, set) => sum + set.lost, 0);
    const items = storySets().reduce((sum, set) => sum + set.items.length, 0);

    expect(counted.every((set) => set.dropped > 0)).toBe(true);
    expect(lost / items).toBeLessThan(0.005);
  });
});
