import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultOf } from '../../../adapters/store/faults.ts';
import { MIGRATIONS } from '../../../adapters/store/migrations.ts';
import { openSqlite } from '../../../adapters/store/sqlite.ts';
import { UserError } from '../../../src/errors.ts';
import { NOW, aFeed, anAlert, anItem } from '../../fakes/builders.ts';

const ROOT = process.getuid?.() === 0;

describe('a database file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
    path = join(folder, 'storywatch.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const refusal = async (at = path): Promise<UserError> => {
    const thrown: unknown = await openSqlite(at).then(
      (store) => store.close(),
      (error: unknown) => error,
    );
    if (thrown instanceof UserError) return thrown;
    throw new Error('expected a UserError', { cause: thrown });
  };

  it('is private to its user, its write-ahead log too', async () => {
    const store = await openSqlite(path);
    await store.outbox.add([anAlert('one')]);

    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('is refused with words where its folder is missing', async () => {
    const fault = await refusal(join(folder, 'none', 'x.db'));

    expect(fault.message).toBe(
      `the folder ${join(folder, 'none')} of the database ${join(folder, 'none', 'x.db')} does not exist`,
    );
    expect(fault.hint).toContain('mkdir -p');
  });

  it('is refused with words where it is a folder', async () => {
    mkdirSync(path);

    expect((await refusal()).message).toBe(`the database ${path} is a folder; expected a file`);
  });

  it('is refused with words where it is another kind of file, which stays as it is', async () => {
    writeFileSync(path, 'These are my notes, not a database.\n'.repeat(100));

    expect((await refusal()).message).toContain(`${path} is not a database`);
    expect(readFileSync(path, 'utf8')).toContain('These are my notes');
  });

  it.skipIf(ROOT)('is refused with words where it is read-only', async () => {
    await (await openSqlite(path)).close();
    chmodSync(path, 0o400);

    const fault = await refusal();

    expect(fault.message).toContain(path);
    expect(fault.hint).toContain('writable');
  });

  it('is refused with words where a page is damaged', async () => {
    const store = await openSqlite(path);
    await store.coverage.saveItems(Array.from({ length: 400 }, (_, index) => anItem(`n${index}`)));
    await store.close();
    const bytes = readFileSync(path);
    for (let page = 2; page * 4_096 < bytes.length; page += 2) bytes.fill(0xa5, page * 4_096, page * 4_096 + 512);
    writeFileSync(path, bytes);

    const fault = await refusal();

    expect(fault.message).toContain(`the database ${path} is damaged`);
    expect(fault.hint).toContain('.recover');
  });

  it('is refused with words where a newer program wrote it', async () => {
    await (await openSqlite(path)).close();
    const raw = new DatabaseSync(path);
    raw.exec(`insert into migrations values (${MIGRATIONS.length + 1}, 'from the future', 0)`);
    raw.close();

    const fault = await refusal();

    expect(fault.message).toBe(
      `the database ${path} has schema version ${MIGRATIONS.length + 1}; this program knows versions up to ${MIGRATIONS.length}`,
    );
  });

  it('says so where another process holds its lock, and goes on once it is free', async () => {
    const store = await openSqlite(path, { busyMs: 20 });
    const other = new DatabaseSync(path);
    other.exec('begin immediate');

    await expect(store.outbox.add([anAlert('one')])).rejects.toThrow(
      `the database ${path} is locked by another process`,
    );
    other.exec('rollback');
    await store.outbox.add([anAlert('one')]);

    expect((await store.outbox.depth()).pending).toBe(1);
    other.close();
    await store.close();
  });

  it('answers while it is full, keeps nothing by halves, and takes writes again once there is room', async () => {
    const store = await openSqlite(path, { maxBytes: 400_000 });
    await store.feeds.follow([aFeed()], NOW);
    const batch = (name: string) =>
      Array.from({ length: 20 }, (_, index) => anItem(`${name}-${index}`, { summary: 'word '.repeat(200) }));
    let kept = 0;
    const fill = async (): Promise<never> => {
      for (;;) {
        await store.transaction(async (tx) => {
          await tx.coverage.saveItems(batch(`b${kept}`));
          await tx.outbox.add([anAlert(`alert-${kept}`)]);
        });
        kept += 1;
      }
    };

    await expect(fill()).rejects.toThrow('is full');

    expect(kept).toBeGreaterThan(0);
    expect((await store.outbox.depth()).pending).toBe(kept);
    expect(await store.coverage.items(0, NOW + 1, 10_000)).toHaveLength(kept * 20);
    expect(await store.coverage.search('word', 5)).toHaveLength(5);

    await store.coverage.forget(NOW + 1, NOW + 1);
    await store.coverage.saveItems(batch('again'));
    expect(await store.coverage.items(0, NOW + 1, 10_000)).toHaveLength(20);
    await store.close();
  });

  it('shows a reader no half of a transaction', async () => {
    const store = await openSqlite(path);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();

    const writing = store.transaction(async (tx) => {
      await tx.outbox.add([anAlert('one')]);
      await held;
      await tx.outbox.add([anAlert('two')]);
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const during = (await store.outbox.depth()).pending;
    release();
    await writing;

    expect([during, (await store.outbox.depth()).pending]).toEqual([0, 2]);
    await store.close();
  });

  it('survives a cut of its write-ahead log at any page: a commit is there whole or not at all', async () => {
    const store = await openSqlite(path);
    for (let number = 0; number < 12; number++) {
      await store.transaction(async (tx) => {
        await tx.coverage.saveItems([anItem(`n${number}`)]);
        await tx.outbox.add([anAlert(`alert-${number}`)]);
      });
    }
    const wal = readFileSync(`${path}-wal`);
    const main = join(folder, 'main.db');
    copyFileSync(path, main);
    await store.close();

    const found: number[] = [];
    for (let bytes = 0; bytes <= wal.length; bytes += 12 * 4_120) {
      const cut = join(folder, `cut-${bytes}.db`);
      copyFileSync(main, cut);
      writeFileSync(`${cut}-wal`, wal.subarray(0, bytes));
      const reopened = await openSqlite(cut);
      const items = await reopened.coverage.items(0, NOW + 1, 100);
      const { pending } = await reopened.outbox.depth();
      expect(pending).toBe(items.length);
      found.push(pending);
      await reopened.close();
    }

    expect(found.length).toBeGreaterThan(4);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });
});

describe('faultOf', () => {
  const sqliteError = (errcode: number): Error => Object.assign(new Error('words of SQLite'), { errcode });

  it.each([
    [8, 'the database a.db is read-only (words of SQLite)'],
    [8 | (4 << 8), 'the database a.db is read-only (words of SQLite)'],
    [13, 'the disk or the quota of the database a.db is full (words of SQLite)'],
    [5, 'the database a.db is locked by another process (words of SQLite)'],
    [11, 'the database a.db is damaged (words of SQLite)'],
    [14, 'the database a.db cannot be opened (words of SQLite)'],
    [10, 'the disk under the database a.db fails (words of SQLite)'],
    [26, 'a.db is not a database (words of SQLite)'],
  ])('says in words what result code %i means', (code, message) => {
    const fault = faultOf(sqliteError(code), 'a.db');

    expect(fault).toBeInstanceOf(UserError);
    expect(fault).toMatchObject({ message, hint: expect.stringMatching(/./) });
  });

  it('leaves anything else as it is', () => {
    const bug = new TypeError('a bug');
    const constraint = sqliteError(19);

    expect(faultOf(bug, 'a.db')).toBe(bug);
    expect(faultOf(constraint, 'a.db')).toBe(constraint);
  });
});
