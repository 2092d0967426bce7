import { describe, expect, it } from 'vitest';
import { rasterise } from '../../adapters/pictures/rasterise.ts';
import { weekPicture } from '../../src/digest/picture.ts';

const tally = {
  strands: ['the inquiry'],
  days: [
    { label: 'Mon 16 Feb', counts: [0] },
    { label: 'Tue 17 Feb', counts: [3] },
  ],
};

/** Width and height stand in a PNG's first chunk. */
const sizeOf = (png: Uint8Array): readonly number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('rasterise', () => {
  it('makes a PNG of twice the drawing’s size', () => {
    const { svg } = weekPicture(tally, 'Follow-ups per day');
    const height = Number(/viewBox="0 0 720 (\d+)"/.exec(svg)?.[1]);

    const png = rasterise(svg);

    expect([...png.slice(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(sizeOf(png)).toEqual([1_440, 2 * height]);
    expect(png.length).toBeLessThan(100_000);
  });

  it('really draws the letters: another title is another picture', () => {
    const withText = rasterise(weekPicture(tally, 'Follow-ups per day').svg);
    const without = rasterise(weekPicture(tally, '').svg);

    expect(withText.length).toBeGreaterThan(without.length + 1_000);
  });
});
