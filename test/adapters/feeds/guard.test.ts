import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import { connect } from 'node:net';
import { resolve as resolvePath } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isPublicAddress } from '../../../adapters/feeds/addresses.ts';
import { createClient } from '../../../adapters/feeds/client.ts';
import type { Answer } from '../../../adapters/feeds/client.ts';
import { judgeUrl } from '../../../adapters/feeds/guard.ts';
import type { Dial, Resolve } from '../../../adapters/feeds/guard.ts';

const CASES = resolvePath(import.meta.dirname, '../../../../shared/cases/ssrf.json');
const PUBLIC = '93.184.215.14';

const Case = z.object({
  id: z.string(),
  input: z.string(),
  group: z.string(),
  reason: z.string(),
  expected: z.enum(['allow', 'reject', 'bounded', 'allow-without-credentials']),
  alt: z.string().optional(),
  dns: z.record(z.string(), z.array(z.string())).default({}),
  redirect: z.object({ status: z.number(), location: z.string() }).optional(),
  redirectChain: z.array(z.string()).default([]),
});
type Case = z.infer<typeof Case>;

const cases = existsSync(CASES)
  ? z.object({ cases: z.array(Case) }).parse(JSON.parse(readFileSync(CASES, 'utf8'))).cases
  : [];
const hops = (found: Case): readonly string[] => (found.redirect ? [found.redirect.location] : found.redirectChain);
const judged = cases.filter((found) => found.group !== 'response' && hops(found).length === 0);
const redirected = cases.filter((found) => hops(found).length > 0);

const resolver =
  (dns: Readonly<Record<string, readonly string[]>>): Resolve =>
  async (host) => {
    const found = dns[host];
    if (found === undefined) throw Object.assign(new Error(`no ${host}`), { code: 'ENOTFOUND' });
    return found;
  };

describe.skipIf(cases.length === 0)('the table of addresses', () => {
  it.each(judged.map((found) => [found.id, found] as const))('%s is judged as it says', async (_, found) => {
    const { verdict, reason } = await judgeUrl(found.input, { resolve: resolver(found.dns) });

    expect([found.input.slice(0, 80), verdict]).toEqual([
      found.input.slice(0, 80),
      found.expected === 'allow' ? 'allow' : 'refuse',
    ]);
    expect(reason).not.toBe('');
  });

  it.each(redirected.map((found) => [found.id, found] as const))('%s is judged hop by hop', async (_, found) => {
    const lab = await startLab(redirecting(hops(found), found.redirect?.status ?? 302));

    const answer = await lab.get(found.input, resolver(found.dns));

    const allowed = found.expected !== 'reject';
    expect(answer.kind).toBe(allowed ? 'answer' : 'refused');
    expect(lab.dialled.filter((address) => !isPublicAddress(address))).toEqual([]);
    const later = lab.seen.slice(1);
    if (found.expected === 'allow-without-credentials') {
      expect(lab.seen[0]?.['authorization']).toBe('Bearer secret');
      expect(later.map((headers) => [headers['authorization'], headers['cookie']])).toEqual([[undefined, undefined]]);
    }
    await lab.stop();
  });
});

describe('the connector', () => {
  let lab: Lab;
  afterEach(() => lab.stop());

  it('dials the address that was judged, not what a second answer of the name server says', async () => {
    lab = await startLab((_, response) => response.end('ok'));
    const answers = [[PUBLIC], ['127.0.0.1'], ['127.0.0.1']];

    const answer = await lab.get('http://rebind.example/', async () => answers.shift() ?? []);

    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(lab.dialled).toEqual([PUBLIC]);
  });

  it('judges a name anew at each hop, also one that passed before', async () => {
    lab = await startLab(redirecting(['http://other.example/', 'http://rebind.example:8080/'], 302));
    const answers = new Map([
      ['rebind.example', [[PUBLIC], ['169.254.169.254']]],
      ['other.example', [[PUBLIC]]],
    ]);

    const answer = await lab.get('http://rebind.example/', async (host) => answers.get(host)?.shift() ?? []);

    expect(answer).toMatchObject({ kind: 'refused', why: expect.stringContaining('169.254.169.254') });
    expect(lab.seen).toHaveLength(2);
  });

  it('writes nothing where the connection turns out to lead to a private address', async () => {
    lab = await startLab((_, response) => response.end('ok'), '10.0.0.7');

    const answer = await lab.get('http://public.example/', async () => [PUBLIC]);

    expect(answer).toMatchObject({ kind: 'refused', why: expect.stringContaining('10.0.0.7') });
    expect(lab.seen).toEqual([]);
  });

  it('opens no socket for a private literal in any spelling', async () => {
    lab = await startLab((_, response) => response.end('ok'));

    for (const host of ['127.1', '0x7f.1', '017700000001', '[::]', '[::ffff:7f00:1]', '１２７.0.0.1']) {
      expect(await lab.get(`http://${host}/`, async () => [PUBLIC])).toMatchObject({ kind: 'refused' });
    }
    expect(lab.dialled).toEqual([]);
  });

  it('takes the next address of a name where the first does not answer', async () => {
    lab = await startLab((_, response) => response.end('ok'));
    lab.dead.add('93.184.215.1');

    const answer = await lab.get('http://two.example/', async () => ['93.184.215.1', PUBLIC]);

    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(lab.dialled).toEqual(['93.184.215.1', PUBLIC]);
  });

  it('bounds a body that lies about its length, endless headers and a bomb', async () => {
    lab = await startLab((request, response) => {
      if (request.url === '/lies') response.writeHead(200, { 'content-length': '5000' }).end('short');
      else if (request.url === '/headers') response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end();
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000)));
    });
    const ask = (path: string): Promise<Answer> => lab.get(`http://public.example${path}`, async () => [PUBLIC]);

    expect(await ask('/lies')).toMatchObject({ kind: 'failed' });
    expect(await ask('/headers')).toMatchObject({ kind: 'failed', why: 'the server sent more than 16 KB of headers' });
    expect(await ask('/bomb')).toMatchObject({ kind: 'refused', why: 'the document is larger than 10 MB' });
  });
});

describe('judgeUrl', () => {
  const resolve = resolver({ 'feeds.corp': ['10.0.0.5'] });

  it.each([
    ['http://127.0.0.1:8931/rss', ['127.0.0.1'], 'allow'],
    ['http://127.0.0.1:8931/rss', ['127.0.0.1:8931'], 'allow'],
    ['http://127.0.0.1:8932/rss', ['127.0.0.1:8931'], 'refuse'],
    ['http://[::1]:9000/', ['[::1]:9000'], 'allow'],
    ['http://[::1]:9000/', ['::1'], 'allow'],
    ['http://feeds.corp/', ['feeds.corp'], 'allow'],
    ['http://evil.feeds.corp/', ['feeds.corp'], 'refuse'],
    ['ftp://127.0.0.1/', ['127.0.0.1'], 'refuse'],
    ['http://user:pass@127.0.0.1/', ['127.0.0.1'], 'refuse'],
  ])('judges %s with %j allowed as %s', async (url, allowPrivate, verdict) => {
    expect(await judgeUrl(url, { resolve, policy: { allowPrivate } })).toMatchObject({ verdict });
  });
});

/** A server that plays every host of the internet, and a client whose connections all lead to it. */
interface Lab {
  readonly seen: readonly IncomingHttpHeaders[];
  /** The addresses that the client chose to dial. */
  readonly dialled: readonly string[];
  readonly dead: Set<string>;
  get(url: string, resolve: Resolve): Promise<Answer>;
  stop(): Promise<void>;
}

async function startLab(listener: RequestListener, reached = PUBLIC): Promise<Lab> {
  const seen: IncomingHttpHeaders[] = [];
  const dialled: string[] = [];
  const dead = new Set<string>();
  const server = createServer((request, response) => {
    seen.push(request.headers);
    listener(request, response);
  });
  const port = await portOf(server);
  const dial: Dial = (options, done) => {
    dialled.push(options.hostname);
    if (dead.has(options.hostname)) return done(Object.assign(new Error('no answer'), { code: 'ECONNREFUSED' }), null);
    const socket = connect(port, '127.0.0.1', () => {
      Object.defineProperty(socket, 'remoteAddress', { value: reached });
      done(null, socket);
    });
  };
  return {
    seen,
    dialled,
    dead,
    get: async (url, resolve) => {
      const client = createClient({ network: { allowPrivate: [] }, resolve, dial, headersMs: 400 });
      const answer = await client.get(url, { authorization: 'Bearer secret', cookie: 'a=b' });
      await client.close();
      return answer;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function portOf(server: Server): Promise<number> {
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );
}

/** Answers the n-th request with the n-th redirect, and then with a feed. */
function redirecting(locations: readonly string[], status: number): RequestListener {
  const left = [...locations];
  return (_, response) => {
    const location = left.shift();
    if (location === undefined) response.end('<rss version="2.0"/>');
    else response.writeHead(status, { location }).end();
  };
}
