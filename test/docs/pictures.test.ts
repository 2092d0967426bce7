import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawPictures } from './pictures/draw.ts';

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures');

describe('the pictures of the guides', () => {
  it('show what is sent today; `npm run pictures` draws them anew', async () => {
    const drawn = await drawPictures();

    expect(readdirSync(FOLDER).sort()).toEqual([...drawn.keys()].sort());
    for (const [name, svg] of drawn) {
      expect(readFileSync(resolve(FOLDER, name), 'utf8') === svg, `${name} is out of date: run npm run pictures`).toBe(
        true,
      );
    }
  });
});
