import { expect, it } from 'vitest';
import { cutAtWord } from '../../src/text/cut-words.ts';

it.each([
  ['the council inquiry', 19, 'the council inquiry'],
  ['the council inquiry', 18, 'the council …'],
  ['the council, and more', 13, 'the council …'],
  ['Donaudampfschifffahrt', 5, 'Donau …'],
  ['ab\u{1F6A2}cd', 3, 'ab\uFFFD …'],
])('cuts %j to %i as %j', (text, max, short) => {
  expect(cutAtWord(text, max)).toBe(short);
});
