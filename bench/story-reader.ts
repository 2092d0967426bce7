import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainReader } from '../test/builders/plain-reader.ts';
import type { StoryReader } from './developments.ts';
import { type LabelledStory, SHARED_DATA } from './labelled-stories.ts';

/** A reader for each labelled story, warmed with the story's own items. */
export function storyReaderOf(story: LabelledStory): StoryReader {
  const list = (name: string) => JSON.parse(readFileSync(join(SHARED_DATA, 'lexicon', name), 'utf8'));
  const reader = plainReader({ concepts: list('concepts.json'), places: list('places.json') });
  for (const item of story.items) reader.prepare(item);
  return { reader, strandOf: () => undefined };
}
