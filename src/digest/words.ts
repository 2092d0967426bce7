import type { FeedState, Health } from '../feeds/feed.ts';
import type { Verdict } from '../relevance/verdict.ts';

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

/** Why an unsure item was not taken: the strongest thing against it, or what it lacks. */
export function nearMissReason(verdict: Verdict): string {
  const against = verdict.reasons
    .filter((reason) => reason.contribution < 0 && reason.evidence !== '')
    .toSorted((a, b) => a.contribution - b.contribution)[0];
  return against === undefined ? 'says too little of the story' : against.evidence;
}

function namesOf(feeds: readonly FeedState[]): string {
  const shown = feeds
    .slice(0, PROBLEMS_NAMED)
    .map(({ feed, problem, health }) => `${feed.name} (${shortened(problem ?? health)})`);
  const rest = feeds.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length <= LONGEST_PROBLEM ? text : `${letters.slice(0, LONGEST_PROBLEM - 1).join('')}…`;
}
