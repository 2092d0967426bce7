import { html } from 'hono/html';
import type { FeedState, Health } from '../../src/feeds/feed.ts';
import { dayText, weekdayText } from '../../src/digest/dates.ts';
import { localTime } from '../../src/local-time.ts';
import { cleanLine, safeLink } from '../../src/message/clean.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../src/time.ts';

/** Escaped HTML, ready for the page. */
export type Html = ReturnType<typeof html>;

/** What every page is rendered with. */
export interface View {
  readonly now: Instant;
  /** IANA name. */
  readonly timeZone: string;
  readonly version: string;
}

/** A whole page. `crumb` is the heading; the title of the browser's tab names the product too. */
export function page(view: View, crumb: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${crumb} · Storywatch</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top"><a class="brand" href="/">Storywatch</a><span class="quiet">${stamp(view.now, view)}</span></header>
<main>
<h1>${said(crumb)}</h1>
${body}
</main>
<footer class="quiet">Storywatch ${view.version} · read-only page · times in ${view.timeZone}</footer>
</body>
</html>`;
}

/** A stranger's text: cleaned, escaped, and kept from turning the direction of what follows. */
export function said(text: string): Html {
  return html`<bdi>${cleanLine(text)}</bdi>`;
}

/** A stranger's headline, linked where its address may be shown. */
export function headline(title: string, url: string): Html {
  const link = safeLink(url);
  return link === undefined
    ? said(title)
    : html`<a href="${link}" rel="noopener noreferrer nofollow">${said(title)}</a>`;
}

/** A moment: the day, and the hour where it is known and of the last two days. A feed that gives days alone says midnight UTC. */
export function when(at: Instant, view: View): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${isRecent(at, view) && at % DAY_MS !== 0 ? stampText(at, view) : dayText(at, view.timeZone)}</time>`;
}

function stamp(at: Instant, view: View): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${stampText(at, view)}</time>`;
}

function stampText(at: Instant, { timeZone }: View): string {
  const { hour, minute } = localTime(at, timeZone);
  return `${weekdayText(at, timeZone)}, ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function isRecent(at: Instant, { now }: View): boolean {
  return Math.abs(now - at) < 48 * HOUR_MS;
}

/** A short word in a coloured box. */
export function badge(kind: 'good' | 'bad' | 'odd' | 'plain', text: string): Html {
  return html`<span class="badge ${kind}">${text}</span>`;
}

const HEALTH: Readonly<Record<Health, { readonly kind: 'good' | 'bad' | 'odd' | 'plain'; readonly text: string }>> = {
  ok: { kind: 'good', text: 'healthy' },
  failing: { kind: 'bad', text: 'failing' },
  gone: { kind: 'bad', text: 'gone' },
  empty: { kind: 'odd', text: 'empty' },
  silent: { kind: 'odd', text: 'silent' },
  undated: { kind: 'odd', text: 'no dates' },
  new: { kind: 'plain', text: 'not polled yet' },
};

/** A feed's health as a badge. */
export function healthBadge({ health }: FeedState): Html {
  const { kind, text } = HEALTH[health];
  return badge(kind, text);
}

/** An address as far as it may be shown: its host. The rest may hold a secret. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/** `1 item`, `2 items`, `1,000 items`. */
export function amount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
