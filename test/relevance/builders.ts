import type { FeedItem } from '../../src/feeds/item.ts';
import { id } from '../../src/ids.ts';
import { draftProfile } from '../../src/story/draft.ts';
import type { Seed, Story } from '../../src/story/story.ts';
import { loadLexicon } from '../../config/lexicon.ts';

export const LEXICON = loadLexicon();

let count = 0;

/** An item of an English outlet; a test names what matters. */
export function anItem(
  parts: Partial<Omit<FeedItem, 'id'>> & { readonly title: string; readonly id?: string },
): FeedItem {
  count += 1;
  return {
    keys: [],
    feed: id<'feed'>('https://news.example/rss'),
    source: 'news.example',
    tier: 'national',
    url: '',
    summary: '',
    lang: 'en',
    country: undefined,
    publishedAt: undefined,
    firstSeenAt: Date.UTC(2031, 4, 2),
    ...parts,
    id: id<'item'>(parts.id ?? `item-${count}`),
  };
}

/** An invented story: a lake ferry, its operator and a safety inquiry. */
export const FERRY: Seed = {
  title: 'Austria opens criminal inquiry into ferry operator Alpenschiff after Lake Traun accident',
  paragraphs: [
    'Prosecutors in Wels have opened a criminal investigation into the operator Alpenschiff after the ferry Gisela sank on Lake Traun. Transport Minister Karla Holzinger announced the inquiry on Monday.',
    'The Transport Safety Board (TSB) said that safety inspections of the ferry had been postponed twice. Its director Jonas Perl called for stricter licences for operators.',
    'Alpenschiff, owned by the Danubia group, denied the allegations and promised compensation for the victims.',
  ],
  published: Date.UTC(2031, 4, 1),
  lang: 'en',
};

/** A story made from a seed. */
export function aStory(seed: Seed = FERRY, name = 'ferry'): Story {
  return {
    id: id<'story'>(name),
    profile: draftProfile([seed], LEXICON).profile,
    channels: [],
    since: seed.published ?? 0,
  };
}
