import { type Life, live } from './life.ts';

/** A life in a process of its own: it is given over the channel, and ends by itself at the point that it is given too. */
export interface Given {
  readonly life: Life;
  /** As in `after post:2`, the second time; undefined: the world kills it, or nobody does. */
  readonly killAt: string | undefined;
}

// Its libraries are loaded before a life begins, so that the next child can get ready while another lives.
await (process.argv[2] === 'slack'
  ? import('../../../../adapters/chat/slack/index.ts')
  : import('../../../../adapters/chat/discord/index.ts'));
process.once('message', (given: Given) => void begin(given));
process.send?.('ready');

async function begin({ life, killAt = '' }: Given): Promise<void> {
  const [point, times] = killAt.split(':');
  let left = Number(times);
  await live(life, {
    pass: async (name) => {
      if (name === point && --left === 0) process.kill(process.pid, 'SIGKILL');
    },
    moveTo: (now) =>
      new Promise((resolve) => {
        process.once('message', () => resolve());
        process.send?.({ now });
      }),
  });
  process.disconnect();
}
