import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../../adapters/feeds/client.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('createClient, where the server closes a connection', () => {
  let server: Server;
  let client: Client;

  /** Answers so many requests on each connection, and closes it at the next one without a word. */
  async function open(answers: number): Promise<{ readonly url: string; readonly seen: () => number }> {
    let seen = 0;
    server = createServer((socket) => {
      let left = answers;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        seen += 1;
        left -= 1;
        if (left < 0) socket.end();
        else socket.write(ANSWER);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
    client = createClient({ network: { allowPrivate: [host] } });
    return { url: `http://${host}/feed`, seen: () => seen };
  }
  afterEach(async () => {
    await client.close();
    server.close();
  });

  it('asks once more by a new one where it had served before', async () => {
    const { url, seen } = await open(1);

    const first = await client.get(url, {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    const second = await client.get(url, {});

    expect([first, second]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(seen()).toBe(3);
  });

  it('does not where it was new', async () => {
    const { url, seen } = await open(0);

    expect(await client.get(url, {})).toEqual({ kind: 'failed', why: 'the server broke the connection off' });
    expect(seen()).toBe(1);
  });
});
