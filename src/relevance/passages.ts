import type { FeedItem } from '../feeds/item.ts';
import type { Profile } from '../story/story.ts';
import { cutAtWord } from '../text/cut-words.ts';

/** A headline and the beginning of a summary: models are made for a few sentences, and each more costs time. */
const READ_CHARS = 400;

/** What of an item is asked what it means. */
export function meantText({ title, summary }: Pick<FeedItem, 'title' | 'summary'>): string {
  return cutAtWord(summary === '' ? title : `${title}. ${summary}`, READ_CHARS);
}

/**
 * What of a profile is asked what it means: its title with its first strand, and each further strand by itself, for an
 * item follows the story if it follows one strand. At least one; a story's own texts alone, so that nothing it took
 * in wrongly carries it off.
 */
export function passagesOf({ title, strands }: Pick<Profile, 'title' | 'strands'>): readonly string[] {
  const [first, ...further] = strands;
  const texts = [meantText({ title, summary: first?.title ?? '' }), ...further.map((strand) => strand.title)];
  return [...new Set(texts)].filter((text) => text !== '');
}
