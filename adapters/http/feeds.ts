import { html } from 'hono/html';
import { feedsToLookAt } from '../../src/digest/words.ts';
import type { FeedState } from '../../src/feeds/feed.ts';
import { amount, healthBadge, hostOf, type Html, said, type View, when } from './parts.ts';

/** Feeds that need a person first, each with its reason; the others folded away under their number. */
export function feedList(feeds: readonly FeedState[], view: View): Html {
  if (feeds.length === 0) return html`<p class="quiet">No feed is configured.</p>`;
  const odd = feedsToLookAt(feeds);
  const rest = feeds.filter((state) => !odd.includes(state)).toSorted((a, b) => a.feed.name.localeCompare(b.feed.name));
  return html`${odd.length === 0 ? html`<p class="quiet">None needs attention.</p>` : table(odd, view)}
${rest.length === 0 ? '' : html`<details><summary>${summaryOf(rest)}</summary>${table(rest, view)}</details>`}`;
}

function summaryOf(rest: readonly FeedState[]): string {
  const fresh = rest.filter(({ health }) => health === 'new').length;
  const healthy = amount(rest.length - fresh, 'healthy feed');
  return fresh === 0 ? healthy : `${healthy}, ${fresh} not polled yet`;
}

function table(feeds: readonly FeedState[], view: View): Html {
  return html`<div class="wide"><table><thead><tr><th>Feed</th><th>Health</th><th>Last read</th><th>Next poll</th><th>Last item</th></tr></thead><tbody>${feeds.map(
    (state) => html`<tr><td>${said(state.feed.name)}${place(state)}</td>
<td>${healthBadge(state)}${reason(state)}</td>
<td>${state.lastGoodAt === undefined ? '–' : when(state.lastGoodAt, view)}</td>
<td>${state.health === 'gone' ? '–' : state.nextPollAt <= view.now ? 'now' : when(state.nextPollAt, view)}</td>
<td>${state.lastItemAt === undefined ? '–' : when(state.lastItemAt, view)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** Where the feed is served, unless its name says so. */
function place({ feed }: FeedState): Html | string {
  const host = hostOf(feed.url);
  const name = feed.name.toLowerCase();
  return host === name || host === `www.${name}` ? '' : html` <span class="quiet">${host}</span>`;
}

function reason({ problem, health }: FeedState): Html | string {
  if (problem === undefined) return '';
  return html` <span class="quiet">${said(health === 'silent' ? problem.replace(/^silent /, '') : problem)}</span>`;
}
