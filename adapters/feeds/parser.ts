import { join } from 'node:path';
import { Piscina } from 'piscina';
import { messageOf } from '../../src/errors.ts';
import type { ParsedFeed } from '../../src/feeds/item.ts';
import type { FeedReading } from '../../src/feeds/reading.ts';
import type { FeedDocument, FeedParser } from '../../src/ports.ts';
import { withinBudget } from './budget.ts';
import { MAX_BYTES } from './limits.ts';
import { nothing } from './nothing.ts';
import type { ReadTask } from './read.ts';
import { createTurns } from './turns.ts';

export interface ParserSettings {
  /** Milliseconds of its thread's processor time that one document may take. */
  readonly budgetMs?: number;
  /** Megabytes of heap that a worker may hold. */
  readonly heapMb?: number;
  readonly threads?: number;
}

const BUDGET_MS = 2_000;
const HEAP_MB = 160;
const YOUNG_MB = 8;
/** One keeps up with any number of feeds (60 MB a second); a second would only cost memory. */
const THREADS = 1;
/** A fresh worker loads its modules first. */
const START_MS = 4_000;
const IDLE_MS = 30_000;

/**
 * Makes the parser that works off the main thread, so that a hostile document can neither hold up an answer nor eat the
 * memory: one that takes too long or too much loses its worker, and the document's answer says so.
 */
export function createParser(settings: ParserSettings = {}): FeedParser {
  const budgetMs = settings.budgetMs ?? BUDGET_MS;
  const threads = settings.threads ?? THREADS;
  const pool = new Piscina({
    filename: join(import.meta.dirname, 'read.ts'),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: settings.heapMb ?? HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  // A worker that dies between two documents is replaced; without a listener its error would end the process.
  pool.on('error', () => undefined);
  // The pool's own queue would count against the budget: only as many documents are handed over as there are threads.
  const turns = createTurns(threads);
  const run = async <T>(
    name: 'parseDocument' | 'readDocument',
    task: unknown,
    given: readonly ArrayBuffer[] = [],
  ): Promise<T | { readonly fault: string }> => turns.run(() => runWithin(budgetMs, pool, name, task, given));
  return {
    async parse(document) {
      const parsed = await run<ParsedFeed>('parseDocument', withinBounds(document));
      return 'fault' in parsed ? nothing('utf-8', parsed.fault) : parsed;
    },
    async read(document, feed, now) {
      const task: ReadTask = { document: withinBounds(document), feed, now };
      const reading = await run<FeedReading>('readDocument', task, wholeBuffers(task.document.bytes));
      return 'fault' in reading ? { ...UNREAD, problems: [reading.fault] } : reading;
    },
    close: () => pool.destroy(),
  };
}

/** What a document brings that could not be parsed. */
const UNREAD: FeedReading = {
  format: undefined,
  problems: [],
  ttlMs: undefined,
  skips: undefined,
  entries: 0,
  newestAt: undefined,
  rhythmMs: undefined,
  items: [],
};

async function runWithin<T>(
  budgetMs: number,
  pool: Piscina,
  name: string,
  task: unknown,
  given: readonly ArrayBuffer[],
): Promise<T | { readonly fault: string }> {
  const fresh = pool.threads.length < pool.options.maxThreads || pool.completed === 0;
  const controller = new AbortController();
  const done = withinBudget(
    budgetMs + (fresh ? START_MS : 0),
    () => pool.threads,
    () => controller.abort(),
  );
  try {
    return await pool.run(task, { name, signal: controller.signal, transferList: [...given] });
  } catch (thrown) {
    const late = controller.signal.aborted;
    return { fault: late ? `parsing took longer than ${budgetMs / 1_000} s` : crashWords(thrown) };
  } finally {
    done();
  }
}

/** One byte more than is read tells that there was more; a copy, since a view would take its whole buffer along. */
function withinBounds(document: FeedDocument): FeedDocument {
  return document.bytes.length <= MAX_BYTES ? document : { ...document, bytes: document.bytes.slice(0, MAX_BYTES + 1) };
}

/** The buffer of bytes that have one for themselves: handed over instead of copied, it does not wait here to be collected. */
function wholeBuffers({ buffer, byteLength }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function crashWords(thrown: unknown): string {
  const memory = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return memory ? 'parsing needed too much memory' : `parsing failed: ${messageOf(thrown).slice(0, 200)}`;
}
