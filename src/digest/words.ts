import type { FeedState } from '../feeds/feed.ts';
import type { Verdict } from '../relevance/verdict.ts';

const PROBLEMS_NAMED = 3;
const LONGEST_PROBLEM = 80;

/** Feed health in one line: `14 feeds healthy, 3 failing: Example (HTTP 403), …`. Feeds never polled are counted apart. */
export function feedHealth(feeds: readonly FeedState[]): string {
  if (feeds.length === 0) return 'no feeds configured';
  const failing = feeds.filter(({ health }) => health === 'failing' || health === 'gone');
  const fresh = feeds.filter(({ health }) => health === 'new');
  const odd = feeds.filter(({ health }) => health === 'empty' || health === 'silent' || health === 'undated');
  const healthy = feeds.length - failing.length - fresh.length - odd.length;
  const parts = [
    `${healthy} ${healthy === 1 ? 'feed' : 'feeds'} healthy`,
    ...(fresh.length > 0 ? [`${fresh.length} not polled yet`] : []),
    ...(odd.length > 0 ? [`${odd.length} to look at: ${named(odd)}`] : []),
    ...(failing.length > 0 ? [`${failing.length} failing: ${named(failing)}`] : []),
  ];
  return parts.join(', ');
}

/** Why an unsure item was not taken: the strongest thing against it, or what it lacks. */
export function nearMissReason(verdict: Verdict): string {
  const against = verdict.reasons
    .filter((reason) => reason.contribution < 0 && reason.evidence !== '')
    .toSorted((a, b) => a.contribution - b.contribution)[0];
  return against === undefined ? 'says too little of the story' : against.evidence;
}

function named(feeds: readonly FeedState[]): string {
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
