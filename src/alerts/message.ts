import type { Placement } from '../developments/development.ts';
import { describeSources, sourcesOf } from '../developments/sources.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import { safeLink } from '../message/clean.ts';
import type { Block, Message, Span } from '../message/message.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Story } from '../story/story.ts';
import type { Summary } from '../summary/summary.ts';
import { cutAtWord } from '../text/cut-words.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { localTime } from '../local-time.ts';
import { replyButtons, rootButtons } from './buttons.ts';
import { isByArticle } from '../relevance/article.ts';
import { reasonsOf } from './reasons.ts';

interface Said {
  readonly now: Instant;
  readonly summary: Summary;
  readonly material?: string | undefined;
  readonly timeZone: string;
}

const NAMES_OF_LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

/** The message that opens a development's thread: the headline, what is new, and why it is shown. */
export function rootMessage(news: Coverage, placement: Placement, story: Story, said: Said): Message {
  const { item } = news;
  return {
    tone: 'alert',
    title: item.title,
    ...linkOf(item),
    importance: 'high',
    blocks: [
      ...newsOf(said.summary, placement),
      { type: 'fields', fields: fieldsOf(item, story, said) },
      whyContext(news, placement, story, [` · ${describeSources(sourcesOf(placement.development))}`]),
      rootButtons(item, placement.development.reports[0]?.item ?? item, story.id),
    ],
  };
}

/**
 * The root message `shown` with the latest state: it replaces the earlier one in place.
 * Headline and address stay, for readers know the thread by them; the latest item is named below.
 */
export function amendedRootMessage(
  shown: Message,
  news: Coverage,
  placement: Placement,
  story: Story,
  said: Said,
): Message {
  const { item } = news;
  return {
    ...shown,
    importance: 'normal',
    blocks: [
      latestOf(item),
      ...newsOf(said.summary, placement),
      { type: 'fields', fields: fieldsOf(item, story, said) },
      updatedContext(placement, said),
      whyContext(news, placement, story, []),
      rootButtons(item, placement.development.reports[0]?.item ?? item, story.id),
    ],
  };
}

/** The root message `shown` with its sources counted anew, and nothing else changed: what a repeat amends. */
export function recountedRootMessage(shown: Message, placement: Placement, said: Said): Message {
  const updated = updatedContext(placement, said);
  const blocks = shown.blocks.flatMap((block): readonly Block[] => {
    if (block.type !== 'context') return [block];
    if (block.spans[0] === UPDATED) return [];
    return [updated, { ...block, spans: block.spans.filter((span) => !isCount(span)) }];
  });
  return { ...shown, blocks };
}

/** A reply in the thread: who reports, the headline, and what it adds; what is material says so, and goes to the channel too. */
export function replyMessage(news: Coverage, placement: Placement, said: Said): Message {
  const { item } = news;
  return {
    tone: 'alert',
    title: `${item.source}: ${item.title}`,
    ...linkOf(item),
    importance: 'normal',
    ...(said.material === undefined ? {} : { broadcast: true }),
    blocks: [...materialBlocks(said), ...newsOf(said.summary, placement), replyButtons(item, news.story)],
  };
}

function materialBlocks({ material }: Said): readonly Block[] {
  return material === undefined ? [] : [{ type: 'paragraph', spans: [{ bold: material }] }];
}

function latestOf(item: FeedItem): Block {
  return { type: 'paragraph', spans: [{ bold: 'Latest:' }, ' ', linked(item.url, item.title)] };
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

/**
 * The date, and the hour where it is today's and known: a feed that gives days alone says midnight UTC.
 * Never "today": the message stands there tomorrow as well.
 */
function reportedOn(reported: Instant, { now, timeZone }: Said): readonly Span[] {
  const isDayOnly = reported % DAY_MS === 0;
  const day: Span = { time: reported, show: 'date' };
  return isOneDay(reported, now, timeZone) && !isDayOnly ? [day, ', ', { time: reported, show: 'time' }] : [day];
}

function isOneDay(first: Instant, second: Instant, timeZone: string): boolean {
  const [a, b] = [localTime(first, timeZone), localTime(second, timeZone)];
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

const UPDATED = 'Updated ';

/** The hour, and from the second day of the development on the date as well. */
function updatedContext({ development }: Placement, { now, timeZone }: Said): Block {
  const sources = describeSources(sourcesOf(development));
  const day: readonly Span[] = isOneDay(development.openedAt, now, timeZone) ? [] : [{ time: now, show: 'date' }, ', '];
  return { type: 'context', spans: [UPDATED, ...day, { time: now, show: 'time' }, ` · ${sources}`] };
}

/** The count of sources is a span of its own, so that it can be taken out when it is counted anew. */
function whyContext(coverage: Coverage, placement: Placement, story: Story, count: readonly string[]): Block {
  const { verdict } = coverage;
  const reasons = reasonsOf(verdict);
  return {
    type: 'context',
    spans: [
      `Why: ${reasons === '' ? 'like the story as a whole' : reasons}${isByArticle(verdict) ? ', after reading the article' : ''}`,
      ...count,
      ` · ${partOf(coverage, placement, story)}`,
    ],
  };
}

const LONGEST_NAME = 60;

/** The strand that it belongs to, where a story has several; else the story, for a channel may follow more than one. */
function partOf({ verdict }: Coverage, { development }: Placement, { profile }: Story): string {
  const strand = profile.strands.find(({ id }) => id === (development.strand ?? verdict.strand));
  return strand !== undefined && profile.strands.length > 1
    ? `strand: ${cutAtWord(strand.title, LONGEST_NAME)}`
    : `story: ${cutAtWord(profile.title, LONGEST_NAME)}`;
}

/** Reads what describeSources wrote. A strand's title may say the like by chance, but not as a whole span. */
function isCount(span: Span): boolean {
  return typeof span === 'string' && /^ · (1 source|\d+ independent sources)(, \d+ (copy|copies))?$/.test(span);
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
