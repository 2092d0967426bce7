import type { Development, Placement } from '../src/developments/development.ts';
import { EVENT_MODEL, type EventModel } from '../src/developments/model.ts';
import { place } from '../src/developments/place.ts';
import { id } from '../src/ids.ts';
import { type LabelledItem, type LabelledStory, labelledStories } from './labelled-stories.ts';
import { type StoryReader, storyReaderOf } from './story-reader.ts';

/** How well developments and repeats agree with the labels; each share from 0 to 1. */
export interface DevelopmentFigures {
  readonly story: string;
  readonly items: number;
  readonly developments: number;
  /** B-cubed precision, recall and F1 of developments against sub-events (Bagga, Baldwin 1998). */
  readonly bCubed: Agreement;
  /** Pairs that are told to be copies of one text. */
  readonly copies: Agreement & { readonly found: number; readonly labelled: number };
  /** Items placed as repeats: how many, how many of them copy what they are tied to, how many report its sub-event. */
  readonly repeats: { readonly items: number; readonly copies: number; readonly sameEvent: number };
}

export interface Agreement {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Places a story's labelled follow-ups in order of date and compares the outcome with the labels. */
export function measureDevelopments(
  story: LabelledStory,
  by: StoryReader,
  model: EventModel = EVENT_MODEL,
): DevelopmentFigures {
  const placed = placeAll(story.followUps, by, model);
  const developments = placed.map((each) => each.development.id);
  const subEvents = story.followUps.map((each) => each.subEvent);
  return {
    story: story.name,
    items: placed.length,
    developments: new Set(developments).size,
    bCubed: bCubed(developments, subEvents),
    copies: copyPairs(story.followUps, placed),
    repeats: repeatsOf(story.followUps, placed),
  };
}

function placeAll(followUps: readonly LabelledItem[], by: StoryReader, model: EventModel): readonly Placement[] {
  const open = new Map<string, Development>();
  return followUps.map(({ item }) => {
    const placed = place(id('labelled'), item, by.strandOf(item), [...open.values()], by.reader, model);
    open.set(placed.development.id, placed.development);
    return placed;
  });
}

/** For each item the share of its group that is rightly there, and the share of its true group that is there, on the mean. */
export function bCubed(groups: readonly string[], truth: readonly string[]): Agreement {
  let precision = 0;
  let recall = 0;
  for (let at = 0; at < groups.length; at++) {
    const together = groups.map((group) => group === groups[at]);
    const akin = truth.map((group) => group === truth[at]);
    const both = together.filter((each, other) => each && akin[other] === true).length;
    precision += both / together.filter(Boolean).length;
    recall += both / akin.filter(Boolean).length;
  }
  return agreement(precision / groups.length, recall / groups.length);
}

/** Pairs of items tied by "repeats" against pairs tied by the labels. */
function copyPairs(followUps: readonly LabelledItem[], placed: readonly Placement[]): DevelopmentFigures['copies'] {
  const original = new Map<string, string>();
  for (const { development } of placed) {
    const report = development.reports.at(-1);
    if (report === undefined) continue;
    const tied = report.repeats;
    original.set(report.item.id, tied === undefined ? report.item.id : (original.get(tied) ?? tied));
  }
  let found = 0;
  let labelled = 0;
  let both = 0;
  followUps.forEach((a, at) => {
    for (const b of followUps.slice(0, at)) {
      const isFound = original.get(a.item.id) === original.get(b.item.id);
      const isLabelled = a.copies !== undefined && a.copies === b.copies;
      if (isFound) found += 1;
      if (isLabelled) labelled += 1;
      if (isFound && isLabelled) both += 1;
    }
  });
  return { ...agreement(found === 0 ? 1 : both / found, labelled === 0 ? 1 : both / labelled), found, labelled };
}

function repeatsOf(followUps: readonly LabelledItem[], placed: readonly Placement[]): DevelopmentFigures['repeats'] {
  const labels = new Map<string, LabelledItem>(followUps.map((each) => [each.item.id, each]));
  const ties = placed.flatMap(({ development }) => {
    const report = development.reports.at(-1);
    const item = labels.get(report?.item.id ?? '');
    const told = labels.get(report?.repeats ?? '');
    return item === undefined || told === undefined ? [] : [{ item, told }];
  });
  return {
    items: ties.length,
    copies: ties.filter(({ item, told }) => item.copies !== undefined && item.copies === told.copies).length,
    sameEvent: ties.filter(({ item, told }) => item.subEvent === told.subEvent).length,
  };
}

function agreement(precision: number, recall: number): Agreement {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The figures of all stories as a markdown table, with those of all of them together. */
export function figuresTable(all: readonly DevelopmentFigures[]): string {
  const share = (value: number): string => value.toFixed(2).replace(/^0/, '');
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const three = ({ precision, recall, f1 }: Agreement): string => [precision, recall, f1].map(share).join(' / ');
  const total = (count: (each: DevelopmentFigures) => number): number =>
    all.reduce((sum, each) => sum + count(each), 0);
  const found = total(({ copies }) => copies.found);
  const labelled = total(({ copies }) => copies.labelled);
  const right = total(({ copies }) => copies.precision * copies.found);
  const row = ({ story, items, developments, bCubed: groups, copies, repeats }: DevelopmentFigures): string =>
    line([
      story,
      `${items} in ${developments}`,
      three(groups),
      copies.found === 0 ? 'none found' : `${share(copies.precision)} / ${share(copies.recall)}`,
      `${copies.found} / ${copies.labelled}`,
      `${repeats.items}: ${repeats.copies} copies, ${repeats.sameEvent} of the same event`,
    ]);
  const mean = total(({ bCubed: { f1 } }) => f1) / Math.max(1, all.length);
  const pairs = found === 0 ? 'none found' : `${share(right / found)} / ${share(right / Math.max(1, labelled))}`;
  return [
    line([
      'story',
      'follow-ups in developments',
      'B-cubed P / R / F1',
      'copies P / R',
      'pairs found / labelled',
      'repeats',
    ]),
    `|${'---|'.repeat(6)}`,
    ...all.map(row),
    line(['all', '', `mean F1 ${share(mean)}`, pairs, `${found} / ${labelled}`, '']),
  ].join('\n');
}

if (import.meta.main) {
  const stories = labelledStories();
  if (stories.length === 0) {
    process.stdout.write('No labelled stories beside the project: nothing to measure.\n');
  } else {
    const figures = stories.map((story) => measureDevelopments(story, storyReaderOf(story)));
    process.stdout.write(`${figuresTable(figures)}\n`);
  }
}
