import { describe, expect, it } from 'vitest';
import { hasData, type LabelledSet, storySets, taskSet } from '../../bench/sets.ts';
import { storyOf } from '../../bench/simulate.ts';
import { logistic } from '../../src/relevance/model.ts';
import { decide, judge, learn, openWatch } from '../../src/relevance/watch.ts';
import { id } from '../../src/ids.ts';
import { aStory, anItem, LEXICON } from './builders.ts';

/** What the gate drops in a set, each story and item a pair, and how much of it the signals alone would have taken. */
interface Dropped {
  readonly set: string;
  readonly pairs: number;
  readonly lost: number;
  /** Lost although the label says that they follow the story. */
  readonly lostFollowUps: number;
}

/** Follows a set as ever; every so many items are also judged by name for the stories whose gate they did not pass. */
function droppedIn(set: LabelledSet, every = 1): Dropped {
  const watch = openWatch(
    set.tasks.map((task) => storyOf(task, LEXICON, set.items)),
    LEXICON,
  );
  let pairs = 0;
  let lost = 0;
  let lostFollowUps = 0;
  for (const [at, item] of set.items.entries()) {
    const decisions = decide(watch, item);
    const looked = new Set(decisions.map(({ story }) => story as string));
    for (const task of at % every === 0 ? set.tasks : []) {
      if (looked.has(task.name)) continue;
      const { reasons, threshold } = judge(watch, id<'story'>(task.name), item);
      const sum = reasons
        .filter(({ signal }) => signal !== 'too-little')
        .reduce((all, { contribution }) => all + contribution, 0);
      pairs += 1;
      if (logistic(sum) < threshold) continue;
      lost += 1;
      if (task.truth.get(item.id) === 1) lostFollowUps += 1;
    }
    learn(watch, item, decisions);
  }
  return { set: set.name, pairs, lost, lostFollowUps };
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
    const sets = storySets();
    const counted = sets.map((set) => droppedIn(set));
    const items = sets.reduce((sum, set) => sum + set.items.length, 0);

    expect(counted.reduce((sum, { pairs }) => sum + pairs, 0)).toBeGreaterThan(50);
    expect(counted.reduce((sum, { lost }) => sum + lost, 0) / items).toBeLessThan(0.003);
    expect(counted.filter(({ lostFollowUps }) => lostFollowUps > 2)).toEqual([]);
  });

  it.skipIf(!hasData()).each([
    ['ecbplus', 4],
    ['uci', 16],
  ] as const)('loses hardly anything of many stories that are followed together: %s', (name, every) => {
    const { pairs, lost } = droppedIn(taskSet(name, 1), every);

    expect(pairs).toBeGreaterThan(2_500);
    expect(lost / pairs).toBeLessThan(0.005);
  });
});
