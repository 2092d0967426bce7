import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { belonging, CLUES, type Clue } from '../src/developments/belonging.ts';
import { compare, type Sighting } from '../src/developments/likeness.ts';
import type { EventModel } from '../src/developments/model.ts';
import { OPEN_FOR_MS } from '../src/developments/place.ts';
import { take, weighBy } from '../src/developments/weights.ts';
import { instantOf } from '../src/feeds/item.ts';
import type { StrandId } from '../src/ids.ts';
import { type DevelopmentFigures, figuresTable, measureDevelopments } from './developments.ts';
import { type Example, fitLogistic } from './fit.ts';
import { type LabelledStory, labelledStories } from './labelled-stories.ts';
import { type StoryReader, storyReaderOf } from './story-reader.ts';

const AGAINST: ReadonlySet<Clue> = new Set(['otherPlaces', 'otherNames', 'otherTitlePlaces']);
const SIGNS = CLUES.map((clue): 1 | -1 => (AGAINST.has(clue) ? -1 : 1));
const RIDGE = 2;
/** What all examples of a story weigh together. */
const STORY_WEIGHT = 500;
const THRESHOLDS = steps(-3, 1, 0.1);
const NEIGHBOURS = 8;

interface Seen extends Sighting {
  readonly strand: StrandId | undefined;
}

interface Learnt {
  readonly story: LabelledStory;
  readonly by: StoryReader;
  readonly pairs: readonly Example[];
}

/**
 * Each follow-up beside each development that is open when it comes, the developments being the true ones so far.
 * Each story counts the same.
 */
function learnFrom(story: LabelledStory): Learnt {
  const by = storyReaderOf(story);
  const open = new Map<string, Seen[]>();
  const examples: Omit<Example, 'weight'>[] = [];
  for (const { item, subEvent } of story.followUps) {
    const own: Seen = { item, taken: take(item, by.reader), strand: by.strandOf(item) };
    const at = instantOf(item);
    for (const [event, reports] of open) {
      const last = reports.at(-1);
      if (last === undefined || at - instantOf(last.item) > OPEN_FOR_MS) open.delete(event);
    }
    const weights = weighBy([...[...open.values()].flat().map(({ taken }) => taken), own.taken], by.reader);
    for (const [event, reports] of open) {
      const [opener] = reports;
      const last = reports.at(-1) ?? own;
      const clues = belonging(
        reports.map((report) => compare(own, report, weights)),
        {
          apartMs: Math.max(0, at - instantOf(last.item)),
          sameStrand: own.strand !== undefined && own.strand === opener?.strand,
        },
      );
      examples.push({ values: Float64Array.from(CLUES, (clue) => clues[clue]), follows: event === subEvent });
    }
    open.set(subEvent, [...(open.get(subEvent) ?? []), own]);
  }
  const weight = STORY_WEIGHT / examples.length;
  return { story, by, pairs: examples.map((example) => ({ ...example, weight })) };
}

/** Fits the model and chooses its threshold on the same stories. */
function train(learnt: readonly Learnt[]): EventModel {
  const { bias, weights } = fitLogistic(
    learnt.flatMap((each) => each.pairs),
    SIGNS,
    RIDGE,
  );
  const named = Object.fromEntries(CLUES.map((clue, at) => [clue, weights[at] ?? 0])) as Record<Clue, number>;
  const at = (threshold: number): EventModel => ({ bias, weights: named, threshold });
  const scores = THRESHOLDS.map((threshold) =>
    sum(learnt.map(({ story, by }) => measureDevelopments(story, by, at(threshold)).bCubed.f1)),
  );
  // The neighbours' scores count too: a lone peak is luck.
  const smooth = scores.map((_, index) => {
    const around = scores.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1);
    return sum(around) / around.length;
  });
  return at(THRESHOLDS[smooth.indexOf(Math.max(...smooth))] ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: Math.round((to - from) / by) + 1 }, (_, at) => Math.round((from + at * by) * 100) / 100);
}

function rounded(model: EventModel): EventModel {
  const round = (value: number): number => Math.round(value * 100) / 100;
  const weights = Object.fromEntries(CLUES.map((clue) => [clue, round(model.weights[clue])])) as Record<Clue, number>;
  return { bias: round(model.bias), weights, threshold: model.threshold };
}

/** How well each labelled story is grouped by a model that never saw it. Empty where the data is absent. */
export function leftOutDevelopments(): readonly DevelopmentFigures[] {
  return leaveOut(labelledStories().map(learnFrom));
}

function leaveOut(learnt: readonly Learnt[]): readonly DevelopmentFigures[] {
  return learnt.map((held) => measureDevelopments(held.story, held.by, train(learnt.filter((each) => each !== held))));
}

if (import.meta.main) {
  const learnt = labelledStories().map(learnFrom);
  process.stdout.write(`each story by a model that never saw it\n${figuresTable(leaveOut(learnt))}\n`);
  const text = JSON.stringify(rounded(train(learnt)), undefined, 2);
  const file = join(import.meta.dirname, '../src/developments/model.json');
  if (process.argv.includes('--write')) writeFileSync(file, `${text}\n`);
  process.stdout.write(`${text}\n`);
}
