import { type FeedItem, instantOf } from '../feeds/item.ts';
import { id, type StoryId, type StrandId } from '../ids.ts';
import type { Prepared, Reader } from '../text/prepared.ts';
import { DAY_MS } from '../time.ts';
import type { Development, Placement, Report } from './development.ts';
import { type Likeness, likeness } from './likeness.ts';
import { describeNovelty, factCount, novelty } from './novelty.ts';

/** How long after its last report a development still takes items. */
export const OPEN_FOR_MS = 10 * DAY_MS;

const SAME_EVENT = 0.4;
const SAME_TEXT = 0.75;

/**
 * Says where an item that follows the story belongs: to a known development, with new facts or without, or to a new one.
 * `open` may hold developments of any age; only those updated within OPEN_FOR_MS of the item are looked at.
 * Cost: linear in their reports.
 */
export function place(
  story: StoryId,
  item: FeedItem,
  strand: StrandId | undefined,
  open: readonly Development[],
  reader: Reader,
): Placement {
  const prepared = reader.prepare(item);
  const at = instantOf(item);
  let best: { readonly development: Development; readonly report: Report; readonly score: number } | undefined;
  for (const development of open) {
    if (Math.abs(at - development.updatedAt) > OPEN_FOR_MS && at > development.updatedAt) continue;
    for (const report of development.reports) {
      const score = scoreOf(likeness(prepared, reader.prepare(report.item), reader));
      if (best === undefined || score > best.score) best = { development, report, score };
    }
  }
  if (best === undefined || best.score < SAME_EVENT) return opens(story, item, strand);
  return joins(item, prepared, best, reader);
}

function opens(story: StoryId, item: FeedItem, strand: StrandId | undefined): Placement {
  const at = instantOf(item);
  const development: Development = {
    id: id(`${story}.${item.id}`),
    story,
    strand,
    title: item.title,
    openedAt: at,
    updatedAt: at,
    reports: [{ item, placement: 'opens', repeats: undefined }],
  };
  return { kind: 'opens', development, evidence: 'nothing like it among the developments of the last days' };
}

function joins(
  item: FeedItem,
  prepared: Prepared,
  best: { readonly development: Development; readonly report: Report; readonly score: number },
  reader: Reader,
): Placement {
  const found = novelty(
    prepared,
    best.development.reports.map((report) => reader.prepare(report.item)),
  );
  const tellsAgain = best.score >= SAME_TEXT || factCount(found) === 0;
  const kind = tellsAgain ? 'repeats' : 'develops';
  const report: Report = { item, placement: kind, repeats: tellsAgain ? best.report.item.id : undefined };
  const development: Development = {
    ...best.development,
    updatedAt: Math.max(best.development.updatedAt, instantOf(item)),
    reports: [...best.development.reports, report],
  };
  const evidence = tellsAgain
    ? `tells again what ${best.report.item.source} reported: ${best.report.item.title}`
    : describeNovelty(found);
  return { kind, development, evidence };
}

function scoreOf(like: Likeness): number {
  const parts = [like.words, like.names, like.concepts, like.numbers].filter((part) => part !== undefined);
  return parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / parts.length;
}
