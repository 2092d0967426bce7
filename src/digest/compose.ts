import { takeInButton } from '../alerts/buttons.ts';
import { digestId } from '../alerts/ids.ts';
import { linked } from '../alerts/message.ts';
import { nearMissReason } from '../alerts/reasons.ts';
import type { Alert } from '../alerts/alert.ts';
import type { Development } from '../developments/development.ts';
import { headOf } from '../developments/head.ts';
import { describeSources, sourcesOf } from '../developments/sources.ts';
import type { FeedState } from '../feeds/feed.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { DevelopmentId } from '../ids.ts';
import type { Block, Message, Span } from '../message/message.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { ChannelRef, Story } from '../story/story.ts';
import { cutAtWord } from '../text/cut-words.ts';
import type { Instant } from '../time.ts';
import type { Counts } from './counts.ts';
import { dayText, periodText } from './dates.ts';
import { feedCounts, feedHealth, feedsToLookAt } from './words.ts';
import { weekPicture } from './picture.ts';
import { tallyOf, totalOf } from './tally.ts';
import type { DigestPeriod } from './week.ts';

/** What a digest is made of: [from, to) of every story that its destination follows. */
export interface DigestInput {
  /** What its title begins with; `Weekly digest` where nothing is said. */
  readonly name?: string;
  readonly from: Instant;
  readonly to: Instant;
  /** IANA name: the zone of its days. */
  readonly timeZone: string;
  readonly stories: readonly DigestStory[];
  readonly counts: Counts;
  readonly feeds: readonly FeedState[];
}

export interface DigestStory {
  readonly story: Story;
  /** Those updated within the period count; others are passed over. */
  readonly developments: readonly Development[];
  readonly coverage: readonly Coverage[];
  /** Those that people called important: they come first. */
  readonly important?: ReadonlySet<DevelopmentId>;
}

const DEVELOPMENTS_SHOWN = 10;
const NEAR_MISSES_SHOWN = 5;
const LONGEST_NAME = 60;

/**
 * Says what changed in a week: the developments with their newest facts, near misses, feed health and counts.
 * Short enough for every platform: beyond ten developments and five near misses it counts. A week without news says so calmly.
 */
export function composeDigest(input: DigestInput): Message {
  const changed = input.stories.map((each) => ({ story: each.story, developments: changedIn(each, input) }));
  const total = changed.reduce((sum, each) => sum + each.developments.length, 0);
  const title = `${input.name ?? 'Weekly digest'}, ${periodText(input.from, input.to, input.timeZone)}`;
  if (total === 0) return { tone: 'digest', title, importance: 'low', blocks: quietBlocks(input) };

  const blocks = [pictureOf(input), ...changes(changed, input), ...nearMisses(input), countsOf(input), healthOf(input)];
  return { tone: 'digest', title, importance: 'normal', blocks };
}

interface Changed {
  readonly story: Story;
  readonly developments: readonly Development[];
}

/** Story by story while there is room; what goes beyond is counted. */
function changes(all: readonly Changed[], input: DigestInput): readonly Block[] {
  const blocks: Block[] = [];
  let room = DEVELOPMENTS_SHOWN;
  let left = 0;
  for (const { story, developments } of all) {
    const shown = developments.slice(0, room);
    room -= shown.length;
    left += developments.length - shown.length;
    if (shown.length === 0) continue;
    blocks.push({ type: 'heading', text: story.profile.title });
    blocks.push({ type: 'list', items: shown.map((each) => lineOf(each, story, input)) });
  }
  if (left > 0)
    blocks.push({ type: 'context', spans: [`and ${amount(left, 'more development', 'more developments')}`] });
  return blocks;
}

/** The digest as a row of the outbox; its id is unique for destination and period, so that it is never queued twice. */
export function digestAlert(target: ChannelRef, period: DigestPeriod, message: Message, now: Instant): Alert {
  return {
    id: digestId(target, period.id),
    target,
    message,
    place: { kind: 'root' },
    story: undefined,
    development: undefined,
    createdAt: now,
    delivery: { state: 'pending', attempts: 0, notBefore: now, uncertainSince: undefined, why: undefined },
  };
}

/** What moved within the period: what people called important, then the newest fact first. */
function changedIn({ developments, important }: DigestStory, input: DigestInput): readonly Development[] {
  const at = (development: Development): Instant => instantOf(newestIn(development, input));
  const rank = ({ id }: Development): number => (important?.has(id) === true ? 1 : 0);
  return developments
    .filter((each) => each.reports.some((report) => isWithin(instantOf(report.item), input.from, input.to)))
    .toSorted((a, b) => rank(b) - rank(a) || at(b) - at(a) || b.reports.length - a.reports.length);
}

/** What last told something new within the period; where there were repeats alone, the item that opened the development. */
function newestIn({ reports }: Development, { from, to }: DigestInput): FeedItem {
  const [opener] = reports;
  if (opener === undefined) throw new RangeError('a development without reports');
  return reports
    .filter(({ item, placement }) => placement !== 'repeats' && isWithin(instantOf(item), from, to))
    .reduce((newest, { item }) => (instantOf(item) >= instantOf(newest) ? item : newest), opener.item);
}

/** `[newest headline] (outlet) · 17 Feb · 3 independent sources, 2 copies · strand: its title`, or what it goes on from. */
function lineOf(development: Development, story: Story, input: DigestInput): readonly Span[] {
  const newest = newestIn(development, input);
  return [
    linked(newest.url, newest.title),
    ` (${newest.source}) · ${dayText(instantOf(newest), input.timeZone)} · ${describeSources(sourcesOf(development))}`,
    ...placeOf(development, story, newest),
  ];
}

/** Where a story has several strands, the development's own; else the headline under which it was told. */
function placeOf(development: Development, { profile, since }: Story, newest: FeedItem): readonly string[] {
  const strand = profile.strands.find(({ id }) => id === development.strand);
  if (strand !== undefined && profile.strands.length > 1)
    return [` · strand: ${cutAtWord(strand.title, LONGEST_NAME)}`];
  const head = headOf(development, since);
  return head.id === newest.id ? [] : [` · on: ${cutAtWord(head.title, LONGEST_NAME)}`];
}

function nearMisses({ stories }: DigestInput): readonly Block[] {
  const unsure = stories
    .flatMap(({ coverage }) => coverage)
    .filter(({ verdict }) => verdict.kind === 'unsure')
    .toSorted((a, b) => b.verdict.score - a.verdict.score);
  if (unsure.length === 0) return [];
  const shown = unsure.slice(0, NEAR_MISSES_SHOWN);
  const items = shown.map(({ item, verdict }): readonly Span[] => [
    linked(item.url, item.title),
    ` · ${item.source}: ${nearMissReason(verdict)}`,
  ]);
  const buttons = shown.map(({ item, story }, at) => takeInButton(item, story, `Take in near miss ${at + 1}`));
  const rest = unsure.length - items.length;
  const heading: Block = { type: 'heading', text: 'Near misses: not alerted' };
  const more: readonly Block[] =
    rest > 0 ? [{ type: 'context', spans: [`and ${rest} more near ${rest === 1 ? 'miss' : 'misses'}`] }] : [];
  return [heading, { type: 'list', items }, ...more, { type: 'buttons', buttons }];
}

function pictureOf({ stories, from, to, timeZone }: DigestInput): Block {
  const tally = tallyOf(stories, from, to, timeZone);
  const title = totalOf(tally) === 1 ? 'One follow-up this week' : 'Follow-ups per day';
  return { type: 'picture', ...weekPicture(tally, title) };
}

function countsOf({ counts }: DigestInput): Block {
  const { read, followUps, repeats, unsure } = counts;
  const repeated = repeats === 0 ? '' : ` (${repeats} of them ${repeats === 1 ? 'a repeat' : 'repeats'})`;
  const missed = unsure === 0 ? 'no near misses' : amount(unsure, 'near miss', 'near misses');
  const said = `${amount(read, 'item')} read, ${amount(followUps, 'follow-up')}${repeated}, ${missed}`;
  return { type: 'context', spans: [said] };
}

function healthOf({ feeds }: DigestInput): Block {
  return { type: 'context', spans: [feedHealth(feeds)] };
}

function quietBlocks(input: DigestInput): readonly Block[] {
  const { counts, feeds } = input;
  const isNamed = feedsToLookAt(feeds).length > 0;
  const said = [
    ...(isNamed ? [] : [feedCounts(feeds)]),
    `${amount(counts.read, 'item')} read`,
    amount(counts.unsure, 'near miss', 'near misses'),
  ];
  return [
    { type: 'paragraph', spans: [`No follow-ups this week; ${said.join(', ')}.`] },
    ...nearMisses(input),
    ...(isNamed ? [healthOf(input)] : []),
  ];
}

function amount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function isWithin(at: Instant, from: Instant, to: Instant): boolean {
  return at >= from && at < to;
}
