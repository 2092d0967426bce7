import { AsyncLocalStorage } from 'node:async_hooks';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { UserError, fileFaultOf } from '../../src/errors.ts';
import type { Store } from '../../src/ports.ts';
import { createCoverageStore } from './coverage.ts';
import { makeTurns, nodeSqliteDialect } from './dialect.ts';
import { faultOf } from './faults.ts';
import { createFeedbackStore } from './feedback.ts';
import { createFeedStore } from './feeds.ts';
import { migrate } from './migrations.ts';
import { type OpenSettings, openDatabase } from './open.ts';
import { createOutbox } from './outbox.ts';
import { type Ask, type Synchronous, serving } from './serve.ts';
import { createStoryStore } from './stories.ts';
import type { Access, Tables } from './tables.ts';
import { openInThread } from './thread.ts';

/** Settings of the embedded store; each has a default. */
export interface SqliteSettings {
  /** The database never grows beyond this; default: no bound but the disk. */
  readonly maxBytes?: number;
  /** How long to wait for another process's lock, in milliseconds; default 5,000. */
  readonly busyMs?: number;
}

const IN_MEMORY = ':memory:';
const BUSY_MS = 5_000;
/** Checking a whole database reads it all: above this size only what is read is checked. */
const CHECKED_BYTES = 64 * 1024 * 1024;

/**
 * Opens the embedded store, making the file (mode 0600) and its schema where they are missing.
 * A commit is on the disk when it returns. Throws a UserError where the file cannot serve.
 */
export async function openSqlite(path: string, settings: SqliteSettings = {}): Promise<Store> {
  const fault = (thrown: unknown): unknown => faultOf(thrown, path);
  const inWork = new AsyncLocalStorage<true>();
  const turns = makeTurns();
  const sharing = {
    fault,
    beforeWait: () => {
      if (inWork.getStore() === true) throw new Error('inside a transaction, use the store that the work is given');
    },
  };
  prepareFile(path);
  const opening: OpenSettings = { path, maxBytes: settings.maxBytes, busyMs: settings.busyMs ?? BUSY_MS };
  const writer = await connect(opening, path !== IN_MEMORY, fault);
  const write = (synchronous: Synchronous) =>
    new Kysely<Tables>({ dialect: nodeSqliteDialect(writer.ask, { ...sharing, turns, synchronous }) });
  const durable = write('full');
  try {
    await migrate(durable, path, Date.now());
    await check(writer.ask, path);
  } catch (thrown) {
    await writer.close();
    throw fault(thrown);
  }
  const writers = { durable, relaxed: write('normal') };
  if (path === IN_MEMORY) return storeOf(durable, writers, inWork, [writer]);
  // Readers see the last commit and wait for nobody. In memory there is one connection for all.
  const reader = await connect(opening, false, fault);
  const dialect = nodeSqliteDialect(reader.ask, { ...sharing, turns: undefined, synchronous: 'normal' });
  return storeOf(new Kysely<Tables>({ dialect }), writers, inWork, [reader, writer]);
}

interface Connection {
  readonly ask: Ask;
  /** Idempotent. */
  close(): Promise<void>;
}

/** What is written has a thread of its own; what is read is short, and asking a thread would take longer. */
async function connect(
  opening: OpenSettings,
  inThread: boolean,
  fault: (thrown: unknown) => unknown,
): Promise<Connection> {
  try {
    if (inThread) return await openInThread(opening);
    const database = openDatabase(opening);
    const serve = serving(database);
    return {
      ask: async (request) => serve(request),
      close: async () => {
        if (database.isOpen) database.close();
      },
    };
  } catch (thrown) {
    throw fault(thrown);
  }
}

function storeOf(
  read: Kysely<Tables>,
  { durable, relaxed }: { readonly durable: Kysely<Tables>; readonly relaxed: Kysely<Tables> },
  inWork: AsyncLocalStorage<true>,
  connections: readonly Connection[],
): Store {
  const atomically: Access['atomically'] = (work) => durable.transaction().execute(work);
  return {
    ...facets({ read, atomically }),
    transaction: (work, options) =>
      (options?.relaxed === true ? relaxed : durable).transaction().execute((tx) =>
        inWork.run(true, () => {
          const store: Store = {
            ...facets({ read: tx, atomically: (inner) => inner(tx) }),
            transaction: () => Promise.reject(new Error('a transaction within a transaction')),
            close: () => Promise.reject(new Error('closing the store within a transaction')),
          };
          return work(store);
        }),
      ),
    async close() {
      for (const each of [read, durable, relaxed]) await each.destroy();
      // The connections are not Kysely's. The writer closes last: it folds the write-ahead log into the file.
      for (const connection of connections) await connection.close();
    },
  };
}

function facets(access: Access): Pick<Store, 'stories' | 'feeds' | 'coverage' | 'outbox' | 'feedback'> {
  return {
    stories: createStoryStore(access),
    feeds: createFeedStore(access),
    coverage: createCoverageStore(access),
    outbox: createOutbox(access),
    feedback: createFeedbackStore(access),
  };
}

/** Makes a new file private before SQLite opens it; its WAL then gets the same mode. */
function prepareFile(path: string): void {
  if (path === IN_MEMORY) return;
  const folder = dirname(resolve(path));
  if (!existsSync(folder)) {
    throw new UserError(`the folder ${folder} of the database ${path} does not exist`, {
      hint: `Make it (mkdir -p ${folder}), or name another \`database\`.`,
    });
  }
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new UserError(`the database ${path} is a folder; expected a file`, { hint: 'Name a file as `database`.' });
  }
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (cause) {
    throw new UserError(`the database ${path} cannot be written (${fileFaultOf(cause)})`, {
      hint: 'Make the file and its folder writable for the user that runs Storywatch, or name another `database`.',
      cause,
    });
  }
}

/** Refuses a damaged database at once rather than on the day the damaged page is read. */
async function check(ask: Ask, path: string): Promise<void> {
  if (path === IN_MEMORY || statSync(path).size > CHECKED_BYTES) return;
  const { rows } = await ask({ kind: 'query', sql: 'pragma quick_check(1)', parameters: [] });
  const [row] = rows as readonly { readonly quick_check: string }[];
  const verdict = row?.quick_check;
  if (verdict === 'ok') return;
  throw new UserError(`the database ${path} is damaged (${String(verdict)})`, {
    hint: `Keep a copy, then restore a backup or run: sqlite3 ${path} .recover | sqlite3 new.db`,
  });
}
