import { describe, expect, it } from 'vitest';
import { belonging } from '../../src/developments/belonging.ts';
import type { Comparison } from '../../src/developments/likeness.ts';
import { DAY_MS } from '../../src/time.ts';

function aComparison(whole: number, likeness: Partial<Comparison['likeness']> = {}): Comparison {
  const text = { titleWords: 0, addressWords: 0, concepts: 0, names: 0, places: 0, numbers: 0 };
  const places = { titlePlaces: 0, otherPlaces: 0, otherTitlePlaces: 0, otherNames: 0 };
  return {
    whole,
    sameLang: true,
    inCommon: 0,
    sameHouse: false,
    apartMs: 0,
    likeness: { ...text, ...places, ...likeness },
  };
}

describe('belonging', () => {
  it('counts a name or figure once one report has it, and what is said alike by the nearest and on the mean', () => {
    const clues = belonging(
      [
        aComparison(0.4, { names: 0.8, numbers: 3, concepts: 0.2, otherPlaces: 1 }),
        aComparison(0.2, { concepts: 0.4 }),
      ],
      { apartMs: 0, sameStrand: true },
    );

    expect(clues).toMatchObject({ nearest: 0.4, names: 0.8, numbers: 1, otherPlaces: 0.5, near: 1, sameStrand: 1 });
    expect(clues.whole).toBeCloseTo(0.3);
    expect(clues.concepts).toBeCloseTo(0.3);
  });

  it('lets closeness in time fade over days, whatever else is alike', () => {
    const near = (days: number): number =>
      belonging([aComparison(1)], { apartMs: days * DAY_MS, sameStrand: false }).near;

    expect([0, 7, 14].map(near).map((value) => value.toFixed(2))).toEqual(['1.00', '0.37', '0.14']);
  });
});
