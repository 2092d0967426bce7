import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './open.ts';
import { type Answer, type Request, serving } from './serve.ts';
import type { Told } from './thread.ts';

/** The body of a connection's thread: opens its database, then answers one request after the other. */

const port = parentPort;
if (port === null) throw new Error('this is the body of a thread');

function tell(work: () => Answer): void {
  port?.postMessage(told(work));
}

/** An error loses what SQLite wrote on it when it crosses threads, so it is taken apart. */
function told(work: () => Answer): Told {
  try {
    return { answer: work() };
  } catch (thrown) {
    if (!(thrown instanceof Error)) return { fault: { message: String(thrown), code: undefined, errcode: undefined } };
    const code = 'code' in thrown ? thrown.code : undefined;
    const errcode = 'errcode' in thrown ? thrown.errcode : undefined;
    return { fault: { message: thrown.message, code, errcode } };
  }
}

const DONE: Answer = { rows: [], changes: undefined };
let close = (): void => undefined;
let answer = (_request: Request): Answer => DONE;

tell(() => {
  const database = openDatabase(workerData);
  close = () => database.close();
  answer = serving(database);
  return DONE;
});
port.on('message', (request: Request | 'close') => {
  tell(() => {
    if (request !== 'close') return answer(request);
    close();
    return DONE;
  });
});
