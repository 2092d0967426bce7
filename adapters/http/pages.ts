import { html } from 'hono/html';
import type { Alert } from '../../src/alerts/alert.ts';
import { RESUME_HINT } from '../../src/commands/stopped.ts';
import type { Development } from '../../src/developments/development.ts';
import { type Picture, weekPicture } from '../../src/digest/picture.ts';
import { tallyOf } from '../../src/digest/tally.ts';
import { instantOf } from '../../src/feeds/item.ts';
import type { StoryId } from '../../src/ids.ts';
import type { Counts, Store } from '../../src/ports.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import { destinationText } from '../../src/story/destination.ts';
import type { Story } from '../../src/story/story.ts';
import { DAY_MS } from '../../src/time.ts';
import { amount, badge, headline, type Html, page, said, type View, when } from './parts.ts';
import { feedList } from './feeds.ts';
import { nearMisses, timeline } from './timeline.ts';

const OVERVIEW_DAYS = 7;
const STORY_DAYS = 60;
const PICTURE_DAYS = 6;
const LATEST_SHOWN = 3;
const UNSENT_SHOWN = 20;
/** Newest first; a page of more would be slow to make and to read. */
const STORIES_SHOWN = 100;

/** The first page: stories with their latest developments, feeds with their health, what waits to be sent. */
export async function overview(store: Store, view: View): Promise<Html> {
  const from = view.now - OVERVIEW_DAYS * DAY_MS;
  const [stories, feeds, stopped, unsent, depth, counts] = await Promise.all([
    store.stories.all(),
    store.feeds.all(),
    store.outbox.stopped(),
    store.outbox.unsent(UNSENT_SHOWN),
    store.outbox.depth(),
    store.coverage.counts(from, view.now + 1),
  ]);
  const shown = stories.slice(-STORIES_SHOWN).toReversed();
  const cards = await Promise.all(shown.map((story) => card(store, story, view)));
  const older = stories.length - shown.length;
  return page(
    view,
    'Stories',
    html`
${stopped.length === 0 ? '' : stoppedList(stopped, view)}
${weekOf(counts)}
<section>${cards.length === 0 ? html`<p class="quiet">No story is followed yet. Add one to the configuration.</p>` : cards}${older > 0 ? html`<p class="quiet">and ${amount(older, 'older story', 'older stories')}</p>` : ''}</section>
<section><h2>Feeds</h2>${feedList(feeds, view)}</section>
<section>${outbox(depth, unsent, view)}</section>`,
  );
}

/** One story's page; undefined where there is no such story. */
export async function storyPage(store: Store, id: string, view: View): Promise<Html | undefined> {
  const story = (await store.stories.all()).find((each) => each.id === id);
  if (story === undefined) return undefined;
  const from = view.now - STORY_DAYS * DAY_MS;
  const [developments, coverage] = await Promise.all([
    store.coverage.developments(story.id, from),
    store.coverage.between(story.id, from, view.now + 1),
  ]);
  const { profile } = story;
  return page(
    view,
    profile.title,
    html`
<p class="quiet">Followed since ${when(story.since, view)} · told: ${story.channels.map(destinationText).join(', ') || 'nobody'}</p>
${profile.strands.length === 0 ? '' : html`<ul class="strands">${profile.strands.map((strand) => html`<li>${said(strand.title)}</li>`)}</ul>`}
<section><img class="picture" src="${storyPath(story.id)}/days.svg" alt="${pictureOf(story, coverage, view).alt}"></section>
<section><h2>Timeline, ${STORY_DAYS} days</h2>${timeline(story, developments, coverage, view)}</section>
<section><h2>Near misses</h2><p class="quiet">Items that came close and were not alerted.</p>${nearMisses(coverage, view)}</section>`,
  );
}

/** The last days of a story as a picture; undefined where there is no such story. */
export async function storyPicture(store: Store, id: string, view: View): Promise<Picture | undefined> {
  const story = (await store.stories.all()).find((each) => each.id === id);
  if (story === undefined) return undefined;
  const from = view.now - PICTURE_DAYS * DAY_MS;
  return pictureOf(story, await store.coverage.between(story.id, from, view.now + 1), view);
}

function pictureOf(story: Story, coverage: readonly Coverage[], view: View): Picture {
  const from = view.now - PICTURE_DAYS * DAY_MS;
  const recent = coverage.filter(({ item }) => item.firstSeenAt >= from);
  return weekPicture(tallyOf([{ story, coverage: recent }], from, view.now + 1, view.timeZone), 'Follow-ups per day');
}

async function card(store: Store, story: Story, view: View): Promise<Html> {
  const developments = await store.coverage.developments(story.id, view.now - STORY_DAYS * DAY_MS);
  const latest = developments.toSorted((a, b) => b.updatedAt - a.updatedAt).slice(0, LATEST_SHOWN);
  return html`<article class="card">
<h2><a href="${storyPath(story.id)}">${said(story.profile.title)}</a></h2>
<p class="quiet">${amount(developments.length, 'development')} in ${STORY_DAYS} days · since ${when(story.since, view)}</p>
<ul class="reports">${latest.map((each) => newest(each, view))}</ul>
</article>`;
}

/** What came last in a development; a copy brings nothing. */
function newest({ reports, title, updatedAt }: Development, view: View): Html {
  const item = reports.findLast(({ placement }) => placement !== 'repeats')?.item;
  const at = item === undefined ? updatedAt : instantOf(item);
  return html`<li>${headline(item?.title ?? title, item?.url ?? '')} <span class="quiet">${when(at, view)}</span></li>`;
}

function weekOf({ read, followUps, repeats, unsure }: Counts): Html {
  const figure = (count: number, text: string): Html =>
    html`<div><b>${count.toLocaleString('en')}</b><span>${text}</span></div>`;
  return html`<section class="figures" aria-label="The last ${OVERVIEW_DAYS} days">
${figure(read, 'items read in 7 days')}${figure(followUps, 'follow-ups')}${figure(repeats, 'of them repeats')}${figure(unsure, 'near misses')}
</section>`;
}

/** First of all: somebody waits for what is not posted. */
function stoppedList(stopped: Awaited<ReturnType<Store['outbox']['stopped']>>, view: View): Html {
  return html`<section><h2>Nothing is posted to</h2><ul class="reports">${stopped.map(
    ({ target, why, since, waiting }) =>
      html`<li>${badge('bad', 'stopped')} ${said(destinationText(target))} <span class="quiet">since ${when(since, view)} · ${said(why)} · ${amount(waiting, 'message')} waiting</span></li>`,
  )}</ul><p class="quiet">${RESUME_HINT}</p></section>`;
}

/** Open where something waits or was given up; folded when all is sent. */
function outbox(depth: Awaited<ReturnType<Store['outbox']['depth']>>, unsent: readonly Alert[], view: View): Html {
  const figures = `${amount(depth.sent, 'message')} sent, ${depth.pending} waiting, ${depth.givenUp} given up.`;
  if (depth.pending + depth.givenUp === 0) {
    return html`<details><summary>Outbox: all sent</summary><p>${figures}</p></details>`;
  }
  return html`<h2>Outbox</h2><p>${figures}</p><ul class="reports">${unsent.map((alert) => waiting(alert, view))}</ul>`;
}

function waiting(alert: Alert, view: View): Html {
  const { delivery } = alert;
  const state = delivery.state === 'given-up' ? badge('bad', 'given up') : badge('odd', 'waiting');
  const why = delivery.state === 'sent' || delivery.why === undefined ? '' : html` · ${said(delivery.why)}`;
  return html`<li>${state} ${said(alert.message.title)} <span class="quiet">${destinationText(alert.target)}, ${when(alert.createdAt, view)}${why}</span></li>`;
}

function storyPath(story: StoryId): string {
  return `/story/${encodeURIComponent(story)}`;
}
