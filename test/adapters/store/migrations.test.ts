import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTurns, nodeSqliteDialect } from '../../../adapters/store/dialect.ts';
import { type Ask, serving } from '../../../adapters/store/serve.ts';
import { MIGRATIONS, migrate, type Migration } from '../../../adapters/store/migrations.ts';
import { openSqlite } from '../../../adapters/store/sqlite.ts';
import type { Tables } from '../../../adapters/store/tables.ts';
import { NOW } from '../../fakes/builders.ts';

const sharing = {
  turns: makeTurns(),
  synchronous: 'full' as const,
  fault: (thrown: unknown) => thrown,
  beforeWait: () => {},
};
const asking = (database: DatabaseSync): Ask => {
  const serve = serving(database);
  return async (request) => serve(request);
};

const tablesOf = (database: DatabaseSync): readonly unknown[] =>
  database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name")
    .all()
    .map(({ name }) => name);
const adds = (name: string): Migration => ({
  name,
  up: async (db) => {
    await db.schema.createTable(name).addColumn('a', 'integer').execute();
  },
});

describe('migrate', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
    path = join(folder, 'storywatch.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('runs each step once, in order, and records it', async () => {
    const database = new DatabaseSync(path);
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(asking(database), sharing) });

    await migrate(db, path, NOW, [adds('one')]);
    await migrate(db, path, NOW + 1, [adds('one'), adds('two')]);
    await migrate(db, path, NOW + 2, [adds('one'), adds('two')]);

    expect(tablesOf(database)).toEqual(['migrations', 'one', 'two']);
    expect(await db.selectFrom('migrations').selectAll().orderBy('version').execute()).toEqual([
      { version: 1, name: 'one', applied_at: NOW },
      { version: 2, name: 'two', applied_at: NOW + 1 },
    ]);
    database.close();
  });

  it('leaves the schema as it was where a step fails, and goes on from there', async () => {
    const database = new DatabaseSync(path);
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(asking(database), sharing) });
    const breaks: Migration = {
      name: 'two',
      async up(tx) {
        await adds('two').up(tx);
        throw new Error('the step failed');
      },
    };

    await expect(migrate(db, path, NOW, [adds('one'), breaks])).rejects.toThrow('the step failed');
    expect(tablesOf(database)).toEqual(['migrations', 'one']);
    await migrate(db, path, NOW, [adds('one'), adds('two')]);

    expect(tablesOf(database)).toEqual(['migrations', 'one', 'two']);
    database.close();
  });

  const child = async (script: string): Promise<number | string | null> => {
    const running = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code, signal] = await once(running, 'exit');
    return code ?? signal;
  };
  const at = (file: string): string => JSON.stringify(new URL(`../../../${file}`, import.meta.url).href);

  it('leaves nothing by halves when it is killed in the middle of a step', async () => {
    const killed = await child(`
      import { DatabaseSync } from 'node:sqlite';
      import { Kysely } from 'kysely';
      import { makeTurns, nodeSqliteDialect } from ${at('adapters/store/dialect.ts')};
      import { serving } from ${at('adapters/store/serve.ts')};
      import { MIGRATIONS, migrate } from ${at('adapters/store/migrations.ts')};
      const database = new DatabaseSync(${JSON.stringify(path)});
      database.exec('pragma journal_mode = wal');
      const sharing = { turns: makeTurns(), synchronous: 'full', fault: (thrown) => thrown, beforeWait: () => {} };
      const serve = serving(database);
      const db = new Kysely({ dialect: nodeSqliteDialect(async (request) => serve(request), sharing) });
      const kill = async (tx) => { await MIGRATIONS[0].up(tx); process.kill(process.pid, 'SIGKILL'); };
      await migrate(db, 'x', 0, [{ name: 'killed', up: kill }]);
    `);

    expect(killed).toBe('SIGKILL');
    const raw = new DatabaseSync(path);
    expect(tablesOf(raw)).toEqual([]);
    raw.close();
    const store = await openSqlite(path);
    expect(await store.stories.all()).toEqual([]);
    await store.close();
  });

  it('is done once where two processes start at the same time', async () => {
    const open = `
      import { openSqlite } from ${at('adapters/store/sqlite.ts')};
      await (await openSqlite(${JSON.stringify(path)})).close();
    `;

    expect(await Promise.all([child(open), child(open), child(open)])).toEqual([0, 0, 0]);

    const raw = new DatabaseSync(path);
    expect(raw.prepare('select version from migrations').all()).toHaveLength(MIGRATIONS.length);
    raw.close();
  });
});
