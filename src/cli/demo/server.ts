import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTENT_TYPES, writeFeed, type WrittenFormat } from '../../../adapters/feeds/write.ts';
import type { Clock } from '../../ports.ts';
import type { ArchiveItem } from './archive.ts';

/** The outlets of the archive, each with a feed of its own on this machine. */
export interface DemoServer {
  readonly feeds: readonly { readonly url: string; readonly name: string; readonly lang: string }[];
  /** host:port, for network.allowPrivate. */
  readonly host: string;
  close(): Promise<void>;
}

interface Outlet {
  readonly name: string;
  readonly path: string;
  readonly format: WrittenFormat;
  readonly lang: string;
  readonly items: readonly ArchiveItem[];
}

const FORMATS: readonly WrittenFormat[] = ['rss', 'atom', 'json'];
/** A feed shows the latest only, as real ones do. */
const SHOWN = 20;

/** Serves each outlet's items as RSS, Atom or JSON Feed, with an ETag: those that are out by the clock. */
export async function serveOutlets(archive: readonly ArchiveItem[], clock: Clock): Promise<DemoServer> {
  const outlets = outletsOf(archive);
  const byPath = new Map(outlets.map((outlet) => [outlet.path, outlet]));
  let origin = '';
  const server = createServer((request, response) => {
    const outlet = byPath.get(request.url ?? '');
    if (outlet === undefined) {
      response.writeHead(404).end();
      return;
    }
    const body = documentOf(outlet, origin, clock);
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    response.writeHead(200, { 'content-type': CONTENT_TYPES[outlet.format], etag }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${addressOf(server.address()).port}`;
  origin = `http://${host}`;
  return {
    host,
    feeds: outlets.map(({ name, path, lang }) => ({ url: `${origin}${path}`, name, lang })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function outletsOf(archive: readonly ArchiveItem[]): readonly Outlet[] {
  const bySource = Map.groupBy(archive, ({ source }) => source);
  return [...bySource].map(([name, items], at) => {
    const format = FORMATS[at % FORMATS.length] ?? 'rss';
    return { name, path: `/${name}/feed.${format}`, format, lang: items[0]?.lang ?? 'en', items };
  });
}

function documentOf({ name, path, format, lang, items }: Outlet, origin: string, clock: Clock): string {
  const out = items.filter(({ at }) => at <= clock.now()).slice(-SHOWN);
  return writeFeed(format, {
    title: name,
    link: `https://${name}/`,
    self: `${origin}${path}`,
    lang,
    items: out.reverse().map(({ url, title, summary, at }) => ({ id: url, url, title, summary, publishedAt: at })),
  });
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address === 'object' && address !== null) return address;
  throw new Error('the demo server listens nowhere');
}
