import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** How a connection is shared by callers that await. */
export interface Sharing {
  /** One caller at a time: what it begins, it ends before the next one starts. Undefined: callers need not take turns. */
  readonly turns: Turns | undefined;
  /** Whether a commit waits until it is on the disk. */
  readonly synchronous: 'normal' | 'full';
  /** Turns what SQLite threw into what the caller should see. */
  readonly fault: (thrown: unknown) => unknown;
  /** Throws where waiting for the connection would be waiting for oneself. */
  readonly beforeWait: () => void;
}

/** The turns at one connection, shared by all dialects that use it. */
export interface Turns {
  /** Those who wait, first come first. */
  readonly waiting: (() => void)[];
  taken: boolean;
}

export function makeTurns(): Turns {
  return { waiting: [], taken: false };
}

/** Kysely over node:sqlite. Statements are kept prepared, and every transaction takes the write lock at once. */
export function nodeSqliteDialect(database: DatabaseSync, sharing: Sharing): Dialect {
  return {
    createAdapter: () => new QueueingAdapter(),
    createDriver: () => new NodeSqliteDriver(database, sharing),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely's own queue cannot tell a caller that waits for itself; the driver's can. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #connection: NodeSqliteConnection;
  readonly #sharing: Sharing;

  constructor(database: DatabaseSync, sharing: Sharing) {
    this.#connection = new NodeSqliteConnection(database, sharing.fault);
    this.#sharing = sharing;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const { turns, beforeWait } = this.#sharing;
    if (turns === undefined) return this.#connection;
    beforeWait();
    if (turns.taken) await new Promise<void>((resolve) => turns.waiting.push(resolve));
    turns.taken = true;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const { turns } = this.#sharing;
    if (turns === undefined) return;
    const next = turns.waiting.shift();
    // The connection is handed on without becoming free, so that nobody slips in between.
    if (next === undefined) turns.taken = false;
    else next();
  }

  async beginTransaction(): Promise<void> {
    this.#connection.begin(this.#sharing.synchronous);
  }

  async commitTransaction(): Promise<void> {
    this.#connection.commit();
  }

  async rollbackTransaction(): Promise<void> {
    this.#connection.rollback();
  }

  /** The database belongs to whoever opened it. */
  async destroy(): Promise<void> {}
}

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** Prepared statements kept by one connection; the texts of multi-row inserts differ only in their number of rows. */
const MAX_PREPARED = 400;

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #fault: (thrown: unknown) => unknown;
  readonly #prepared = new Map<string, Prepared>();
  #inTransaction = false;

  constructor(database: DatabaseSync, fault: (thrown: unknown) => unknown) {
    this.#database = database;
    this.#fault = fault;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#guarded(() => {
      // SQLite ends a transaction by itself when the disk is full; what follows must not be written on its own.
      if (this.#inTransaction && !this.#database.isTransaction) throw new Error('the transaction was ended by SQLite');
      const { statement, returnsRows } = this.#prepare(query.sql);
      const parameters = query.parameters as readonly SQLInputValue[];
      if (returnsRows) return { rows: statement.all(...parameters) as Row[] };
      const { changes } = statement.run(...parameters);
      return { rows: [], numAffectedRows: BigInt(changes) };
    });
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and nothing here streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not supported: ask for pages');
  }

  begin(synchronous: Sharing['synchronous']): void {
    // A deferred transaction that turns to writing fails at once when another process wrote meanwhile (BUSY_SNAPSHOT).
    this.#guarded(() => this.#database.exec(`pragma synchronous = ${synchronous}; begin immediate`));
    this.#inTransaction = true;
  }

  commit(): void {
    this.#guarded(() => this.#database.exec('commit'));
    this.#inTransaction = false;
  }

  rollback(): void {
    this.#inTransaction = false;
    if (this.#database.isTransaction) this.#guarded(() => this.#database.exec('rollback'));
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known !== undefined) {
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.#prepared.set(sql, prepared);
    if (this.#prepared.size > MAX_PREPARED) {
      const oldest = this.#prepared.keys().next();
      if (!oldest.done) this.#prepared.delete(oldest.value);
    }
    return prepared;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw this.#fault(thrown);
    }
  }
}
