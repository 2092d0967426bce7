import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUES, type Clue, compare, type Sighting } from '../src/developments/likeness.ts';
import type { EventModel } from '../src/developments/model.ts';
import { OPEN_FOR_MS } from '../src/developments/place.ts';
import { take, weighBy } from '../src/developments/weights.ts';
import { instantOf } from '../src/feeds/item.ts';
import { figuresTable, measureDevelopments } from './developments.ts';
import { type Example, fitLogistic } from './fit.ts';
import { type LabelledStory, labelledStories } from './labelled-stories.ts';
import { type StoryReader, storyReaderOf } from './story-reader.ts';

const AGAINST: ReadonlySet<Clue> = new Set(['otherPlaces', 'otherNames']);
const SIGNS = CLUES.map((clue): 1 | -1 => (AGAINST.has(clue) ? -1 : 1));
const RIDGE = 2;
const THRESHOLDS = steps(-3, 1, 0.1);

interface Learnt {
  readonly story: LabelledStory;
  readonly by: StoryReader;
  readonly pairs: readonly Example[];
}

/** Pairs of follow-ups near enough in time, as place() would compare them. Each story counts the same. */
function learnFrom(story: LabelledStory): Learnt {
  const by = storyReaderOf(story);
  const sightings: readonly Sighting[] = story.followUps.map(({ item }) => ({
    item,
    taken: take(by.reader.prepare(item)),
    strand: by.strandOf(item),
  }));
  const pairs = sightings.flatMap((own, at) => {
    const open = sightings
      .slice(0, at)
      .map((sighting, index) => ({ sighting, index }))
      .filter(({ sighting }) => instantOf(own.item) - instantOf(sighting.item) <= OPEN_FOR_MS);
    const weights = weighBy([...open.map(({ sighting }) => sighting.taken), own.taken], by.reader);
    return open.map(({ sighting, index }) => {
      const { clues } = compare(own, sighting, weights);
      const isOne = story.followUps[at]?.subEvent === story.followUps[index]?.subEvent;
      return { values: Float64Array.from(CLUES, (clue) => clues[clue]), follows: isOne };
    });
  });
  const weight = 1_000 / pairs.length;
  return { story, by, pairs: pairs.map((pair) => ({ ...pair, weight })) };
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
  // A neighbour's score counts too: a lone peak is luck.
  const smooth = scores.map((score, index) => score + (scores[index - 1] ?? score) + (scores[index + 1] ?? score));
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

if (import.meta.main) {
  const learnt = labelledStories().map(learnFrom);
  const leftOut = learnt.map((held) =>
    measureDevelopments(held.story, held.by, train(learnt.filter((each) => each !== held))),
  );
  process.stdout.write(`each story by a model that never saw it\n${figuresTable(leftOut)}\n`);
  const text = JSON.stringify(rounded(train(learnt)), undefined, 2);
  const file = join(import.meta.dirname, '../src/developments/model.json');
  if (process.argv.includes('--write')) writeFileSync(file, `${text}\n`);
  process.stdout.write(`${text}\n`);
}
