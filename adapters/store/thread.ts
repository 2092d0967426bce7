import { Worker } from 'node:worker_threads';
import type { OpenSettings } from './open.ts';
import type { Answer, Ask, Request } from './serve.ts';

/** What the thread says: how it went, in the order of what it was asked; the first answer is to its opening. */
export type Told =
  | { readonly answer: Answer }
  | { readonly fault: { readonly message: string; readonly code: unknown; readonly errcode: unknown } };

/** A connection with a thread of its own: writing and waiting for the disk hold nobody else up. */
export interface Thread {
  readonly ask: Ask;
  /** Closes the database and ends the thread. Idempotent. */
  close(): Promise<void>;
}

/** What it is asked is done with at once: more room for what is young would only be filled with what is over. */
const YOUNG_MB = 8;

/** Opens a connection in a thread of its own. Rejects with what SQLite throws there. */
export async function openInThread(settings: OpenSettings): Promise<Thread> {
  // What this process was started with, a script on its command line for one, is no matter of the thread's.
  const worker = new Worker(new URL('./thread-body.ts', import.meta.url), {
    workerData: settings,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting: PromiseWithResolvers<Answer>[] = [];
  let ended: Error | undefined;

  const expect = (): Promise<Answer> => {
    const answer = Promise.withResolvers<Answer>();
    waiting.push(answer);
    // A process lives on for the sake of an answer, not for the sake of an idle thread.
    worker.ref();
    return answer.promise;
  };
  const end = (why: Error): void => {
    ended ??= why;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on('message', (told: Told) => {
    const next = waiting.shift();
    if (waiting.length === 0) worker.unref();
    if ('answer' in told) next?.resolve(told.answer);
    else next?.reject(Object.assign(new Error(told.fault.message), told.fault));
  });
  worker.on('error', (thrown: unknown) => end(thrown instanceof Error ? thrown : new Error(String(thrown))));
  worker.on('exit', () => end(new Error('the database is closed')));

  const tell = (request: Request | 'close'): Promise<Answer> => {
    if (ended !== undefined) return Promise.reject(ended);
    worker.postMessage(request);
    return expect();
  };
  try {
    await expect();
  } catch (thrown) {
    await worker.terminate();
    throw thrown;
  }
  return {
    ask: tell,
    async close() {
      if (ended !== undefined) return;
      await tell('close');
      await worker.terminate();
    },
  };
}
