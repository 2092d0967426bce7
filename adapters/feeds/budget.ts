import type { Worker } from 'node:worker_threads';

/** The first part of the time, in which nearly every document is done, is not looked at. */
const UNWATCHED = 0.25;
/** However little it was let work, nothing takes more than so many times its budget. */
const MOST = 5;
/** A thread that works answers between two steps of its work; one that does not is caught in a single step. */
const ANSWER_MS = 500;
const LOOK_AGAIN_MS = 50;

/**
 * Calls `end` once the threads have worked for `budgetMs` of processor time: on a machine that has no time for them, that is
 * later, so that a document is not blamed for it. Returns how to call it off.
 */
export function withinBudget(budgetMs: number, threads: () => readonly Worker[], end: () => void): () => void {
  const off = new AbortController();
  const latest = setTimeout(end, budgetMs * MOST);
  off.signal.addEventListener('abort', () => clearTimeout(latest));
  const watch = async (): Promise<void> => {
    const unwatchedMs = budgetMs * UNWATCHED;
    await pause(unwatchedMs, off.signal);
    const before = off.signal.aborted ? 0 : ((await workedMs(threads())) ?? 0);
    for (let leftMs = budgetMs - unwatchedMs; leftMs > 0; ) {
      await pause(Math.max(leftMs, LOOK_AGAIN_MS), off.signal);
      if (off.signal.aborted) return;
      leftMs = budgetMs - unwatchedMs - ((await workedMs(threads())) ?? Infinity) + before;
    }
    if (!off.signal.aborted) end();
  };
  void watch();
  return () => off.abort();
}

/** Processor time of all threads together, in milliseconds; undefined where one does not answer. */
async function workedMs(threads: readonly Worker[]): Promise<number | undefined> {
  const answers = Promise.all(threads.map((thread) => thread.cpuUsage().catch(() => ({ user: 0, system: 0 }))));
  const silence = new AbortController();
  const used = await Promise.race([answers, pause(ANSWER_MS, silence.signal)]);
  silence.abort();
  return used?.reduce((sum, { user, system }) => sum + (user + system) / 1_000, 0);
}

/** Resolves after so many milliseconds, or at once when it is called off. */
function pause(ms: number, off: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      off.removeEventListener('abort', done);
      resolve(undefined);
    };
    const timer = setTimeout(done, ms);
    off.addEventListener('abort', done);
    if (off.aborted) done();
  });
}
