import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** What a connection is asked, one thing after the other. Plain data, so that it can be asked from another thread. */
export type Request =
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly SQLInputValue[] }
  | { readonly kind: 'begin'; readonly synchronous: Synchronous }
  | { readonly kind: 'commit' }
  | { readonly kind: 'rollback' };

/** Whether a commit waits until it is on the disk. */
export type Synchronous = 'normal' | 'full';

export interface Answer {
  readonly rows: readonly unknown[];
  /** How many rows a statement changed; undefined for one that returns rows. */
  readonly changes: number | undefined;
}

/** A connection, in this thread or another. Rejects with what SQLite throws. */
export type Ask = (request: Request) => Promise<Answer>;

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** Prepared statements kept by one connection; the texts of multi-row inserts differ only in their number of rows. */
const MAX_PREPARED = 400;
const NOTHING: Answer = { rows: [], changes: undefined };

/** Answers over a database, at once and in this thread. Throws what SQLite throws. */
export function serving(database: DatabaseSync): (request: Request) => Answer {
  const prepared = new Map<string, Prepared>();
  let inTransaction = false;

  const prepare = (sql: string): Prepared => {
    const known = prepared.get(sql);
    if (known !== undefined) prepared.delete(sql);
    const statement = known?.statement ?? database.prepare(sql);
    const one = known ?? { statement, returnsRows: statement.columns().length > 0 };
    prepared.set(sql, one);
    const [oldest] = prepared.size > MAX_PREPARED ? prepared.keys() : [];
    if (oldest !== undefined) prepared.delete(oldest);
    return one;
  };

  return (request) => {
    switch (request.kind) {
      case 'begin':
        // A deferred transaction that turns to writing fails at once when another process wrote meanwhile (BUSY_SNAPSHOT).
        database.exec(`pragma synchronous = ${request.synchronous}; begin immediate`);
        inTransaction = true;
        return NOTHING;
      case 'commit':
        database.exec('commit');
        inTransaction = false;
        return NOTHING;
      case 'rollback':
        inTransaction = false;
        if (database.isTransaction) database.exec('rollback');
        return NOTHING;
      case 'query': {
        // SQLite ends a transaction by itself when the disk is full; what follows must not be written on its own.
        if (inTransaction && !database.isTransaction) throw new Error('the transaction was ended by SQLite');
        const { statement, returnsRows } = prepare(request.sql);
        if (returnsRows) return { rows: statement.all(...request.parameters), changes: undefined };
        return { rows: [], changes: Number(statement.run(...request.parameters).changes) };
      }
    }
  };
}
