import { alertsFor } from '../alerts/compose.ts';
import { nearMissReason, reasonsOf } from '../alerts/reasons.ts';
import type { Alert } from '../alerts/alert.ts';
import type { Development } from '../developments/development.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { AlertId, StoryId } from '../ids.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Meant } from '../relevance/meanings.ts';
import { teach } from '../relevance/teach.ts';
import { openWatch, type Watch, warm } from '../relevance/watch.ts';
import type { ChannelRef, Story } from '../story/story.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';
import type { Archive } from './backtest-archive.ts';
import { type Backtest, makeTally, type Merged, type NearMiss, perWeek, type WouldPost } from './backtest-figures.ts';
import { coverItem } from './cover.ts';
import { closeOld } from './desk.ts';
import { grownStories, type Lesson } from './lessons.ts';
import { isNews, type TellSettings } from './tell.ts';

export { type Archive, archiveOf, readArchive } from './backtest-archive.ts';
export { type Backtest, type Difference, differenceOf } from './backtest-figures.ts';

/** What is tried, and on which time. */
export interface BacktestRequest {
  /** With the profile to be tried, which need not be the one in force. */
  readonly story: Story;
  /** All stories that are followed, as the store has them: an item may rather follow another one. */
  readonly stories: readonly Story[];
  /** The time in question: [from, to). */
  readonly from: Instant;
  readonly to: Instant;
  readonly settings: TellSettings;
  /** What `story` and `stories` mean; undefined where no model is asked. */
  readonly meant?: Meant | undefined;
}

/** How far a backtest has got, in items. */
export type Progress = (done: number, total: number) => void;

/** Longer than this the process must not be deaf to commands and answers, in milliseconds. */
const DEAF_MS = 10;
/** What is below the unsure ones, but above this share of the threshold, is a near miss too. */
const NEAR_SHARE = 0.3;
/** One destination stands for all: each gets the same. */
const TARGET: ChannelRef = { platform: 'backtest', channel: 'backtest' };

/**
 * Decides, places and learns from archived items as the live desk does, in order of publication and with nothing that came
 * later, on a fresh watch; says what would have been posted. Changes nothing that is stored. Lets other work run in between.
 * What people said of an item is learnt with it, and what they took in is looked for from the beginning, as the profile in
 * force is. Mutes and "already known" are left aside: they hold at one destination, for what it had been told.
 */
export async function backtest(
  archive: Archive,
  request: BacktestRequest,
  lexicon: Lexicon,
  progress: Progress = () => undefined,
): Promise<Backtest> {
  const { story, from, to } = request;
  const asked = new Map([...request.stories, story].map((each) => [each.id, each]));
  const read = new Map([...archive.items, ...archive.taught].map((item) => [item.id, item]));
  const grown = await grownStories(asked.values(), archive.lessons, async (id) => read.get(id), lexicon);
  const stories = new Map(grown.map((each) => [each.id, each]));
  const watch = openWatch(grown, lexicon, undefined, request.meant);
  warm(watch, archive.older);
  const open = new Map<StoryId, readonly Development[]>();
  for (const item of archive.taught) {
    for (const { story: taught, kind } of archive.lessons.get(item.id) ?? []) teach(watch, taught, item, kind);
  }
  const book = openBook(request);
  let startedAt = performance.now();
  for (const [done, item] of archive.items.entries()) {
    const at = instantOf(item);
    if (at >= to) break;
    const covered = coverOrSkip(watch, stories, item, open, archive.lessons.get(item.id));
    if (at >= from)
      book.enter(
        item,
        covered?.find((each) => each.story === story.id),
        covered === undefined,
      );
    if (performance.now() - startedAt < DEAF_MS) continue;
    progress(done, archive.items.length);
    closeOld(open, at);
    await new Promise((resolve) => setImmediate(resolve));
    startedAt = performance.now();
  }
  progress(archive.items.length, archive.items.length);
  return book.close();
}

/** Undefined for an item that cannot be decided: the live desk leaves it out as well. */
function coverOrSkip(
  watch: Watch,
  stories: ReadonlyMap<StoryId, Story>,
  item: FeedItem,
  open: Map<StoryId, readonly Development[]>,
  taught: readonly Lesson[] | undefined,
): readonly Coverage[] | undefined {
  try {
    return coverItem(watch, stories, item, open, taught);
  } catch {
    return undefined;
  }
}

interface Book {
  enter(item: FeedItem, covered: Coverage | undefined, isLeftOut: boolean): void;
  close(): Backtest;
}

/** Notes down item by item what would have been said. */
function openBook({ story, from, to, settings }: BacktestRequest): Book {
  const tally = makeTally(settings.timeZone);
  const alerts: WouldPost[] = [];
  const held: WouldPost[] = [];
  const repeats: Merged[] = [];
  const nearMisses: NearMiss[] = [];
  const teller = createTeller({ ...story, channels: [TARGET] }, settings);
  let first: Instant | undefined;
  let last = from;
  let read = 0;
  let leftOut = 0;
  return {
    enter(item, covered, isLeftOut) {
      first ??= instantOf(item);
      last = instantOf(item);
      read += 1;
      tally.add(item, 'read');
      if (isLeftOut) leftOut += 1;
      if (covered === undefined) return;
      const { verdict, placement } = covered;
      const { kind, score, threshold } = verdict;
      if (kind !== 'follow-up') {
        if (kind === 'unrelated' && score < threshold * NEAR_SHARE) return;
        nearMisses.push({ item, kind, score, threshold, why: nearMissReason(verdict) });
        tally.add(item, 'nearMisses');
      } else if (placement?.kind === 'repeats') {
        const of = placement.development.reports.at(-1)?.repeats;
        repeats.push({ item, score, of, evidence: placement.evidence });
        tally.add(item, 'repeats');
      } else if (placement !== undefined && isNews(covered, story)) {
        const place = teller(covered);
        const { kind: how, development, evidence } = placement;
        const one = { item, placement: how, development: development.id, score, threshold, why: reasonsOf(verdict) };
        if (place !== undefined) tally.add(item, 'alerts');
        (place === undefined ? held : alerts).push({ ...one, kind: place ?? 'root', news: evidence });
      }
    },
    close() {
      const begun = Math.max(from, first ?? from);
      const ended = Math.min(to, last + DAY_MS);
      return {
        from: begun,
        to: ended,
        read,
        alerts,
        perWeek: perWeek(alerts.length, begun, ended),
        held,
        repeats,
        nearMisses,
        days: tally.days(begun, ended),
        feeds: tally.feeds(),
        leftOut,
      };
    },
  };
}

/** Makes the alerts of news as the outbox would get them; undefined for what the hourly cap leaves to the digest. */
function createTeller(
  story: Story,
  { policy, timeZone }: TellSettings,
): (news: Coverage) => WouldPost['kind'] | undefined {
  const roots = new Map<AlertId, Alert>();
  let queuedAt: Instant[] = [];
  return (news) => {
    const now = instantOf(news.item);
    queuedAt = queuedAt.filter((at) => at > now - HOUR_MS);
    const made = alertsFor(news, story, {
      now,
      summary: { sentences: [] },
      policy,
      queuedLastHour: () => queuedAt.length,
      rootOf: (id) => roots.get(id),
      timeZone,
    });
    for (const alert of made) {
      if (alert.place.kind === 'root') roots.set(alert.id, alert);
      if (alert.place.kind === 'amend') continue;
      queuedAt.push(now);
      return alert.place.kind;
    }
    return undefined;
  };
}
