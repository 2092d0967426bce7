import type { Alert } from '../../src/alerts/alert.ts';
import type { Development, Placement, PlacementKind } from '../../src/developments/development.ts';
import type { FeedState, Health } from '../../src/feeds/feed.ts';
import type { FeedItem } from '../../src/feeds/item.ts';
import { id } from '../../src/ids.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import type { Verdict } from '../../src/relevance/verdict.ts';
import type { Story } from '../../src/story/story.ts';
import type { Instant } from '../../src/time.ts';

/** Tuesday, 17 February 2026, 12:00 UTC. */
export const NOON: Instant = Date.UTC(2026, 1, 17, 12);

let made = 0;

export function anItem(given: Partial<FeedItem> = {}): FeedItem {
  made += 1;
  const key = given.id ?? `item${made}`;
  return {
    id: id(key),
    keys: [key],
    feed: id('https://example.org/rss'),
    source: 'Example Times',
    tier: 'other',
    url: `https://example.org/${key}`,
    title: 'Council opens inquiry into harbour works',
    summary: '',
    lang: 'en',
    country: undefined,
    publishedAt: NOON,
    firstSeenAt: NOON,
    ...given,
  };
}

export function aStory(given: Partial<Story> = {}): Story {
  return {
    id: id('harbour'),
    since: NOON,
    channels: [{ platform: 'console', channel: '' }],
    profile: {
      title: 'Harbour inquiry',
      lang: 'en',
      published: NOON,
      url: undefined,
      actors: [],
      terms: [],
      places: [],
      strands: [
        { id: id('inquiry'), title: 'the council inquiry', actors: [], terms: [], places: [], weight: 1 },
        { id: id('tenders'), title: 'the tender rules', actors: [], terms: [], places: [], weight: 0.5 },
      ],
      exclude: [],
      threshold: undefined,
    },
    ...given,
  };
}

export function aVerdict(given: Partial<Verdict> = {}): Verdict {
  return {
    kind: 'follow-up',
    score: 0.91,
    threshold: 0.5,
    strand: id('inquiry'),
    reasons: [
      { signal: 'actors', contribution: 1.4, evidence: 'names the council and Harbour Ltd' },
      { signal: 'base', contribution: -1.1, evidence: 'most items are of something else' },
      { signal: 'places', contribution: 0.9, evidence: 'in Portsmouth' },
    ],
    ...given,
  };
}

/** A development of these items: the first opens it, the others come in as said, or develop it. */
export function aDevelopment(items: readonly FeedItem[], kinds: readonly PlacementKind[] = []): Development {
  const [opener = anItem()] = items;
  const reports = (items.length === 0 ? [opener] : items).map((item, at) => {
    const placement = at === 0 ? 'opens' : (kinds[at] ?? 'develops');
    return { item, placement, repeats: placement === 'repeats' ? opener.id : undefined } as const;
  });
  return {
    id: id(`harbour.${opener.id}`),
    story: id('harbour'),
    strand: id('inquiry'),
    title: opener.title,
    openedAt: opener.publishedAt ?? opener.firstSeenAt,
    updatedAt: Math.max(...reports.map(({ item }) => item.publishedAt ?? item.firstSeenAt)),
    reports,
  };
}

export function aPlacement(kind: PlacementKind, development: Development, evidence = 'new figures: 12'): Placement {
  return { kind, development, evidence };
}

export function aCoverage(given: Partial<Coverage> = {}): Coverage {
  const item = given.item ?? anItem();
  return {
    story: id('harbour'),
    item,
    verdict: aVerdict(),
    placement: aPlacement('opens', aDevelopment([item])),
    ...given,
  };
}

export function anAlert(given: Partial<Alert> = {}): Alert {
  return {
    id: id('root-1'),
    target: { platform: 'console', channel: '' },
    message: { tone: 'alert', title: 'Council opens inquiry', blocks: [] },
    place: { kind: 'root' },
    story: id('harbour'),
    development: undefined,
    createdAt: NOON,
    delivery: { state: 'pending', attempts: 0, notBefore: NOON, uncertainSince: undefined, why: undefined },
    ...given,
  };
}

export function aFeedState(health: Health = 'ok', given: Partial<FeedState> = {}, name = 'Example Times'): FeedState {
  return {
    feed: {
      url: id(`https://${name.toLowerCase().replaceAll(' ', '-')}.example/rss?key=secret`),
      name,
      lang: 'en',
      country: undefined,
      tier: 'other',
      everyMs: 300_000,
    },
    health,
    nextPollAt: NOON + 60_000,
    lastPollAt: NOON - 60_000,
    lastGoodAt: NOON - 60_000,
    lastItemAt: NOON - 3_600_000,
    failures: health === 'failing' ? 4 : 0,
    problem: health === 'failing' ? 'HTTP 403' : undefined,
    validators: { etag: undefined, lastModified: undefined },
    movedTo: undefined,
    firstPolledAt: NOON - 86_400_000,
    ...given,
  };
}
