import type { Ports, Store } from '../../../src/ports.ts';
import { liveThrough } from './rounds.ts';

/** One life of a bot that kills itself the moment it passes a point for the n-th time: KILL_AT=claim:2. */

const [point = '', times = '0'] = (process.env['KILL_AT'] ?? '').split(':');
let left = Number(times);

function pass(name: string): void {
  if (name !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

/** Passes a point before and one after each call. */
function around<Arguments extends readonly unknown[], Result>(
  name: string,
  call: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  return async (...given) => {
    pass(`before ${name}`);
    const result = await call(...given);
    pass(`after ${name}`);
    return result;
  };
}

function withPoints(store: Store): Store {
  return {
    ...store,
    outbox: {
      ...store.outbox,
      claim: around('claim', store.outbox.claim),
      settle: around('settle', store.outbox.settle),
    },
    transaction: around('transaction', (work: Parameters<Store['transaction']>[0], options) =>
      store.transaction(around('work', work), options),
    ) as Store['transaction'],
  };
}

await liveThrough({
  database: process.env['DATABASE'] ?? '',
  outside: process.env['OUTSIDE'] ?? '',
  life: Number(process.env['LIFE']),
  wrap: (ports): Ports => ({
    ...ports,
    store: withPoints(ports.store),
    fetcher: { ...ports.fetcher, fetch: around('fetch', ports.fetcher.fetch) },
    parser: { ...ports.parser, read: around('parse', ports.parser.read) },
    chats: new Map([...ports.chats].map(([name, chat]) => [name, { ...chat, post: around('post', chat.post) }])),
  }),
});
