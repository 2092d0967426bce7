import type { FeedState, Health } from '../feeds/feed.ts';
import { cut } from '../message/clean.ts';

const PROBLEMS_NAMED = 3;
const LONGEST_PROBLEM = 40;

/** Feed health in one line: `84 feeds healthy, 3 to look at: Example (403), Slow Post (silent for 12 days), …`. */
export function feedHealth(feeds: readonly FeedState[]): string {
  const named = feedsToLookAt(feeds);
  return named.length === 0 ? feedCounts(feeds) : `${feedCounts(feeds)}: ${namesOf(named)}`;
}

/** The same without names: `84 feeds healthy, 3 to look at`. Feeds never polled are counted apart. */
export function feedCounts(feeds: readonly FeedState[]): string {
  if (feeds.length === 0) return 'no feeds configured';
  const healthy = feeds.filter(({ health }) => health === 'ok').length;
  const fresh = feeds.filter(({ health }) => health === 'new').length;
  const odd = feeds.length - healthy - fresh;
  return [
    `${healthy} ${healthy === 1 ? 'feed' : 'feeds'} healthy`,
    ...(fresh === 0 ? [] : [`${fresh} not polled yet`]),
    ...(odd === 0 ? [] : [`${odd} to look at`]),
  ].join(', ');
}

const URGENCY: Readonly<Record<Health, number>> = {
  gone: 0,
  failing: 1,
  empty: 2,
  undated: 3,
  silent: 4,
  new: 5,
  ok: 6,
};

/** Feeds that need a person, the worst first. */
export function feedsToLookAt(feeds: readonly FeedState[]): readonly FeedState[] {
  return feeds
    .filter(({ health }) => health !== 'ok' && health !== 'new')
    .toSorted((a, b) => URGENCY[a.health] - URGENCY[b.health] || a.feed.name.localeCompare(b.feed.name));
}

function namesOf(feeds: readonly FeedState[]): string {
  const shown = feeds.slice(0, PROBLEMS_NAMED).map((state) => `${state.feed.name} (${problemIn(state)})`);
  const rest = feeds.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

/** A server's status says enough by itself. */
function problemIn({ problem, health }: FeedState): string {
  const status = /\b[45]\d\d\b/.exec(problem ?? '')?.[0];
  if (status !== undefined) return status;
  return health === 'empty' || health === 'undated' ? WORDS[health] : cut(problem ?? health, LONGEST_PROBLEM);
}

const WORDS = { empty: 'no entries', undated: 'no dates' } as const;
