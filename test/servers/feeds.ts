import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { CONTENT_TYPES, writeFeed } from '../../adapters/feeds/write.ts';
import type { WrittenFormat, WrittenItem } from '../../adapters/feeds/write.ts';

/** What a path serves while all is well. */
export interface ServedFeed {
  readonly format: WrittenFormat;
  readonly title: string;
  readonly lang?: string;
  /** Newest first. */
  readonly items: readonly WrittenItem[];
}

/** What a path does instead of serving its feed. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'redirect'; readonly to: string; readonly status: 301 | 302 | 307 | 308 }
  /** Accepts the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends a feed that never ends. */
  | { readonly kind: 'endless' }
  /** 50 MB in 50 KB. */
  | { readonly kind: 'bomb' }
  | { readonly kind: 'page' }
  | { readonly kind: 'raw'; readonly body: string | Uint8Array; readonly headers: Readonly<Record<string, string>> }
  /** Breaks the connection off before the first byte. */
  | { readonly kind: 'reset' };

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly status: number;
}

/** A feed server on loopback, with validators as a good server sends them and troubles as bad ones make them. */
export interface FeedServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** `127.0.0.1:PORT`, as network.allowPrivate takes it. */
  readonly host: string;
  url(path: string): string;
  /** Serves a feed at a path from now on, and ends its trouble. */
  serve(path: string, feed: ServedFeed): void;
  /** Troubles a path; undefined ends it. */
  trouble(path: string, trouble: Trouble | undefined): void;
  /** In the order in which they were answered; a hanging one is not among them. */
  readonly requests: readonly SeenRequest[];
  /** The most requests that were open at one time. */
  readonly peak: number;
  stop(): Promise<void>;
}

interface Served {
  readonly body: Uint8Array;
  readonly packed: Uint8Array;
  readonly contentType: string;
  readonly etag: string;
  readonly lastModified: string | undefined;
}

const BOMB_BYTES = 50 * 1024 * 1024;
const ENDLESS_ITEM = '<item><title>again and again</title><link>https://example.org/again</link></item>\n'.repeat(200);
const PAGE = '<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>This is a page.</p></body></html>';

/** Starts the server on a free port of loopback, or on the one given. */
export async function startFeedServer(port = 0): Promise<FeedServer> {
  const feeds = new Map<string, Served>();
  const troubles = new Map<string, Trouble>();
  const requests: SeenRequest[] = [];
  let open = 0;
  let peak = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    peak = Math.max(peak, ++open);
    response.on('close', () => {
      open--;
    });
    response.on('finish', () => requests.push({ path, headers: request.headers, status: response.statusCode }));
    const trouble = troubles.get(path);
    if (trouble !== undefined) return makeTrouble(trouble, request, response);
    answer(feeds.get(path), request, response);
  });
  const bound = await listen(server, port);
  const host = `127.0.0.1:${bound}`;
  const origin = `http://${host}`;
  return {
    origin,
    host,
    url: (path) => origin + path,
    serve: (path, feed) => {
      troubles.delete(path);
      feeds.set(path, served(feed, origin + path, origin));
    },
    trouble: (path, trouble) => {
      if (trouble === undefined) troubles.delete(path);
      else troubles.set(path, trouble);
    },
    requests,
    get peak() {
      return peak;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') fail(new Error('the server has no port'));
      else done(address.port);
    });
  });
}

function served({ format, title, lang, items }: ServedFeed, self: string, origin: string): Served {
  const text = writeFeed(format, { title, link: `${origin}/`, self, items, ...(lang === undefined ? {} : { lang }) });
  const newest = Math.max(0, ...items.map((item) => item.updatedAt ?? item.publishedAt ?? 0));
  const body = Buffer.from(text);
  return {
    body,
    packed: gzipSync(body),
    contentType: CONTENT_TYPES[format],
    etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
    lastModified: newest === 0 ? undefined : new Date(newest).toUTCString(),
  };
}

function answer(feed: Served | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (feed === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    return;
  }
  const validators = {
    etag: feed.etag,
    ...(feed.lastModified === undefined ? {} : { 'last-modified': feed.lastModified }),
  };
  const matches = request.headers['if-none-match'];
  const since = request.headers['if-modified-since'];
  // RFC 9110 §13.2.2: where there is an entity tag, the date does not count.
  const unchanged = matches === undefined ? since !== undefined && since === feed.lastModified : matches === feed.etag;
  if (unchanged) {
    response.writeHead(304, validators).end();
    return;
  }
  const packs = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(200, {
    'content-type': feed.contentType,
    ...validators,
    ...(packs ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(packs ? feed.packed : feed.body);
}

function makeTrouble(trouble: Trouble, request: IncomingMessage, response: ServerResponse): void {
  switch (trouble.kind) {
    case 'status':
      response.writeHead(trouble.status, trouble.retryAfter === undefined ? {} : { 'retry-after': trouble.retryAfter });
      response.end('no');
      return;
    case 'redirect':
      response.writeHead(trouble.status, { location: trouble.to }).end();
      return;
    case 'hang':
      return;
    case 'endless':
      sendForEver(response);
      return;
    case 'bomb':
      response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(BOMB_BYTES, ' ')));
      return;
    case 'page':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return;
    case 'raw':
      response.writeHead(200, trouble.headers).end(trouble.body);
      return;
    case 'reset':
      request.socket.destroy();
  }
}

function sendForEver(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml' });
  response.write('<rss version="2.0"><channel><title>endless</title>');
  const more = (): void => {
    while (!response.destroyed && response.write(ENDLESS_ITEM)) {}
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}
