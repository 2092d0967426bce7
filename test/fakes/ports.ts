import { openSqlite } from '../../adapters/store/sqlite.ts';
import type { Posted } from '../../src/alerts/alert.ts';
import type { FeedState, Fetched } from '../../src/feeds/feed.ts';
import type { ParsedFeed, ParsedItem } from '../../src/feeds/item.ts';
import { readingOf } from '../../src/feeds/reading.ts';
import type { ChatAdapter, FeedDocument, FeedFetcher, FeedParser, Outgoing, Ports, Store } from '../../src/ports.ts';
import { NOW } from './builders.ts';
import { createFakeClock } from './clock.ts';
import { createFakeLog, createFakeMetrics } from './log.ts';

/** A chat that keeps what it was given. `answers` says what becomes of each post; default: posted. */
export function createFakeChat(
  platform = 'console',
  answers: (outgoing: Outgoing, attempt: number) => Posted | Promise<Posted> = ({ key }) => ({
    kind: 'posted',
    receipt: `receipt of ${key}`,
  }),
): ChatAdapter & { readonly posts: readonly Outgoing[] } {
  const posts: Outgoing[] = [];
  return {
    platform,
    posts,
    start: async () => {},
    async post(outgoing) {
      posts.push(outgoing);
      return answers(outgoing, posts.length);
    },
    stop: async () => {},
  };
}

/** A fetcher that answers from a table; what is not in it cannot be reached. The bytes are the address itself. */
export function createFakeFetcher(): FeedFetcher & {
  readonly asked: readonly FeedState[];
  set(url: string, answer: Fetched | (() => Promise<Fetched>)): void;
} {
  const answers = new Map<string, Fetched | (() => Promise<Fetched>)>();
  const asked: FeedState[] = [];
  return {
    asked,
    set: (url, answer) => answers.set(url, answer),
    async fetch(state) {
      asked.push(state);
      const answer = answers.get(state.feed.url);
      if (answer === undefined) return { kind: 'later', why: 'no route', retryAfterMs: undefined };
      return typeof answer === 'function' ? answer() : answer;
    },
    close: async () => {},
  };
}

/** A body whose document a fake parser knows under this name. */
export function aBody(name: string, url = 'https://news.example/rss'): Fetched {
  return {
    kind: 'body',
    bytes: new TextEncoder().encode(name),
    contentType: 'application/rss+xml',
    url,
    validators: { etag: `"${name}"`, lastModified: undefined },
    movedTo: undefined,
  };
}

/** A parser that reads documents by name. */
export function createFakeParser(): FeedParser & { set(name: string, items: readonly ParsedItem[]): void } {
  const documents = new Map<string, readonly ParsedItem[]>();
  const parse = async ({ bytes }: FeedDocument): Promise<ParsedFeed> => {
    const items = documents.get(new TextDecoder().decode(bytes));
    return {
      format: items === undefined ? undefined : 'rss',
      encoding: 'utf-8',
      title: 'A feed',
      lang: 'en',
      ttlMs: undefined,
      items: items ?? [],
      problems: items === undefined ? ['this is no feed'] : [],
    };
  };
  return {
    set: (name, items) => documents.set(name, items),
    parse,
    read: async (document, feed, now) => readingOf(await parse(document), feed, now),
    close: async () => {},
  };
}

/** Ports over a database in memory, with fakes for everything outside. */
export async function fakePorts({
  chats = [createFakeChat()],
  store,
}: {
  readonly chats?: readonly ChatAdapter[];
  readonly store?: Store;
} = {}) {
  const ports = {
    store: store ?? (await openSqlite(':memory:')),
    fetcher: createFakeFetcher(),
    parser: createFakeParser(),
    chats: new Map(chats.map((chat) => [chat.platform, chat])),
    clock: createFakeClock(NOW),
    log: createFakeLog(),
    metrics: createFakeMetrics(),
  };
  return ports satisfies Ports;
}
