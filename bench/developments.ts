import type { Development, Placement } from '../src/developments/development.ts';
import { EVENT_MODEL, type EventModel } from '../src/developments/model.ts';
import { place } from '../src/developments/place.ts';
import { id } from '../src/ids.ts';
import { type LabelledItem, type LabelledStory, labelledStories, ownStories } from './labelled-stories.ts';
import { LONG, RECALLED } from './sets.ts';
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

/** The stories of one set, for one line of a table. */
export interface SetFigures {
  readonly name: string;
  readonly stories: readonly DevelopmentFigures[];
}

/** What the shipped model makes of the project's own stories, which it was neither trained on nor chosen by. Takes half a minute. */
export function unseenDevelopments(): readonly SetFigures[] {
  return Object.entries({ 'recalled stories': RECALLED, 'long stories': LONG }).map(([set, folder]) => {
    const stories = ownStories(folder).map((story) => measureDevelopments(story, storyReaderOf(story)));
    return { name: `${set} (${stories.length})`, stories };
  });
}

const share = (value: number): string => value.toFixed(2).replace(/^0/, '');
const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const threeOf = ({ precision, recall, f1 }: Agreement): string => [precision, recall, f1].map(share).join(' / ');

/** The figures as a markdown table: each story, all of them together, and other sets by a line each. */
export function figuresTable(all: readonly DevelopmentFigures[], others: readonly SetFigures[] = []): string {
  const head = ['story', 'follow-ups in developments', 'B-cubed P / R / F1', 'copies P / R', 'pairs found / labelled'];
  return [
    line([...head, 'repeats']),
    `|${'---|'.repeat(head.length + 1)}`,
    ...all.map((story) => setLine({ name: story.story, stories: [story] })),
    ...[{ name: 'all', stories: all }, ...others].map(setLine),
  ].join('\n');
}

/** Means over stories, but of copies: those are over the pairs of all. */
function setLine({ name, stories }: SetFigures): string {
  const total = (count: (each: DevelopmentFigures) => number): number =>
    stories.reduce((sum, each) => sum + count(each), 0);
  const mean = (count: (each: Agreement) => number): number =>
    total(({ bCubed: groups }) => count(groups)) / Math.max(1, stories.length);
  const found = total(({ copies }) => copies.found);
  const labelled = total(({ copies }) => copies.labelled);
  const right = total(({ copies }) => copies.precision * copies.found);
  const [items, copies, sameEvent] = (['items', 'copies', 'sameEvent'] as const).map((kind) =>
    total(({ repeats }) => repeats[kind]),
  );
  return line([
    name,
    `${total((each) => each.items)} in ${total((each) => each.developments)}`,
    threeOf({
      precision: mean((each) => each.precision),
      recall: mean((each) => each.recall),
      f1: mean((each) => each.f1),
    }),
    found === 0 ? 'none found' : `${share(right / found)} / ${share(right / Math.max(1, labelled))}`,
    `${found} / ${labelled}`,
    `${items}: ${copies} copies, ${sameEvent} of the same event`,
  ]);
}

if (import.meta.main) {
  const stories = labelledStories();
  if (stories.length === 0) {
    process.stdout.write('No labelled stories beside the project: nothing to measure.\n');
  } else {
    const figures = stories.map((story) => measureDevelopments(story, storyReaderOf(story)));
    process.stdout.write(`${figuresTable(figures, unseenDevelopments())}\n`);
  }
}
