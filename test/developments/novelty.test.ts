import { describe, expect, it } from 'vitest';
import { daysIn } from '../../src/developments/days.ts';
import { describeNovelty, type Novelty } from '../../src/developments/novelty.ts';
import { anItem } from '../builders/news.ts';

const found = (numbers: readonly string[]): Novelty => ({ numbers, names: [], places: [], concepts: [] });

describe('daysIn', () => {
  it('finds days before and after their month, in several languages', () => {
    expect([...daysIn('On 12 May and June 3, el 4 de julio, am 5. Oktober')]).toEqual([
      ['12', '12 May'],
      ['3', 'June 3'],
      ['4', '4 de julio'],
      ['5', '5 Oktober'],
    ]);
  });

  it('takes no sum, share or year for a day', () => {
    expect(daysIn('A fine of 12 million, 45 May; then 12.5 % in May 2026').size).toBe(0);
  });
});

describe('describeNovelty', () => {
  it('tells dates apart from figures', () => {
    const item = anItem({ title: 'Fine of 2 million due', summary: 'It must be paid by 12 May.' });

    expect(describeNovelty(found(['2m', '12']), item)).toBe('new figures: 2m; new dates: 12 May');
  });
});
