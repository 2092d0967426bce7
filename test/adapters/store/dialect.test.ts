import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../../adapters/store/sqlite.ts';
import { anAlert } from '../../fakes/builders.ts';

describe('one connection for callers that await', () => {
  it('keeps what others write out of a transaction that is under way', async () => {
    const store = await openSqlite(':memory:');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();

    const failing = store.transaction(async (tx) => {
      await tx.outbox.add([anAlert('inside')]);
      await held;
      throw new Error('rolled back');
    });
    const outside = store.outbox.add([anAlert('outside')]);
    release();
    await expect(failing).rejects.toThrow('rolled back');
    await outside;

    expect((await store.outbox.unsent(10)).map(({ id }) => id)).toEqual(['outside']);
    await store.close();
  });

  it('says so instead of waiting for itself where the work uses the outer store', async () => {
    const store = await openSqlite(':memory:');

    const waiting = store.transaction(() => store.outbox.add([anAlert('one')]));

    await expect(waiting).rejects.toThrow('inside a transaction, use the store that the work is given');
    await store.outbox.add([anAlert('two')]);
    expect((await store.outbox.depth()).pending).toBe(1);
    await store.close();
  });
});
