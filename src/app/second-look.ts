import { messageOf, UnreadArticle } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { ItemId } from '../ids.ts';
import type { ArticleReader, Log, Ports, Store } from '../ports.ts';
import { judgeByArticle, LOOKED_AT_FOR_MS, secondLookOf, unreadArticle, withArticle } from '../relevance/article.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Desk } from './desk.ts';
import { createPutOff, type PutOff } from './put-off.ts';
import { alertsOf, isNews, type TellSettings } from './tell.ts';

/** What a round of second looks came to. */
export interface LookFigures {
  /** Items whose article was asked for. */
  readonly looked: number;
  /** Verdicts that became follow-ups. */
  readonly followUps: number;
  readonly alerts: number;
}

const NOTHING: LookFigures = { looked: 0, followUps: 0, alerts: 0 };

const ITEMS_A_ROUND = 4;

/** An item whose article was asked for. */
interface Reading {
  readonly item: FeedItem;
  /** The item with its article's text, or why that could not be read. */
  readonly article: FeedItem | string;
  /** Where it may be there later. */
  readonly later?: UnreadArticle['later'];
}

/**
 * Judges borderline items again by their articles: the oldest few of the last day, one of a site, each once whatever comes
 * of it, but for sites that cannot answer now: they are asked up to three times. One that turns out to be a follow-up is
 * placed and told as if it came now. A round that is cut short is done again.
 * Throws where the store cannot be written.
 */
export async function lookAgain(
  ports: Pick<Ports, 'store' | 'clock' | 'log'>,
  desk: Desk,
  reader: ArticleReader,
  settings: TellSettings,
  putOff: PutOff = createPutOff(),
): Promise<LookFigures> {
  const now = ports.clock.now();
  const unsure = await ports.store.coverage.unsure(now - LOOKED_AT_FOR_MS);
  const waiting = unsure.filter((one) => isWaiting(one, desk));
  putOff.keep(new Set(waiting.map(({ item }) => item.id)));
  const fresh = await withoutFirstPolls(waiting, ports.store);
  const items = chosenFrom(fresh.filter(({ id }) => !putOff.waits(id, now)));
  if (items.length === 0) return NOTHING;
  const readings = await Promise.all(items.map((item) => readArticle(item, reader, ports.log)));
  const settled = readings.filter(
    ({ item, later }) => later === undefined || !putOff.add(item.id, later.afterMs, ports.clock.now()),
  );
  if (settled.length === 0) return { ...NOTHING, looked: readings.length };
  const figures = await desk.alone(() => settle(settled, ports, desk, settings));
  return { ...figures, looked: readings.length };
}

/** What was there when a story was taken up is its context and never told. */
function isWaiting({ story, item, verdict }: Coverage, desk: Desk): boolean {
  const since = desk.stories().get(story)?.since ?? Infinity;
  return verdict.kind === 'unsure' && secondLookOf(verdict) === undefined && item.firstSeenAt > since;
}

/** What a feed's first poll brought is its archive. */
async function withoutFirstPolls(coverage: readonly Coverage[], { feeds }: Store): Promise<readonly FeedItem[]> {
  if (coverage.length === 0) return [];
  const polled = new Map((await feeds.all()).map(({ feed, firstPolledAt }) => [feed.url, firstPolledAt]));
  return coverage.map(({ item }) => item).filter((item) => item.firstSeenAt > (polled.get(item.feed) ?? Infinity));
}

function chosenFrom(items: readonly FeedItem[]): readonly FeedItem[] {
  const chosen = new Map<ItemId, FeedItem>();
  const sites = new Set<string>();
  for (const item of items) {
    const url = URL.parse(item.url);
    if (url === null || !/^https?:$/.test(url.protocol) || sites.has(url.host)) continue;
    sites.add(url.host);
    chosen.set(item.id, item);
    if (chosen.size === ITEMS_A_ROUND) break;
  }
  return [...chosen.values()];
}

async function readArticle(item: FeedItem, reader: ArticleReader, log: Log): Promise<Reading> {
  try {
    return { item, article: withArticle(item, (await reader.read(item.url)).paragraphs) };
  } catch (thrown) {
    if (thrown instanceof UnreadArticle) return { item, article: thrown.why, later: thrown.later };
    leftOut(log, item, thrown);
    return { item, article: messageOf(thrown) };
  }
}

/** Decides on what was read and stores it with its alerts in one transaction. */
async function settle(
  readings: readonly Reading[],
  { store, clock, log }: Pick<Ports, 'store' | 'clock' | 'log'>,
  desk: Desk,
  settings: TellSettings,
): Promise<LookFigures> {
  const now = clock.now();
  await desk.freshen(now);
  try {
    const coverage: Coverage[] = [];
    for (const reading of readings) {
      // While the article was read, people may have said what the item is, or the story may have ended.
      const known = await store.coverage.coverageOf(reading.item.id);
      const waiting = known.filter((one) => isWaiting(one, desk));
      coverage.push(...judgedAgain(reading, waiting, desk, log));
    }
    const raised = coverage.filter(({ placement }) => placement !== undefined);
    const news = raised.flatMap((one) => {
      const story = desk.stories().get(one.story);
      return story !== undefined && isNews(one, story) ? [{ coverage: one, story }] : [];
    });
    const alerts = await alertsOf(news, store, desk.watch(), settings, now);
    await store.transaction(async (tx) => {
      await tx.coverage.save(coverage);
      await tx.outbox.add(alerts);
    });
    for (const { item, story } of raised)
      log.info('follow-up by its article', { item: item.id, title: item.title, story });
    return { looked: readings.length, followUps: raised.length, alerts: alerts.length };
  } catch (thrown) {
    desk.spoil();
    throw thrown;
  }
}

/** An item that cannot be judged by its article keeps its verdict, so that it does not come back. */
function judgedAgain(
  { item, article }: Reading,
  waiting: readonly Coverage[],
  desk: Desk,
  log: Log,
): readonly Coverage[] {
  const unread = (why: string): readonly Coverage[] =>
    waiting.map((one) => ({ ...one, verdict: unreadArticle(one.verdict, why) }));
  if (typeof article === 'string') return unread(article);
  try {
    const decisions = waiting.map(({ story, verdict }) => ({
      story,
      verdict: judgeByArticle(desk.watch(), story, article, verdict),
    }));
    return desk.coverAgain(item, decisions);
  } catch (thrown) {
    leftOut(log, item, thrown);
    return unread(messageOf(thrown));
  }
}

function leftOut(log: Log, { id, title, url }: FeedItem, thrown: unknown): void {
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  log.error('article left out', { item: id, title, url, why: messageOf(thrown), stack });
}
