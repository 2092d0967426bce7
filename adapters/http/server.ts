import { isIP } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { messageOf, UserError } from '../../src/errors.ts';
import type { Clock, Log, Store } from '../../src/ports.ts';
import { gauges, healthOf } from './health.ts';
import { overview, storyPage, storyPicture } from './pages.ts';
import { type Html, page, type View } from './parts.ts';
import { html } from 'hono/html';
import { STYLE } from './style.ts';

/** What the page needs; it reads the store and changes nothing. */
export interface ServerSettings {
  /** The address to bind; 127.0.0.1 unless the operator opens it. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Names beside localhost under which the page may be reached, for instance behind a proxy. */
  readonly allowedHosts?: readonly string[];
  readonly store: Store;
  readonly metrics: { text(): Promise<string> };
  readonly clock: Clock;
  readonly timeZone: string;
  readonly version: string;
  readonly log?: Log;
  /** Why work rests, in plain words; undefined while all is well. */
  readonly resting?: () => string | undefined;
}

/** The HTTP side of the bot. */
export interface HttpServer {
  /** Resolves once requests are answered. Throws a UserError where the port cannot be had. */
  start(): Promise<{ readonly address: string }>;
  /** Idempotent; resolves when the port is free again. */
  stop(): Promise<void>;
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Makes the server of health, metrics and the read-only page. Nothing listens until start(). */
export function createServer(settings: ServerSettings): HttpServer {
  let server: ServerType | undefined;
  return {
    async start() {
      const made = createAdaptorServer({ fetch: routesOf(settings).fetch });
      server = made;
      await listening(made, settings);
      const bound = made.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : settings.port;
      return { address: `http://${shownHost(settings.host)}:${port}` };
    },
    async stop() {
      const running = server;
      server = undefined;
      if (running === undefined) return;
      const closed = new Promise<void>((resolve) => running.close(() => resolve()));
      // Browsers keep idle connections open for minutes; nothing here is worth waiting for.
      if ('closeAllConnections' in running) running.closeAllConnections();
      await closed;
    },
  };
}

function routesOf(settings: ServerSettings): Hono {
  const { store, clock, timeZone, version } = settings;
  const view = (): View => ({ now: clock.now(), timeZone, version });
  const app = new Hono();

  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    if (!isAllowedHost(c.req.header('host'), settings)) return c.text('This host name is not served here.\n', 421);
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
      return c.text('This page is read-only.\n', 405, { allow: 'GET, HEAD' });
    return next();
  });
  app.get('/healthz', async (c) => {
    const report = await healthOf(store, clock.now(), version, settings.resting?.());
    return c.json(report, report.status === 'ok' ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.text((await settings.metrics.text()) + (await gauges(store, clock.now())), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    }),
  );
  app.get('/style.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/', async (c) => c.html(await overview(store, view())));
  app.get('/story/:id', async (c) => {
    const found = await storyPage(store, c.req.param('id'), view());
    return found === undefined
      ? c.html(problem(view(), 'No such story', 'It may have been removed.'), 404)
      : c.html(found);
  });
  app.get('/story/:id/days.svg', async (c) => {
    const found = await storyPicture(store, c.req.param('id'), view());
    return found === undefined
      ? c.text('No such story.\n', 404)
      : c.body(found.svg, 200, { 'content-type': 'image/svg+xml; charset=utf-8' });
  });
  app.notFound((c) => c.html(problem(view(), 'No such page', 'The stories are on the first page.'), 404));
  app.onError((thrown, c) => {
    settings.log?.error('page failed', { path: c.req.path, why: messageOf(thrown) });
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    return c.html(problem(view(), 'The page could not be made', 'The log says why; try again in a minute.'), 500);
  });
  return app;
}

function problem(view: View, title: string, text: string): Html {
  return page(view, title, html`<p>${text}</p><p><a href="/">To the stories</a></p>`);
}

/**
 * Guards against DNS rebinding: a page elsewhere can point a name of its own at this address, but not a literal address.
 * So literals, localhost and the names that the operator gave are served, nothing else.
 */
function isAllowedHost(header: string | undefined, { host, allowedHosts = [] }: ServerSettings): boolean {
  if (header === undefined || !URL.canParse(`http://${header}`)) return false;
  const name = new URL(`http://${header}`).hostname.toLowerCase();
  const literal = name.startsWith('[') ? name.slice(1, -1) : name;
  return isIP(literal) !== 0 || [host, 'localhost', ...allowedHosts].some((each) => each.toLowerCase() === name);
}

function listening(server: ServerType, { host, port }: ServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'it is in use' : messageOf(cause);
      reject(
        new UserError(`The page cannot listen on ${host}:${port}: ${why}.`, {
          hint: 'Choose another port, or stop what uses it.',
          cause,
        }),
      );
    });
    server.listen(port, host, () => resolve());
  });
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
