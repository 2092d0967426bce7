import { join } from 'node:path';
import { Piscina } from 'piscina';
import { UnreadArticle } from '../../src/errors.ts';
import type { ArticleReader, Log } from '../../src/ports.ts';
import { createClient } from './client.ts';
import type { Client, ClientSettings } from './client.ts';
import type { Extracted } from './extract.ts';
import { isPassing, retryAfterMs } from './http.ts';
import { createRobots, type Robots } from './robots.ts';

export interface ArticleSettings extends ClientSettings {
  readonly log: Log;
}

const BUDGET_MS = 10_000;
const HEAP_MB = 256;
const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';
const INSTEAD = 'Save its text in a file, the title in the first line, and give the file instead.';

/** Makes the reader of articles: asked through the guarded client, extracted in a worker. */
export function createArticleReader(settings: ArticleSettings): ArticleReader {
  const pool = new Piscina({
    filename: join(import.meta.dirname, 'extract.ts'),
    name: 'extractArticle',
    minThreads: 0,
    maxThreads: 1,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  // The request that a worker died of is told so; without a listener the pool's own event would end the process.
  pool.on('error', () => undefined);
  const robots = createRobots();
  return {
    read: async (url) => {
      const client = createClient(settings);
      try {
        const seed = await readArticle(url, client, pool, robots);
        settings.log.info('article read', { url, title: seed.title, paragraphs: seed.paragraphs.length });
        return seed;
      } finally {
        await client.close();
      }
    },
    close: () => pool.destroy(),
  };
}

async function readArticle(
  url: string,
  client: Client,
  pool: Piscina,
  robots: Robots,
): ReturnType<ArticleReader['read']> {
  const objection = await robots.objection(url, client, Date.now());
  if (objection !== undefined) throw unread(url, objection);
  const answer = await client.get(url, { accept: ACCEPT });
  if (answer.kind === 'refused') throw unread(url, answer.why);
  if (answer.kind === 'failed') throw unread(url, answer.why, { later: { afterMs: undefined } });
  if (answer.status < 200 || answer.status > 299)
    throw unread(url, wordsFor(answer.status), { later: laterOf(answer) });
  // A redirect may lead where the site that it leads to wants no reader.
  const further = answer.url === url ? undefined : await robots.objection(answer.url, client, Date.now());
  if (further !== undefined) throw unread(url, further);
  const contentType = answer.headers['content-type'];
  if (contentType !== undefined && !/html|xml|text\/plain/i.test(contentType))
    throw unread(url, `it is ${contentType}, not a web page`);
  const found = await extract(pool, { bytes: answer.bytes, contentType, url: answer.url }).catch((thrown: unknown) => {
    throw unread(url, 'the page is too large or too tangled to be read', { cause: thrown });
  });
  if (found.kind === 'none') throw unread(url, found.why);
  return found.seed;
}

async function extract(
  pool: Piscina,
  document: { bytes: Uint8Array; contentType: string | undefined; url: string },
): Promise<Extracted> {
  return pool.run(document, { signal: AbortSignal.timeout(BUDGET_MS) });
}

function unread(
  url: string,
  why: string,
  options: { readonly cause?: unknown; readonly later?: UnreadArticle['later'] } = {},
): UnreadArticle {
  return new UnreadArticle(url, why, { hint: INSTEAD, ...options });
}

function laterOf({
  status,
  headers,
}: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}): UnreadArticle['later'] {
  return isPassing(status) ? { afterMs: retryAfterMs(headers['retry-after'], Date.now()) } : undefined;
}

function wordsFor(status: number): string {
  if (status === 401 || status === 402) return `the site asks for a subscription (${status})`;
  if (status === 403) return 'the site refuses automatic readers (403)';
  if (status === 404 || status === 410) return `there is nothing at this address (${status})`;
  if (status === 429) return 'the site asks us to come back later (429)';
  return `the site answered ${status}`;
}
