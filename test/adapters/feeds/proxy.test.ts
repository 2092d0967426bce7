import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../../adapters/feeds/client.ts';
import { type FeedServer, startFeedServer } from '../../servers/feeds.ts';

/** A proxy that connects to the feed server whatever host it is asked for, and writes down what it was asked. */
async function startProxy(target: FeedServer, allows = true) {
  const asked: string[] = [];
  const port = Number(target.host.split(':')[1]);
  const server: Server = createServer((incoming, response) => {
    asked.push(`GET ${incoming.url}`);
    const path = URL.parse(incoming.url ?? '')?.pathname;
    request({ host: '127.0.0.1', port, path, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }).end();
  });
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    if (!allows) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    return undefined;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port: own } = server.address() as AddressInfo;
  return { asked, url: `http://user:secret@127.0.0.1:${own}`, stop: () => server.close() };
}

describe('a client behind a proxy', () => {
  let server: FeedServer;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let client: Client;
  const names: Readonly<Record<string, readonly string[]>> = {
    'public.example': ['93.184.215.14'],
    'inside.example': ['93.184.215.14', '10.0.0.7'],
  };
  const open = (except = '', allowPrivate: readonly string[] = []): Client =>
    createClient({
      network: { allowPrivate, proxy: { http: proxy.url, https: proxy.url, except } },
      resolve: async (host) => {
        const found = names[host];
        if (found === undefined) throw new Error('the name server knows it not');
        return found;
      },
      totalMs: 5_000,
    });

  beforeEach(async () => {
    server = await startFeedServer();
    server.serve('/rss', { format: 'rss', title: 'Feed', items: [] });
    proxy = await startProxy(server);
    client = open();
  });
  afterEach(async () => {
    await client.close();
    proxy.stop();
    await server.stop();
  });

  it.each(['public.example', 'known-to-the-proxy.example'])('asks %s through it', async (host) => {
    const answer = await client.get(`http://${host}/rss`, {});

    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(proxy.asked.join(' ')).toContain(host);
  });

  it.each([
    ['an address of this machine', 'http://127.0.0.1/rss'],
    ['one in another spelling', 'http://0x7f.1/rss'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest'],
    ['a name of the local network', 'http://printer.local/rss'],
    ['another port', 'http://public.example:6379/'],
    ['a name of which one answer is private', 'http://inside.example/rss'],
  ])('refuses %s before the proxy is asked', async (_, url) => {
    expect(await client.get(url, {})).toMatchObject({ kind: 'refused' });
    expect(proxy.asked).toEqual([]);
  });

  it('judges a redirect too', async () => {
    server.trouble('/moved', { kind: 'redirect', to: 'http://inside.example/rss', status: 302 });

    expect(await client.get('http://public.example/moved', {})).toMatchObject({
      kind: 'refused',
      why: 'inside.example leads to 10.0.0.7, which is not on the public internet',
    });
    expect(proxy.asked).toHaveLength(1);
  });

  it('connects by itself, and judges, where the proxy is not for the host', async () => {
    const direct = open(`127.0.0.1,inside.example`, [server.host]);

    expect(await direct.get(server.url('/rss'), {})).toMatchObject({ kind: 'answer', status: 200 });
    expect(await direct.get('http://inside.example/rss', {})).toMatchObject({ kind: 'refused' });
    expect(proxy.asked).toEqual([]);
    await direct.close();
  });

  it('says so, without its password, where the proxy refuses', async () => {
    const strict = await startProxy(server, false);
    const refused = createClient({
      network: { allowPrivate: [], proxy: { http: strict.url, https: strict.url, except: '' } },
      resolve: async () => ['93.184.215.14'],
      totalMs: 5_000,
    });

    const answer = await refused.get('https://public.example/rss', {});

    expect(answer).toEqual({ kind: 'failed', why: 'the proxy does not let us through' });
    await refused.close();
    strict.stop();
  });
});
