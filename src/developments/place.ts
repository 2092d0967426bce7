import { type FeedItem, instantOf } from '../feeds/item.ts';
import { id, type StoryId, type StrandId } from '../ids.ts';
import type { Reader } from '../text/prepared.ts';
import { DAY_MS, type Instant } from '../time.ts';
import type { Development, Placement, PlacementKind, Report } from './development.ts';
import { bringsFacts, copyStrength } from './copies.ts';
import { belonging } from './belonging.ts';
import { compare, type Comparison, type Sighting } from './likeness.ts';
import { EVENT_MODEL, type EventModel, logOdds } from './model.ts';
import { describeNovelty, novelty } from './novelty.ts';
import { take, weighBy } from './weights.ts';

/**
 * How long after its last report a development still takes items.
 * In the labelled stories 86 of 100 reports of one event come within two weeks of the one before; a longer window placed no better.
 */
export const OPEN_FOR_MS = 14 * DAY_MS;

interface Candidate {
  readonly development: Development;
  /** Log-odds that the item reports the development's event. */
  readonly event: number;
  /** The report that is most likely told again. */
  readonly nearest: Report;
  readonly comparison: Comparison;
  /** 1 and above: a copy of the nearest. */
  readonly copy: number;
}

/**
 * Says where an item that follows the story belongs: to a known development, with new facts or without, or to a new one.
 * A copy joins what it copies. Otherwise the item joins the development whose event it most likely reports.
 * `open` may hold developments of any age; only those updated within OPEN_FOR_MS of the item are looked at.
 * Cost: linear in their reports' words.
 */
export function place(
  story: StoryId,
  item: FeedItem,
  strand: StrandId | undefined,
  open: readonly Development[],
  reader: Reader,
  model: EventModel = EVENT_MODEL,
): Placement {
  const candidates = candidatesFor(item, strand, open, reader, model);
  const copied = strongest(candidates, (each) => each.copy);
  const isCopy = copied !== undefined && copied.copy >= 1;
  const joined = isCopy ? copied : strongest(candidates, (each) => each.event);
  if (joined === undefined || (!isCopy && joined.event < model.threshold)) return opens(story, item, strand);
  const known = joined.development.reports.map((report) => reader.prepare(report.item));
  const found = novelty(reader.prepare(item), known);
  if (isCopy && !bringsFacts(found, joined.comparison)) return repeats(item, joined);
  return joins(item, joined, 'develops', describeNovelty(found, item) || 'more on the same event');
}

function candidatesFor(
  item: FeedItem,
  strand: StrandId | undefined,
  open: readonly Development[],
  reader: Reader,
  model: EventModel,
): readonly Candidate[] {
  const at = instantOf(item);
  const near = open.filter((development) => isOpen(development, at));
  const sightingOf = (each: FeedItem): Sighting => ({ item: each, taken: take(each, reader) });
  const seen = near.map((development) => ({
    development,
    sightings: development.reports.map((report) => ({ report, sighting: sightingOf(report.item) })),
  }));
  const own = sightingOf(item);
  const texts = seen.flatMap(({ sightings }) => sightings.map(({ sighting }) => sighting.taken));
  const weights = weighBy([...texts, own.taken], reader);
  return seen.flatMap(({ development, sightings }) => {
    const compared = sightings.map(({ report, sighting }) => {
      const comparison = compare(own, sighting, weights);
      return { report, comparison, copy: copyStrength(comparison) };
    });
    const nearest = strongest(compared, (each) => each.copy);
    if (nearest === undefined) return [];
    const clues = belonging(
      compared.map(({ comparison }) => comparison),
      {
        apartMs: Math.max(0, at - development.updatedAt),
        sameStrand: strand !== undefined && strand === development.strand,
      },
    );
    // News of one day is not one event for that alone.
    if (clues.nearest === 0) return [];
    return [
      {
        development,
        event: logOdds(model, clues),
        nearest: nearest.report,
        comparison: nearest.comparison,
        copy: nearest.copy,
      },
    ];
  });
}

function isOpen(development: Development, at: Instant): boolean {
  return at - development.updatedAt <= OPEN_FOR_MS && development.openedAt - at <= OPEN_FOR_MS;
}

function strongest<T>(all: readonly T[], strength: (each: T) => number): T | undefined {
  let best: T | undefined;
  for (const each of all) if (best === undefined || strength(each) > strength(best)) best = each;
  return best;
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

function repeats(item: FeedItem, candidate: Candidate): Placement {
  const { source, title } = candidate.nearest.item;
  return joins(item, candidate, 'repeats', `tells again what ${source} reported: ${title}`);
}

function joins(
  item: FeedItem,
  { development, nearest }: Candidate,
  placement: PlacementKind,
  evidence: string,
): Placement {
  const report: Report = { item, placement, repeats: placement === 'repeats' ? nearest.item.id : undefined };
  const grown: Development = {
    ...development,
    updatedAt: Math.max(development.updatedAt, instantOf(item)),
    reports: [...development.reports, report],
  };
  return { kind: placement, development: grown, evidence };
}
