import type { SQLInputValue } from 'node:sqlite';
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
import type { Ask, Request, Synchronous } from './serve.ts';

/** How a connection is shared by callers that await. */
export interface Sharing {
  /** One caller at a time: what it begins, it ends before the next one starts. Undefined: callers need not take turns. */
  readonly turns: Turns | undefined;
  readonly synchronous: Synchronous;
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

/** Kysely over a connection of node:sqlite. Every transaction takes the write lock at once. */
export function nodeSqliteDialect(ask: Ask, sharing: Sharing): Dialect {
  return {
    createAdapter: () => new QueueingAdapter(),
    createDriver: () => new NodeSqliteDriver(ask, sharing),
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

  constructor(ask: Ask, sharing: Sharing) {
    this.#connection = new NodeSqliteConnection(ask, sharing.fault);
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
    await this.#connection.ask({ kind: 'begin', synchronous: this.#sharing.synchronous });
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.ask({ kind: 'commit' });
  }

  async rollbackTransaction(): Promise<void> {
    await this.#connection.ask({ kind: 'rollback' });
  }

  /** The database belongs to whoever opened it. */
  async destroy(): Promise<void> {}
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #ask: Ask;
  readonly #fault: (thrown: unknown) => unknown;

  constructor(ask: Ask, fault: (thrown: unknown) => unknown) {
    this.#ask = ask;
    this.#fault = fault;
  }

  async ask(request: Request) {
    try {
      return await this.#ask(request);
    } catch (thrown) {
      throw this.#fault(thrown);
    }
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, changes } = await this.ask({
      kind: 'query',
      sql,
      parameters: parameters as readonly SQLInputValue[],
    });
    return changes === undefined ? { rows: rows as Row[] } : { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and nothing here streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not supported: ask for pages');
  }
}
