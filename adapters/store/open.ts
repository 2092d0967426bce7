import { DatabaseSync } from 'node:sqlite';

/** How a connection to a database is opened. */
export interface OpenSettings {
  readonly path: string;
  /** The database never grows beyond this; undefined: no bound but the disk. */
  readonly maxBytes: number | undefined;
  /** How long to wait for another process's lock, in milliseconds. */
  readonly busyMs: number;
}

const PAGE_BYTES = 4_096;

/** Opens a connection. Throws what SQLite throws. */
export function openDatabase({ path, maxBytes, busyMs }: OpenSettings): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyMs });
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma cache_size = -8000;
    pragma temp_store = memory;
    pragma wal_autocheckpoint = 8000;
  `);
  if (maxBytes !== undefined) database.exec(`pragma max_page_count = ${Math.ceil(maxBytes / PAGE_BYTES)}`);
  return database;
}
