import { describe, expect, it } from 'vitest';
import { bCubed, type DevelopmentFigures, measureDevelopments } from '../../bench/developments.ts';
import { type LabelledStory, labelledStories, ownStories } from '../../bench/labelled-stories.ts';
import { LONG } from '../../bench/sets.ts';
import { storyReaderOf } from '../../bench/story-reader.ts';

const stories = labelledStories();

const figuresOf = (each: readonly LabelledStory[]): readonly DevelopmentFigures[] =>
  each.map((story) => measureDevelopments(story, storyReaderOf(story)));
const sumOver =
  (figures: readonly DevelopmentFigures[]) =>
  (count: (each: DevelopmentFigures) => number): number =>
    figures.reduce((total, each) => total + count(each), 0);

describe('bCubed', () => {
  it('is 1 where the groups are the true ones, whatever they are called', () => {
    expect(bCubed(['a', 'a', 'b'], ['x', 'x', 'y'])).toEqual({ precision: 1, recall: 1, f1: 1 });
  });

  it('loses recall where everything stands alone, and precision where everything is one', () => {
    const truth = ['x', 'x', 'y', 'y'];

    expect(bCubed(['1', '2', '3', '4'], truth)).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(bCubed(['1', '1', '1', '1'], truth)).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3 });
  });
});

describe.skipIf(stories.length === 0)('developments of the labelled stories', () => {
  it('agree with the labels no worse than they did', () => {
    const figures = figuresOf(stories);

    const sum = sumOver(figures);
    const found = sum(({ copies }) => copies.found);
    const right = sum(({ copies }) => copies.precision * copies.found);
    expect(figures).toHaveLength(5);
    // Silencing a new fact is the worst mistake: a repeat must at least be of the same event.
    expect(sum(({ repeats }) => repeats.items - repeats.sameEvent)).toBe(0);
    expect(right / found).toBeGreaterThan(0.9);
    expect(right / sum(({ copies }) => copies.labelled)).toBeGreaterThan(0.27);
    expect(sum(({ bCubed: groups }) => groups.f1) / figures.length).toBeGreaterThan(0.67);
    expect(Math.min(...figures.map((each) => each.bCubed.precision))).toBeGreaterThan(0.62);
  });
});

describe('developments of stories that no choice was made by', () => {
  it('agree with the labels no worse than they did, and silence no report that is not a copy', () => {
    const figures = figuresOf(ownStories(LONG));

    const sum = sumOver(figures);
    expect(figures).toHaveLength(8);
    expect(sum(({ repeats }) => repeats.items)).toBeGreaterThan(15);
    expect(sum(({ repeats }) => repeats.items - repeats.copies)).toBe(0);
    expect(sum(({ bCubed: groups }) => groups.f1) / figures.length).toBeGreaterThan(0.76);
  });
});
