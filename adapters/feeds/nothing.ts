import type { ParsedFeed } from '../../src/feeds/item.ts';

/** A document of which nothing could be read, and why. */
export function nothing(encoding: string, problem: string): ParsedFeed {
  return { format: undefined, encoding, title: '', lang: undefined, ttlMs: undefined, items: [], problems: [problem] };
}
