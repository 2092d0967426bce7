import type { FeedState, Health } from '../feeds/feed.ts';
import { cut } from '../message/clean.ts';

const PROBLEMS_NAMED = 3;
const LONGEST_PROBLEM = 80;

/** Feed health in one line: `14 feeds healthy · 3 failing: Example (HTTP 403), …`. */
export function feedHealth(feeds: readonly FeedState[]): string {
  return healthParts(feeds, (named) => `: ${namesOf(named)}`).join(' · ');
}

/** The same without names: `14 feeds healthy, 3 failing`. Feeds never polled are counted apart. */
export function feedCounts(feeds: readonly FeedState[]): string {
  return healthParts(feeds, () => '').join(', ');
}

function healthParts(feeds: readonly FeedState[], after: (named: readonly FeedState[]) => string): readonly string[] {
  if (feeds.length === 0) return ['no feeds configured'];
  const having = (...healths: readonly Health[]): readonly FeedState[] =>
    feeds.filter(({ health }) => healths.includes(health));
  const part = (what: string, all: readonly FeedState[]): readonly string[] =>
    all.length === 0 ? [] : [`${all.length} ${what}${after(all)}`];
  const healthy = having('ok').length;
  const fresh = having('new').length;
  return [
    `${healthy} ${healthy === 1 ? 'feed' : 'feeds'} healthy`,
    ...(fresh === 0 ? [] : [`${fresh} not polled yet`]),
    ...part('to look at', having('empty', 'silent', 'undated')),
    ...part('failing', having('failing', 'gone')),
  ];
}

function namesOf(feeds: readonly FeedState[]): string {
  const shown = feeds
    .slice(0, PROBLEMS_NAMED)
    .map(({ feed, problem, health }) => `${feed.name} (${cut(problem ?? health, LONGEST_PROBLEM)})`);
  const rest = feeds.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
