import { id } from '../ids.ts';
import type { ItemId } from '../ids.ts';
import type { Instant } from '../time.ts';
import { contentHash } from './hash.ts';
import { hostOf, type Page, urlKey } from './url.ts';

/** What identity is read from. */
export interface Identified {
  readonly guid: string;
  /** undefined where it has none of its own. */
  readonly page: Page | undefined;
  readonly title: string;
  readonly source: string;
  readonly feedUrl: string;
  readonly publishedAt: Instant | undefined;
}

/** Longer keys are kept as their hash: they only ever need to be equal. */
const MAX_KEY = 160;
/** Titles shorter than this recur ("Live", "Weather"), so that they are no identity beside a better key. */
const TELLING_TITLE = 20;

/**
 * The identity ladder of an entry, strongest first and never empty: guid, canonical address, title + source + day.
 * A guid that is no address holds within its outlet only. Two entries that share one key are the same item:
 * publishers change guids, dates and titles, but seldom all at once.
 */
export function itemKeys(entry: Identified): readonly string[] {
  const keys: string[] = [];
  const { page } = entry;
  const guid = entry.guid.trim();
  const address = /^https?:/i.test(guid);
  if (guid !== '') {
    const global = address || /^(?:tag:|urn:uuid:)/i.test(guid);
    const outlet = global ? '' : `${hostOf(page?.url ?? '') || hostOf(entry.feedUrl)}|`;
    const name = guid === page?.url ? page.key : address ? urlKey(guid) : guid;
    keys.push(short(`g:${outlet}${name}`));
  }
  // A front page is where an entry stands, not what it is.
  if (page !== undefined && /[/?#]./.test(page.key)) keys.push(short(`u:${page.key}`));
  const title = entry.title.normalize('NFKC').toLowerCase();
  if (title.length >= TELLING_TITLE || keys.length === 0) {
    const day = entry.publishedAt === undefined ? '' : new Date(entry.publishedAt).toISOString().slice(0, 10);
    keys.push(short(`t:${entry.source.toLowerCase()}|${day}|${title}`));
  }
  return keys;
}

/**
 * The item's id: a hash of its canonical address, so that the same article has the same id in every feed; where there is no
 * address, of the strongest key there is.
 */
export function itemId(keys: readonly string[]): ItemId {
  return id(contentHash(keys.find((key) => key.startsWith('u:')) ?? keys[0] ?? ''));
}

function short(key: string): string {
  return key.length <= MAX_KEY ? key : `${key.slice(0, 2)}#${contentHash(key)}`;
}
