import { type FeedItem, instantOf } from '../feeds/item.ts';
import { id, type StoryId, type StrandId } from '../ids.ts';
import type { Reader } from '../text/prepared.ts';
import { DAY_MS, type Instant } from '../time.ts';
import type { Development, Placement, PlacementKind, Report } from './development.ts';
import { bringsFacts, copyStrength } from './copies.ts';
import { compare, contentOf, type Sighting } from './likeness.ts';
import { EVENT_MODEL, type EventModel, logOdds } from './model.ts';
import { describeNovelty, factCount, novelty } from './novelty.ts';
import { take, weighBy } from './weights.ts';

/**
 * How long after its last report a development still takes items.
 * In the labelled stories nine of ten reports of one event come within ten days of the one before.
 */
export const OPEN_FOR_MS = 10 * DAY_MS;

/** News of one day is not one event for that: an item must share so much of what is said with one report at least. */
const FEWEST_IN_COMMON = 0.2;

/** Without a new fact an item still tells something new unless it is this near to a copy: facts can lie in plain words. */
const RETELLING = 0.6;

interface Candidate {
  readonly development: Development;
  /** Mean log-odds over the development's reports. */
  readonly event: number;
  /** The report that is most likely told again. */
  readonly nearest: Report;
  /** 1 and above: a copy of the nearest. */
  readonly copy: number;
}

/**
 * Says where an item that follows the story belongs: to a known development, with new facts or without, or to a new one.
 * A copy joins what it copies. Otherwise the item joins the development whose reports are, on the mean, likeliest of the same event.
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
  const isNew = isCopy
    ? bringsFacts(found, joined.nearest.item.lang === item.lang)
    : factCount(found) > 0 || joined.copy < RETELLING;
  if (!isNew) return repeats(item, joined);
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
  const seen = open
    .filter((development) => isOpen(development, at))
    .map((development) => ({
      development,
      sightings: development.reports.map((report) => ({
        report,
        sighting: { item: report.item, taken: take(reader.prepare(report.item)), strand: development.strand },
      })),
    }));
  const own: Sighting = { item, taken: take(reader.prepare(item)), strand };
  const texts = seen.flatMap(({ sightings }) => sightings.map(({ sighting }) => sighting.taken));
  const weights = weighBy([...texts, own.taken], reader);

  return seen.flatMap(({ development, sightings }) => {
    const compared = sightings.map(({ report, sighting }) => {
      const comparison = compare(own, sighting, weights);
      const { clues } = comparison;
      return { report, content: contentOf(clues), event: logOdds(model, clues), copy: copyStrength(comparison) };
    });
    const nearest = strongest(compared, (each) => each.copy);
    if (nearest === undefined || compared.every(({ content }) => content < FEWEST_IN_COMMON)) return [];
    const event = compared.reduce((sum, each) => sum + each.event, 0) / compared.length;
    return [{ development, event, nearest: nearest.report, copy: nearest.copy }];
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
