import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { drawPictures } from './draw.ts';

/** `npm run pictures`: draws the pictures of the guides anew. */
for (const [name, svg] of await drawPictures()) {
  writeFileSync(resolve(import.meta.dirname, '../../../docs/pictures', name), svg);
}
