import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports.ts';
import { NOW, aFeedback, aStory, anAlert, anItem, anOpening } from '../fakes/builders.ts';
import { coverageContract } from './store-coverage.ts';
import { feedbackContract } from './store-feedback.ts';
import { outboxContract } from './store-outbox.ts';
import { feedsContract, storiesContract } from './store-stories.ts';

/** One store under test. `reopen` closes it and opens the same data again; undefined where nothing outlives a close. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly reopen: (() => Promise<Store>) | undefined;
  readonly remove: () => Promise<void>;
}

/** What every store promises, whatever engine is below. */
export function storeContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`store: ${name}`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.remove());
    const store = (): Store => under.store;

    storiesContract(store);
    feedsContract(store);
    coverageContract(store);
    outboxContract(store);
    feedbackContract(store);
    transactionContract(store);

    it('finds everything again after it is reopened', async (context) => {
      if (under.reopen === undefined) return context.skip('nothing outlives a close');
      const item = anItem('a');
      await store().stories.save(aStory());
      await store().coverage.saveItems([item]);
      await store().coverage.save([anOpening(item)]);
      await store().outbox.add([anAlert('one')]);
      const stopped = { target: anAlert('one').target, why: 'the channel is archived', since: NOW };
      await store().outbox.stop(stopped);
      await store().feedback.record(aFeedback('important'));

      const again = await under.reopen();

      expect(await again.stories.all()).toStrictEqual([aStory()]);
      expect(await again.coverage.coverageOf(item.id)).toStrictEqual([anOpening(item)]);
      expect(await again.outbox.find(anAlert('one').id)).toStrictEqual(anAlert('one'));
      expect(await again.outbox.stopped()).toStrictEqual([{ ...stopped, waiting: 1 }]);
      expect(await again.coverage.search('title', 10)).toStrictEqual([item]);
      expect(await again.feedback.log(undefined, 10)).toStrictEqual([aFeedback('important')]);
    });
  });
}

function transactionContract(store: () => Store): void {
  describe('transaction', () => {
    it('keeps all of the work', async () => {
      const result = await store().transaction(async (tx) => {
        await tx.coverage.saveItems([anItem('a')]);
        await tx.outbox.add([anAlert('one')]);
        return (await tx.coverage.unseen([anItem('a')])).length;
      });

      expect(result).toBe(0);
      expect(await store().coverage.findItem('item-a')).toStrictEqual(anItem('a'));
      expect((await store().outbox.depth()).pending).toBe(1);
    });

    it('keeps nothing of work that fails, and passes the failure on', async () => {
      const fault = new Error('the work failed');

      const failing = store().transaction(async (tx) => {
        await tx.stories.save(aStory());
        await tx.coverage.saveItems([anItem('a')]);
        await tx.coverage.save([anOpening(anItem('a'))]);
        await tx.outbox.add([anAlert('one')]);
        throw fault;
      });

      await expect(failing).rejects.toBe(fault);
      expect(await store().stories.all()).toEqual([]);
      expect(await store().coverage.findItem('item-a')).toBeUndefined();
      expect(await store().coverage.unseen([anItem('a')])).toHaveLength(1);
      expect(await store().coverage.search('title', 10)).toEqual([]);
      expect(await store().outbox.depth()).toEqual({ pending: 0, sent: 0, givenUp: 0 });
    });

    it('lets concurrent work run one after the other', async () => {
      const add = (name: string): Promise<number> =>
        store().transaction(async (tx) => {
          const before = (await tx.outbox.depth()).pending;
          await Promise.resolve();
          await tx.outbox.add([anAlert(name)]);
          await Promise.resolve();
          return before;
        });

      const seen = await Promise.all(['a', 'b', 'c', 'd'].map(add));

      expect(seen).toEqual([0, 1, 2, 3]);
    });

    it('goes on after a failure', async () => {
      await store()
        .transaction(() => Promise.reject(new Error('no')))
        .catch(() => undefined);

      await store().outbox.add([anAlert('one', { createdAt: NOW })]);

      expect((await store().outbox.depth()).pending).toBe(1);
    });

    it('refuses a transaction within a transaction', async () => {
      const nested = store().transaction((tx) => tx.transaction(async () => 1));

      await expect(nested).rejects.toThrow('a transaction within a transaction');
    });
  });
}
