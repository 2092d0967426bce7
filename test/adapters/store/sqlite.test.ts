import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../adapters/store/sqlite.ts';
import { storeContract } from '../../contract/store.ts';

storeContract('SQLite in memory', async () => {
  const store = await openSqlite(':memory:');
  return { store, reopen: undefined, remove: () => store.close() };
});

storeContract('SQLite in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
  const path = join(folder, 'storywatch.db');
  let store = await openSqlite(path);
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqlite(path);
      return store;
    },
    async remove() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
