import type { FeedItem } from '../feeds/item.ts';
import { CONCEPT } from '../text/rows.ts';
import type { Scan } from '../text/scan.ts';
import type { Compiled } from './compiled.ts';
import type { Frequencies } from './frequencies.ts';
import { matchItem } from './match.ts';
import { centroidSimilarity, learntWeight, type Memory } from './memory.ts';
import { nearest } from './nearest.ts';
import type { Sight } from './measures.ts';
import type { ItemReading } from './watch.ts';

const DIGEST_CONCEPT = 'news-digest';
const MANY_PARTS = 4;

/** Gathers what the signals of one story are measured on. */
export function sightOf(
  scan: Scan,
  memory: Memory,
  item: FeedItem,
  { analysis, vector }: ItemReading,
  frequencies: Frequencies,
  far: number,
): Sight {
  return {
    item,
    memory,
    match: matchItem(analysis, memory.compiled, frequencies, (row) => learntWeight(memory, row, frequencies)),
    accepted: nearest(memory.accepted, vector),
    rejected: nearest(memory.rejected, vector),
    centroid: centroidSimilarity(memory, vector),
    cross: analysis.lang !== memory.compiled.profile.lang,
    hasSummary: analysis.hasSummary,
    isDigest: isDigest(
      scan,
      analysis.rows.some((row) => row.kind === CONCEPT && row.id === DIGEST_CONCEPT),
    ),
    far,
  };
}

/** A headline or summary that strings many things together. */
function isDigest(scan: Scan, saysSo: boolean): boolean {
  if (saysSo) return true;
  let parts = 0;
  const text = scan.title + scan.summary;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3b || code === 0x7c || code === 0x2022) parts += 1;
  }
  return parts >= MANY_PARTS;
}

/** The first phrase that the profile excludes and the item says. */
export function excludedPhrase(compiled: Compiled, scan: Scan): string | undefined {
  for (const forms of compiled.exclude) {
    for (let at = 0; at + forms.length <= scan.tokens.count; at += 1) {
      if (forms.every((form, offset) => scan.words[at + offset]?.form === form)) return forms.join(' ');
    }
  }
  return undefined;
}
