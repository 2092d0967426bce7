import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUES, type Clue, cluesOf, type Sighting } from '../src/developments/likeness.ts';
import type { PairModel } from '../src/developments/model.ts';
import { type Models, OPEN_FOR_MS } from '../src/developments/place.ts';
import { take, weighBy } from '../src/developments/weights.ts';
import { instantOf } from '../src/feeds/item.ts';
import { figuresTable, measureDevelopments, type StoryReader } from './developments.ts';
import { type Example, fitLogistic } from './fit.ts';
import { type LabelledStory, labelledStories } from './labelled-stories.ts';
import { storyReaderOf } from './story-reader.ts';

const AGAINST: ReadonlySet<Clue> = new Set(['otherPlaces', 'otherNames', 'otherNumbers']);
const SIGNS = CLUES.map((clue): 1 | -1 => (AGAINST.has(clue) ? -1 : 1));
const RIDGE = { event: 2, copy: 1 };
const EVENT_THRESHOLDS = steps(-2.4, 0.6, 0.2);
const COPY_THRESHOLDS = steps(-3, 3, 0.25);
/** Wrongly silencing a new fact is worse than posting a copy: precision counts for more. */
const BETA = 0.5;

interface Learnt {
  readonly story: LabelledStory;
  readonly by: StoryReader;
  readonly event: readonly Example[];
  readonly copy: readonly Example[];
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
    const weigh = weighBy([...open.map(({ sighting }) => sighting.taken), own.taken], by.reader);
    return open.map(({ sighting, index }) => {
      const clues = cluesOf(own, sighting, weigh);
      const a = story.followUps[at];
      const b = story.followUps[index];
      return {
        features: CLUES.map((clue) => clues[clue]),
        sameEvent: a?.subEvent === b?.subEvent,
        sameText: a?.copies !== undefined && a.copies === b?.copies,
      };
    });
  });
  const weight = 1_000 / pairs.length;
  return {
    story,
    by,
    event: pairs.map(({ features, sameEvent }) => ({ features, holds: sameEvent, weight })),
    copy: pairs.map(({ features, sameText }) => ({ features, holds: sameText, weight })),
  };
}

/** Fits both models and chooses their thresholds on the same stories. */
function train(learnt: readonly Learnt[]): Models {
  const fitOf = (kind: 'event' | 'copy'): Omit<PairModel, 'threshold'> => {
    const { bias, weights } = fitLogistic(
      learnt.flatMap((each) => each[kind]),
      SIGNS,
      RIDGE[kind],
    );
    return {
      bias,
      weights: Object.fromEntries(CLUES.map((clue, at) => [clue, weights[at] ?? 0])) as Record<Clue, number>,
    };
  };
  const event = fitOf('event');
  const copy = fitOf('copy');
  const models = (eventFrom: number, copyFrom: number): Models => ({
    event: { ...event, threshold: eventFrom },
    copy: { ...copy, threshold: copyFrom },
  });
  const copyFrom = best(COPY_THRESHOLDS, (threshold) => copyScore(learnt, models(-1, threshold)));
  const eventFrom = best(EVENT_THRESHOLDS, (threshold) => eventScore(learnt, models(threshold, copyFrom)));
  return models(eventFrom, copyFrom);
}

function copyScore(learnt: readonly Learnt[], models: Models): number {
  const figures = learnt.map(({ story, by }) => measureDevelopments(story, by, models).copies);
  const found = sum(figures.map((each) => each.found));
  const labelled = sum(figures.map((each) => each.labelled));
  const both = sum(figures.map((each) => each.recall * each.labelled));
  return found === 0 ? 0 : ((1 + BETA ** 2) * both) / (BETA ** 2 * labelled + found);
}

function eventScore(learnt: readonly Learnt[], models: Models): number {
  return sum(learnt.map(({ story, by }) => measureDevelopments(story, by, models).bCubed.f1));
}

function best(values: readonly number[], score: (value: number) => number): number {
  return values.map((value) => ({ value, score: score(value) })).reduce((a, b) => (b.score > a.score ? b : a)).value;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: Math.round((to - from) / by) + 1 }, (_, at) => Math.round((from + at * by) * 100) / 100);
}

function rounded(model: PairModel): PairModel {
  const round = (value: number): number => Math.round(value * 100) / 100;
  const weights = Object.fromEntries(CLUES.map((clue) => [clue, round(model.weights[clue])])) as Record<Clue, number>;
  return { bias: round(model.bias), weights, threshold: model.threshold };
}

if (import.meta.main) {
  const learnt = labelledStories().map(learnFrom);
  const leftOut = learnt.map((held) => {
    const models = train(learnt.filter((each) => each !== held));
    return measureDevelopments(held.story, held.by, models);
  });
  process.stdout.write(`each story by models that never saw it\n${figuresTable(leftOut)}\n`);
  const models = train(learnt);
  const file = join(import.meta.dirname, '../src/developments/model.json');
  const text = JSON.stringify({ event: rounded(models.event), copy: rounded(models.copy) }, undefined, 2);
  if (process.argv.includes('--write')) writeFileSync(file, `${text}\n`);
  process.stdout.write(`${text}\n`);
}
