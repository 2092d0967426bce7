import type { Alert } from '../../src/alerts/alert.ts';
import type { Development } from '../../src/developments/development.ts';
import type { Feed } from '../../src/feeds/feed.ts';
import type { Feedback, FeedbackKind, Said } from '../../src/feedback/feedback.ts';
import type { FeedItem } from '../../src/feeds/item.ts';
import { id } from '../../src/ids.ts';
import type { Message } from '../../src/message/message.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import type { Verdict } from '../../src/relevance/verdict.ts';
import type { Profile, Story } from '../../src/story/story.ts';

/** Values of the domain that are whole and plausible; a test names only what matters to it. */

export const NOW = Date.UTC(2026, 1, 18, 12);

export function aProfile(changes: Partial<Profile> = {}): Profile {
  return {
    title: 'Harbour inquiry',
    lang: 'en',
    published: undefined,
    url: undefined,
    actors: [{ name: 'Port Authority', aliases: ['the port'], role: undefined, ambiguous: false, weight: 1 }],
    terms: [{ phrase: 'inquiry', concept: undefined, weight: 1 }],
    places: [{ id: 'NL', weight: 1 }],
    strands: [
      { id: id('main'), title: 'Inquiry', actors: ['Port Authority'], terms: ['inquiry'], places: [], weight: 1 },
    ],
    exclude: [],
    threshold: undefined,
    ...changes,
  };
}

export function aStory(name = 'harbour', changes: Partial<Story> = {}): Story {
  return {
    id: id(name),
    profile: aProfile(),
    channels: [{ platform: 'console', channel: 'desk' }],
    since: NOW - 1,
    ...changes,
  };
}

export function anItem(name: string, changes: Partial<FeedItem> = {}): FeedItem {
  const url = `https://news.example/${name}`;
  return {
    id: id(`item-${name}`),
    keys: [`guid:${name}`, `url:${url}`],
    feed: id('https://news.example/rss'),
    source: 'News',
    tier: 'national',
    url,
    title: `Title of ${name}`,
    summary: '',
    lang: 'en',
    country: undefined,
    publishedAt: NOW,
    firstSeenAt: NOW,
    ...changes,
  };
}

export function aVerdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    kind: 'follow-up',
    score: 0.9,
    threshold: 0.5,
    reasons: [{ signal: 'strand', contribution: 2.197, evidence: 'Port Authority, inquiry' }],
    strand: id('main'),
    ...changes,
  };
}

/** An item that opens a development of its own. */
export function anOpening(item: FeedItem, story = 'harbour', development = `dev-${item.id}`): Coverage {
  const opened: Development = {
    id: id(development),
    story: id(story),
    strand: id('main'),
    title: item.title,
    openedAt: item.firstSeenAt,
    updatedAt: item.firstSeenAt,
    reports: [{ item, placement: 'opens', repeats: undefined }],
  };
  return {
    story: id(story),
    item,
    verdict: aVerdict(),
    placement: { kind: 'opens', development: opened, evidence: 'a new matter' },
  };
}

/** An item that tells more of what an earlier one opened, or tells it again. */
export function aFurther(item: FeedItem, earlier: Coverage, kind: 'develops' | 'repeats'): Coverage {
  if (earlier.placement === undefined) throw new Error('the earlier item has no development');
  const { development } = earlier.placement;
  const report = { item, placement: kind, repeats: kind === 'repeats' ? earlier.item.id : undefined };
  return {
    ...earlier,
    item,
    placement: {
      kind,
      development: { ...development, updatedAt: item.firstSeenAt, reports: [...development.reports, report] },
      evidence: 'further',
    },
  };
}

export function aMessage(changes: Partial<Message> = {}): Message {
  return { tone: 'alert', title: 'Port Authority opens an inquiry', blocks: [], ...changes };
}

export function anAlert(name: string, changes: Partial<Alert> = {}): Alert {
  return {
    id: id(name),
    target: { platform: 'console', channel: 'desk' },
    message: aMessage(),
    place: { kind: 'root' },
    story: id('harbour'),
    development: undefined,
    createdAt: NOW,
    delivery: { state: 'pending', attempts: 0, notBefore: NOW, uncertainSince: undefined, why: undefined },
    ...changes,
  };
}

export function aFeed(url = 'https://news.example/rss', changes: Partial<Feed> = {}): Feed {
  return { url: id(url), name: 'News', lang: 'en', country: undefined, tier: 'national', everyMs: 300_000, ...changes };
}

/** A word of U1, said now in a Slack channel of the development that `anOpening` of item one makes. */
export function aFeedback(kind: FeedbackKind, changes: Partial<Said> = {}, number = 1): Feedback {
  return {
    id: id(String(number)),
    kind,
    story: id('harbour'),
    development: id('dev-one'),
    items: kind === 'mute' || kind === 'already-known' ? [] : [id('item-one')],
    title: 'Title of one',
    target: { platform: 'slack', channel: 'C0POLICY' },
    user: 'U1',
    at: NOW,
    until: undefined,
    ...changes,
    undone: undefined,
  };
}
