import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLexicon } from '../config/lexicon.ts';
import type { FeedItem } from '../src/feeds/item.ts';
import { id, type StrandId } from '../src/ids.ts';
import { decide, judge, learn, openWatch, readerOf } from '../src/relevance/watch.ts';
import { draftProfile } from '../src/story/draft.ts';
import { parseSeed } from '../src/story/seed.ts';
import type { Reader } from '../src/text/prepared.ts';
import type { LabelledStory } from './labelled-stories.ts';

/** How a story's items are read, and which strand each follows. */
export interface StoryReader {
  readonly reader: Reader;
  strandOf(item: FeedItem): StrandId | undefined;
}

const STORY = id<'story'>('labelled');

/** Watches a story from its seed over all its items, as the product would, and remembers each item's strand. */
export function storyReaderOf(story: LabelledStory): StoryReader {
  const lexicon = loadLexicon();
  const file = join(story.folder, 'seed.json');
  const { profile } = draftProfile([parseSeed(readFileSync(file, 'utf8'), file)], lexicon);
  const watch = openWatch([{ id: STORY, profile, channels: [], since: profile.published ?? 0 }], lexicon);
  const strands = new Map(
    story.items.map((item) => {
      const decisions = decide(watch, item);
      const { strand } = judge(watch, STORY, item);
      learn(watch, item, decisions);
      return [item.id, strand];
    }),
  );
  return { reader: readerOf(watch), strandOf: (item) => strands.get(item.id) };
}
