import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../adapters/store/sqlite.ts';
import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import type { Store } from '../src/ports.ts';

/** How long the slowest of a hundred searches takes, with how many items in the store. */
export interface SearchFigures {
  readonly items: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const BATCH = 2_000;
const QUERIES = 1_000;
const VOCABULARY = 40_000;
const START = Date.UTC(2026, 0, 1);

/**
 * Searches the full text of `items` items of 50 words for one to three words each, the 20 newest hits wanted.
 * Words are drawn by Zipf's law, those of the queries too, so that common words are asked for most.
 */
export async function benchSearch(items = 200_000): Promise<SearchFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-bench-'));
  const store = await openSqlite(join(folder, 'search.db'));
  try {
    const draw = drawer(1);
    await fill(store, items, draw);
    const times: number[] = [];
    for (let number = 0; number < QUERIES; number++) {
      const words = text(1 + (number % 3), draw);
      const startedAt = performance.now();
      await store.coverage.search(words, 20);
      times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
    return { items, p50Ms: at(0.5), p99Ms: at(0.99) };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function fill(store: Store, items: number, draw: () => number): Promise<void> {
  for (let from = 0; from < items; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, items - from) }, (_, at) => makeItem(from + at, draw));
    await store.coverage.saveItems(batch);
  }
}

function makeItem(number: number, draw: () => number): FeedItem {
  const at = START + number * 1_000;
  return {
    id: id(`item-${number}`),
    keys: [`g:${number}`],
    feed: id('https://feeds.example/rss'),
    source: 'Example',
    tier: 'other',
    url: `https://news.example/${number}`,
    title: text(10, draw),
    summary: text(40, draw),
    lang: 'en',
    country: undefined,
    publishedAt: at,
    firstSeenAt: at,
  };
}

function text(words: number, draw: () => number): string {
  return Array.from({ length: words }, () => `w${Math.floor(VOCABULARY ** draw()).toString(36)}`).join(' ');
}

/** Lehmer's generator (Park and Miller, 1988): the same texts at every run. */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
