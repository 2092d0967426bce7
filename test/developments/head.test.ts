import { expect, it } from 'vitest';
import { headOf } from '../../src/developments/head.ts';
import { aDevelopment, anItem, NOON } from '../builders/news.ts';

const archived = anItem({ firstSeenAt: NOON - 2 });
const copied = anItem({ firstSeenAt: NOON });
const told = anItem({ firstSeenAt: NOON });
const development = aDevelopment([archived, copied, told], ['opens', 'repeats', 'develops']);

it('is the first item that came after the story was taken up and told something', () => {
  expect(headOf(development, NOON)).toBe(told);
});

it('is the opener where the opener came after, or where nothing did', () => {
  expect(headOf(development, NOON - 2)).toBe(archived);
  expect(headOf(development, NOON + 1)).toBe(archived);
});
