import { describe, expect, it } from 'vitest';
import { type Feedback, NO_STORY, type Said } from '../../src/feedback/feedback.ts';
import { id } from '../../src/ids.ts';
import type { Store } from '../../src/ports.ts';
import { DAY_MS } from '../../src/time.ts';
import { aFeedback, aFurther, anItem, anOpening, aProfile, aStory, aVerdict, NOW } from '../fakes/builders.ts';

const said = (...parts: Parameters<typeof aFeedback>): Said => {
  const { id: _id, undone: _undone, ...rest } = aFeedback(...parts);
  return rest;
};

/** What a store promises about what people say, and about the verdicts that it overrules. */
export function feedbackContract(store: () => Store): void {
  wordsContract(store);
  overruleContract(store);
}

function wordsContract(store: () => Store): void {
  describe('feedback', () => {
    it('gives each word a number, and gives it back as it was said', async () => {
      const mute = said('mute', { until: NOW + DAY_MS, development: undefined });
      const first = await store().feedback.record(said('not-this-story', { items: [id('item-a'), id('item-b')] }));
      const second = await store().feedback.record(mute);

      expect(first).toStrictEqual(aFeedback('not-this-story', { items: [id('item-a'), id('item-b')] }, 1));
      expect(second).toStrictEqual({ ...mute, id: '2', undone: undefined });
      expect(await store().feedback.find(first.id)).toStrictEqual(first);
      expect(await store().feedback.find(id('3'))).toBeUndefined();
      expect(await store().feedback.find(id("1' or '1'='1"))).toBeUndefined();
    });

    it('keeps what people do beside what they say: it is never in force, and an edit keeps the profile before', async () => {
      const before = aProfile({ threshold: 0.4, published: NOW });
      const edit = said('edit', { items: [], development: undefined, until: NOW, before });
      const shared = await store().feedback.record(said('share', { items: [], story: NO_STORY, until: NOW }));
      const tracked = await store().feedback.record(said('track', { items: [], until: NOW }));
      const edited = await store().feedback.record(edit);

      expect(edited).toStrictEqual({ ...edit, id: '3', undone: undefined });
      expect(await store().feedback.inForce(id('harbour'), NOW)).toEqual([]);
      expect(await store().feedback.log(undefined, 10)).toStrictEqual([edited, tracked, shared]);
    });

    it('undoes a word once, and keeps who did it', async () => {
      const { id: number } = await store().feedback.record(said('important'));

      const undone: Feedback = { ...aFeedback('important'), undone: { at: NOW + 1, user: 'U2' } };
      expect(await store().feedback.undo(number, 'U2', NOW + 1)).toStrictEqual(undone);
      expect(await store().feedback.undo(number, 'U3', NOW + 2)).toBeUndefined();
      expect(await store().feedback.find(number)).toStrictEqual(undone);
    });

    it('lists what is in force for a story, oldest first, and everything in the log, newest first', async () => {
      const one = await store().feedback.record(said('important'));
      const over = await store().feedback.record(said('mute', { until: NOW }));
      const muted = await store().feedback.record(said('mute', { until: NOW + 1 }));
      const other = await store().feedback.record(said('important', { story: id('rail') }));
      const gone = await store().feedback.record(said('already-known'));
      await store().feedback.undo(gone.id, 'U2', NOW);
      const undone = { ...gone, undone: { at: NOW, user: 'U2' } };

      expect(await store().feedback.inForce(id('harbour'), NOW)).toStrictEqual([one, muted]);
      expect(await store().feedback.log(id('harbour'), 10)).toStrictEqual([undone, muted, over, one]);
      expect(await store().feedback.log(undefined, 2)).toStrictEqual([undone, other]);
    });

    it('keeps the log of a story that is no longer followed', async () => {
      await store().stories.save(aStory());
      const kept = await store().feedback.record(said('important'));

      await store().stories.remove(id('harbour'));

      expect(await store().feedback.log(undefined, 10)).toStrictEqual([kept]);
    });
  });
}

function overruleContract(store: () => Store): void {
  describe('overruled verdicts', () => {
    const refused = aVerdict({ kind: 'unrelated', score: 0.002, strand: undefined });
    const opened = anOpening(anItem('one'));
    const further = aFurther(anItem('two', { firstSeenAt: NOW + 1 }), opened, 'develops');
    const keep = async (): Promise<void> => {
      await store().stories.save(aStory());
      await store().coverage.saveItems([opened.item, further.item]);
      await store().coverage.save([opened, further]);
    };

    it('take the item out of its development, whose next report then stands first', async () => {
      await keep();

      await store().coverage.overrule(opened.story, opened.item.id, () => refused);

      expect(await store().coverage.coverageOf(opened.item.id)).toStrictEqual([
        { ...opened, verdict: refused, placement: undefined },
      ]);
      const { development } = further.placement ?? {};
      expect(await store().coverage.developments(opened.story, 0)).toStrictEqual([
        { ...development, title: 'Title of two', reports: development?.reports.slice(1) },
      ]);
    });

    it('are told what was decided, not what was said before', async () => {
      await keep();
      await store().coverage.overrule(opened.story, opened.item.id, () => refused);
      const told: unknown[] = [];
      const firm = aVerdict({ score: 0.99 });

      await store().coverage.overrule(opened.story, opened.item.id, (decided) => {
        told.push(decided);
        return firm;
      });

      expect(told).toStrictEqual([opened.verdict]);
      const [now] = await store().coverage.coverageOf(opened.item.id);
      expect(now).toStrictEqual({ ...opened, verdict: firm });
    });

    it('give way to exactly what was decided', async () => {
      await keep();
      const before = await store().coverage.between(opened.story, 0, NOW + 2);
      const developments = await store().coverage.developments(opened.story, 0);
      await store().coverage.overrule(opened.story, opened.item.id, () => refused);
      await store().coverage.overrule(opened.story, further.item.id, () => refused);
      expect(await store().coverage.developments(opened.story, 0)).toEqual([]);

      await store().coverage.overrule(opened.story, further.item.id, () => undefined);
      await store().coverage.overrule(opened.story, opened.item.id, () => undefined);

      expect(await store().coverage.between(opened.story, 0, NOW + 2)).toStrictEqual(before);
      expect(await store().coverage.developments(opened.story, 0)).toStrictEqual(developments);
    });

    it('change nothing where nothing was decided, or nothing is said', async () => {
      await keep();
      const before = await store().coverage.between(opened.story, 0, NOW + 2);

      await store().coverage.overrule(opened.story, id('item-none'), () => refused);
      await store().coverage.overrule(opened.story, opened.item.id, () => undefined);

      expect(await store().coverage.between(opened.story, 0, NOW + 2)).toStrictEqual(before);
    });

    it('go with their story', async () => {
      await keep();
      await store().coverage.overrule(opened.story, opened.item.id, () => refused);

      await store().stories.remove(opened.story);
      await keep();
      await store().coverage.overrule(opened.story, opened.item.id, (decided) => {
        expect(decided).toStrictEqual(opened.verdict);
        return undefined;
      });

      expect(await store().coverage.coverageOf(opened.item.id)).toStrictEqual([opened]);
    });
  });
}
