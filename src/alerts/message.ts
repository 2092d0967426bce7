import type { Placement } from '../developments/development.ts';
import { describeSources, sourcesOf } from '../developments/sources.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import { safeLink } from '../message/clean.ts';
import type { Block, Message, Span } from '../message/message.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Verdict } from '../relevance/verdict.ts';
import type { Story } from '../story/story.ts';
import type { Summary } from '../summary/summary.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { localTime } from '../local-time.ts';
import { replyButtons, rootButtons } from './buttons.ts';
import { reasonsOf } from './reasons.ts';

interface Said {
  readonly now: Instant;
  readonly summary: Summary;
  readonly timeZone: string;
}

const NAMES_OF_LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

/** The message that opens a development's thread: the headline, what is new, and why it is shown. */
export function rootMessage(news: Coverage, placement: Placement, story: Story, said: Said): Message {
  return rootOf(news, placement, story, said, []);
}

/** The root message once more, with the latest state on top: it replaces the earlier one in place. */
export function amendedRootMessage(news: Coverage, placement: Placement, story: Story, said: Said): Message {
  const updated: Block = {
    type: 'context',
    spans: ['Updated ', { time: said.now, show: 'time' }, ` · ${describeSources(sourcesOf(placement.development))}`],
  };
  return rootOf(news, placement, story, said, [updated]);
}

/** A reply in the thread: who reports, the headline, and what it adds. */
export function replyMessage(news: Coverage, placement: Placement, said: Said): Message {
  const { item } = news;
  return {
    tone: 'alert',
    title: `${item.source}: ${item.title}`,
    ...linkOf(item),
    importance: 'normal',
    blocks: [...newsOf(said.summary, placement), replyButtons(item, news.story)],
  };
}

function rootOf(news: Coverage, placement: Placement, story: Story, said: Said, updated: readonly Block[]): Message {
  const { item, verdict } = news;
  const { development } = placement;
  const opener = development.reports[0]?.item ?? item;
  const latest: readonly Block[] = opener.id === item.id ? [] : [latestOf(item)];
  return {
    tone: 'alert',
    title: opener.title,
    ...linkOf(opener),
    importance: placement.kind === 'opens' ? 'high' : 'normal',
    blocks: [
      ...latest,
      ...newsOf(said.summary, placement),
      { type: 'fields', fields: fieldsOf(item, story, said) },
      ...updated,
      { type: 'context', spans: [contextOf(verdict, placement, story, updated.length > 0)] },
      rootButtons(item, opener, story.id),
    ],
  };
}

function latestOf(item: FeedItem): Block {
  return { type: 'paragraph', spans: [{ bold: 'Latest' }, ` ${item.source}: `, linked(item.url, item.title)] };
}

function newsOf(summary: Summary, placement: Placement): readonly Block[] {
  const [first] = summary.sentences;
  if (first !== undefined) return [{ type: 'paragraph', spans: [first.text] }];
  return placement.kind === 'develops' && placement.evidence !== ''
    ? [{ type: 'paragraph', spans: [sentenceOf(placement.evidence)] }]
    : [];
}

function fieldsOf(item: FeedItem, story: Story, said: Said): readonly { name: string; value: readonly Span[] }[] {
  const reported = instantOf(item);
  const fields = [
    {
      name: 'Source',
      value: [item.tier === 'other' || item.tier === 'national' ? item.source : `${item.source} (${item.tier})`],
    },
    { name: 'Reported', value: reportedOn(reported, said) },
  ];
  if (item.lang === story.profile.lang || item.lang === '') return fields;
  return [...fields, { name: 'Language', value: [NAMES_OF_LANGUAGES.of(item.lang) ?? item.lang] }];
}

/** The date, and the hour where it is today's and known: a feed that gives days alone says midnight UTC. */
function reportedOn(reported: Instant, { now, timeZone }: Said): readonly Span[] {
  const date = localTime(reported, timeZone);
  const today = localTime(now, timeZone);
  const isToday = date.year === today.year && date.month === today.month && date.day === today.day;
  const isDayOnly = reported % DAY_MS === 0;
  return isToday && !isDayOnly ? ['today, ', { time: reported, show: 'time' }] : [{ time: reported, show: 'date' }];
}

function contextOf(verdict: Verdict, placement: Placement, story: Story, isCounted: boolean): string {
  const strand = story.profile.strands.find((each) => each.id === (placement.development.strand ?? verdict.strand));
  return [
    reasonsOf(verdict),
    isCounted ? '' : describeSources(sourcesOf(placement.development)),
    strand === undefined ? '' : strand.title,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** A headline, linked where its address may be shown. */
export function linked(url: string, text: string): Span {
  const link = safeLink(url);
  return link === undefined ? text : { link, text };
}

function linkOf(item: FeedItem): { readonly link?: string } {
  const link = safeLink(item.url);
  return link === undefined ? {} : { link };
}

function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
