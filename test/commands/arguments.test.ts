import { describe, expect, it } from 'vitest';
import { nearest, readSlice, storyNamed } from '../../src/commands/arguments.ts';
import { UserError } from '../../src/errors.ts';
import { aProfile, aStory } from '../fakes/builders.ts';

const stories = [
  aStory('spain-platforms-probe', { profile: aProfile({ title: 'Spain examines platforms' }) }),
  aStory('harbour', { profile: aProfile({ title: 'Harbour inquiry' }) }),
];

const faultOf = (name: string): UserError => {
  try {
    storyNamed(stories, name);
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
  }
  throw new Error(`${name} is a story`);
};

describe('storyNamed', () => {
  it.each(['spain-platforms-probe', 'SPAIN', 's', ' spain-platforms '])('knows %j', (name) => {
    expect(storyNamed(stories, name)).toBe(stories[0]);
  });

  it('needs no name where there is one story', () => {
    expect(storyNamed([aStory('harbour')], '').id).toBe('harbour');
  });

  it.each([
    ['spian', 'spain-platforms-probe'],
    ['harbor', 'harbour'],
    ['spain-platfroms-probe', 'spain-platforms-probe'],
  ])('asks whether %s means %s', (name, meant) => {
    expect(faultOf(name).message).toBe(`No story "${name}": did you mean "${meant}"?`);
  });

  it('names what there is where nothing is near', () => {
    expect(faultOf('zebra')).toMatchObject({
      message: 'No story "zebra"',
      hint: 'There are: spain-platforms-probe, harbour.',
    });
    expect(faultOf('')).toMatchObject({ message: 'Which story?' });
  });

  it('says what to do where no story is followed', () => {
    expect(() => storyNamed([], 'any')).toThrow('No story is followed yet');
  });
});

describe('readSlice', () => {
  it.each([
    ['', { story: '', count: 5, from: 1 }],
    ['spain', { story: 'spain', count: 5, from: 1 }],
    ['10', { story: '', count: 10, from: 1 }],
    [' spain  10 ', { story: 'spain', count: 10, from: 1 }],
    ['spain 10 from 6', { story: 'spain', count: 10, from: 6 }],
    ['from 6', { story: '', count: 5, from: 6 }],
  ])('reads %j', (text, slice) => {
    expect(readSlice(text, { count: 5, most: 50 })).toEqual(slice);
  });

  it.each([
    ['spain 0', 'count is 0; expected a whole number from 1 to 50'],
    ['51', 'count is 51; expected a whole number from 1 to 50'],
    ['-3', 'count is -3; expected a whole number from 1 to 50'],
    ['spain from soon', 'from is soon; expected a whole number from 1 to 10000'],
  ])('refuses %j', (text, message) => {
    expect(() => readSlice(text, { count: 5, most: 50 })).toThrow(message);
  });
});

describe('nearest', () => {
  it('finds a swap, a slip and nothing', () => {
    expect(nearest('lsit', ['list', 'latest'])).toBe('list');
    expect(nearest('latst', ['list', 'latest'])).toBe('latest');
    expect(nearest('follow', ['list', 'latest'])).toBeUndefined();
    expect(nearest('x'.repeat(10_000), ['list'])).toBeUndefined();
  });
});
