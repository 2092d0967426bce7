import { UserError } from '../../src/errors.ts';
import type { FeedFinder, FeedParser, FoundFeed } from '../../src/ports.ts';
import { createClient } from './client.ts';
import type { Client, ClientSettings } from './client.ts';
import { decode } from './decode.ts';
import { feedLinks } from './feed-links.ts';

const USUAL_PATHS = [
  '/feed/',
  '/rss',
  '/rss.xml',
  '/feed.xml',
  '/atom.xml',
  '/index.xml',
  '/feed.json',
  '/news-sitemap.xml',
];
const MAX_ASKED = 8;
const HINT =
  'Look on the site for "RSS" or "feed" and give that address; a search feed of a news search engine may serve instead.';

/** Makes the finder on the guarded client. */
export function createFeedFinder(settings: ClientSettings & { readonly parser: FeedParser }): FeedFinder {
  const client = createClient(settings);
  return {
    find: (url) => findFeeds(withScheme(url.trim()), client, settings.parser),
    close: () => client.close(),
  };
}

/** What stands before a port is a host. */
function withScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(url) ? url : `https://${url}`;
}

async function findFeeds(url: string, client: Client, parser: FeedParser): Promise<readonly FoundFeed[]> {
  const page = await ask(url, client);
  if (page.kind === 'none') throw new UserError(`no feed can be looked for at ${url}: ${page.why}`, { hint: HINT });
  const itself = await read(page, parser);
  if (itself !== undefined) return [itself];
  const links = feedLinks(decode(page.bytes, page.contentType).text, page.url);
  for (const declared of [true, false]) {
    const urls = links.filter((link) => link.declared === declared).map((link) => link.url);
    const linked = await readAll(urls, client, parser);
    if (linked.length > 0) return linked;
  }
  const guessed = await readAll(
    USUAL_PATHS.map((path) => new URL(path, page.url).href),
    client,
    parser,
    1,
  );
  if (guessed.length > 0) return guessed;
  throw new UserError(`there is no feed at ${url}: the page declares none and nothing stands at the usual places`, {
    hint: HINT,
  });
}

type Page =
  | {
      readonly kind: 'page';
      readonly url: string;
      readonly bytes: Uint8Array;
      readonly contentType: string | undefined;
    }
  | { readonly kind: 'none'; readonly why: string };

async function ask(url: string, client: Client): Promise<Page> {
  const answer = await client.get(url, { accept: '*/*' });
  if (answer.kind !== 'answer') return { kind: 'none', why: answer.why };
  if (answer.status < 200 || answer.status > 299) return { kind: 'none', why: `the server answered ${answer.status}` };
  return { kind: 'page', url: answer.url, bytes: answer.bytes, contentType: answer.headers['content-type'] };
}

/** One after the other, since they stand on one host. */
async function readAll(
  urls: readonly string[],
  client: Client,
  parser: FeedParser,
  enough = MAX_ASKED,
): Promise<readonly FoundFeed[]> {
  const found = new Map<string, FoundFeed>();
  for (const url of urls.slice(0, MAX_ASKED)) {
    const page = await ask(url, client);
    const feed = page.kind === 'page' ? await read(page, parser) : undefined;
    if (feed !== undefined) found.set(feed.url, feed);
    if (found.size >= enough) break;
  }
  return [...found.values()];
}

async function read(page: Extract<Page, { kind: 'page' }>, parser: FeedParser): Promise<FoundFeed | undefined> {
  const parsed = await parser.parse({ bytes: page.bytes, contentType: page.contentType, url: page.url });
  if (parsed.format === undefined) return undefined;
  return { url: page.url, title: parsed.title, items: parsed.items.length, lang: parsed.lang };
}
