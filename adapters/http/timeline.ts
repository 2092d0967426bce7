import { html } from 'hono/html';
import { nearMissReason, reasonsOf } from '../../src/alerts/reasons.ts';
import type { Development, PlacementKind, Report } from '../../src/developments/development.ts';
import { headOf } from '../../src/developments/head.ts';
import { describeSources, sourcesOf } from '../../src/developments/sources.ts';
import { instantOf } from '../../src/feeds/item.ts';
import { cut } from '../../src/message/clean.ts';
import type { ItemId } from '../../src/ids.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import type { Story } from '../../src/story/story.ts';
import { badge, headline, type Html, said, type View, when } from './parts.ts';

const LONGEST_SUMMARY = 320;
const NEAR_MISSES_OPEN = 5;
const NEAR_MISSES_MOST = 20;

/** How an item came in, in a word. */
const PLACED: Readonly<Record<PlacementKind, string>> = { opens: 'first', develops: 'adds', repeats: 'copy' };

/** A story's developments, newest first: each with who reports it and why it was taken. */
export function timeline(
  story: Story,
  developments: readonly Development[],
  coverage: readonly Coverage[],
  view: View,
): Html {
  if (developments.length === 0) return html`<p class="quiet">No developments in these days.</p>`;
  const byItem = new Map(coverage.map((each) => [each.item.id, each]));
  const sorted = developments.toSorted((a, b) => b.updatedAt - a.updatedAt);
  return html`<ol class="timeline">${sorted.map((each) => entry(story, each, byItem, view))}</ol>`;
}

function entry(story: Story, development: Development, byItem: ReadonlyMap<ItemId, Coverage>, view: View): Html {
  const strand = story.profile.strands.find((each) => each.id === development.strand);
  const head = headOf(development, story.since);
  const { summary } = head;
  const why = byItem.get(head.id);
  const reasons = why === undefined ? '' : reasonsOf(why.verdict);
  return html`<li>
<div class="when">${when(instantOf(head), view)}</div>
<article>
<h3>${headline(head.title, head.url)}</h3>
${summary === '' ? '' : html`<p>${said(cut(summary, LONGEST_SUMMARY))}</p>`}
<p class="quiet">${describeSources(sourcesOf(development))}${strand === undefined ? '' : html` · ${said(strand.title)}`}${
    development.updatedAt > instantOf(head) ? html` · updated ${when(development.updatedAt, view)}` : ''
  }</p>
${reasons === '' ? '' : html`<p class="quiet">Why: ${said(reasons)}</p>`}
${development.reports.length > 1 ? reports(development.reports, byItem, view) : ''}
</article>
</li>`;
}

function reports(all: readonly Report[], byItem: ReadonlyMap<ItemId, Coverage>, view: View): Html {
  return html`<details><summary>${all.length} reports</summary><ul class="reports">${all.map((report) => {
    const adds = report.placement === 'develops' ? (byItem.get(report.item.id)?.placement?.evidence ?? '') : '';
    return html`<li>${badge(report.placement === 'repeats' ? 'plain' : 'good', PLACED[report.placement])} <b>${said(report.item.source)}</b> ${headline(report.item.title, report.item.url)} <span class="quiet">${when(instantOf(report.item), view)}${adds === '' ? '' : html` · ${said(adds)}`}</span></li>`;
  })}</ul></details>`;
}

/** Items that nearly followed the story, likeliest first, each with what speaks against it; beyond five they are folded. */
export function nearMisses(coverage: readonly Coverage[], view: View): Html {
  const unsure = coverage
    .filter(({ verdict }) => verdict.kind === 'unsure')
    .toSorted((a, b) => b.verdict.score - a.verdict.score)
    .slice(0, NEAR_MISSES_MOST);
  if (unsure.length === 0) return html`<p class="quiet">None in these days.</p>`;
  const rest = unsure.slice(NEAR_MISSES_OPEN);
  return html`${missList(unsure.slice(0, NEAR_MISSES_OPEN), view)}
${rest.length === 0 ? '' : html`<details><summary>${rest.length} more</summary>${missList(rest, view)}</details>`}`;
}

function missList(unsure: readonly Coverage[], view: View): Html {
  return html`<ul class="reports">${unsure.map(
    ({ item, verdict }) =>
      html`<li>${headline(item.title, item.url)} <span class="quiet">${said(item.source)}, ${when(instantOf(item), view)} · ${said(nearMissReason(verdict))}</span></li>`,
  )}</ul>`;
}
