import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { createFaults, type Fault, type Faults } from './faults.ts';

export interface Call {
  readonly name: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON; nothing is sent for undefined. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What makes a fake of an HTTP interface: how its calls are named and answered. */
export interface Face {
  nameOf(method: string, url: URL): string;
  answer(call: Call): Reply | Promise<Reply>;
  /** The platform's own way to refuse. */
  refusal(error: string | number): Reply;
  /** What tests ask and tell from outside: `GET /__history` and so on. */
  readonly control: Readonly<Record<string, (asked: Record<string, unknown>) => unknown>>;
}

export interface FakeServer {
  readonly server: Server;
  readonly origin: string;
  readonly faults: Faults;
  /** The calls that came, in their order, without the control's. */
  readonly calls: readonly Call[];
  stop(): Promise<void>;
}

/** Serves a face on the loopback interface, faults included. */
export async function serve(face: Face, port = 0): Promise<FakeServer> {
  const faults = createFaults();
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void handle(request, response, { face, faults, calls }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    server,
    origin,
    faults,
    calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Context {
  readonly face: Face;
  readonly faults: Faults;
  readonly calls: Call[];
}

async function handle(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (url.pathname.startsWith('/__')) return await control(url, body, response, context);
  const method = request.method ?? 'GET';
  const name = context.face.nameOf(method, url);
  const call: Call = { name, method, url, headers: request.headers, body };
  context.calls.push(call);
  const fault = context.faults.take(name);
  const applies = fault === undefined || APPLIED.has(fault.kind);
  const reply = applies ? await context.face.answer(call) : { status: 500 };
  fault?.met?.();
  write(response, reply, fault, context.face);
}

const APPLIED = new Set(['status-applied', 'lost', 'truncated', 'not-json', 'hang-applied']);

function write(response: ServerResponse, reply: Reply, fault: Fault | undefined, face: Face): void {
  switch (fault?.kind) {
    case undefined:
      send(response, reply);
      return;
    case 'hang':
    case 'hang-applied':
      return;
    case 'reset':
    case 'lost':
      response.destroy();
      return;
    case 'status':
    case 'status-applied':
      send(response, failed(fault));
      return;
    case 'error':
      send(response, face.refusal(fault.error ?? 'internal_error'));
      return;
    case 'not-json':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Bad gateway</title>');
      return;
    case 'truncated': {
      const text = JSON.stringify(reply.body ?? {});
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
      });
      response.write(text.slice(0, Math.floor(text.length / 2)));
      setTimeout(() => response.destroy(), 5);
    }
  }
}

function failed({ status = 500, retryAfter }: Fault): Reply {
  const wait = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return {
    status,
    headers: wait,
    body: { message: 'a fault that a test asked for', retry_after: Number(retryAfter ?? 1), global: false },
  };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  if (body === undefined) response.writeHead(status, { ...headers }).end();
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function control(
  url: URL,
  body: Buffer,
  response: ServerResponse,
  { face, faults, calls }: Context,
): Promise<void> {
  const asked: Record<string, unknown> = body.length === 0 ? {} : JSON.parse(body.toString());
  const common: Face['control'] = {
    faults: (fault) => faults.add(fault as unknown as Fault),
    clear: () => faults.clear(),
    calls: () => calls.map(({ name, method }) => ({ name, method })),
  };
  const handler = { ...common, ...face.control }[url.pathname.slice(3)];
  if (handler === undefined) return send(response, { status: 404, body: {} });
  send(response, { status: 200, body: (await handler(asked)) ?? {} });
}

/** Runs a fake as a process of its own: `--port N`; its first line names its address as JSON. It ends with SIGTERM. */
export async function runAlone(
  start: (port: number) => Promise<{ readonly url: string; stop(): Promise<void> }>,
): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const running = await start(Number(values.port));
  process.stdout.write(`${JSON.stringify({ url: running.url })}\n`);
  process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
}
