import type { ParsedItem } from '../../src/feeds/item.ts';
import type { Seed } from '../../src/story/story.ts';
import { NOW } from './builders.ts';

/** An invented story, clear enough that no judgement of its items hangs on a threshold. */
export const HARBOUR_SEED: Seed = {
  title: 'Rotterdam prosecutors open bribery inquiry into Port Authority over Kranwerk crane contract',
  paragraphs: [
    'Prosecutors in Rotterdam have opened a bribery inquiry into the Port Authority over a crane contract with the manufacturer Kranwerk.',
    'Investigators searched the offices of the Port Authority and of Kranwerk and seized documents about the crane contract.',
    'The Port Authority said that it would cooperate with the prosecutors. Kranwerk denied that any bribe had been paid.',
  ],
  url: 'https://news.example/seed',
  published: NOW - 3_600_000,
  lang: 'en',
};

/** An entry of a feed, dated `NOW` unless it says otherwise. */
export function anEntry(name: string, title: string, changes: Partial<ParsedItem> = {}): ParsedItem {
  return {
    id: `https://news.example/${name}`,
    url: `https://news.example/${name}`,
    title,
    summary: '',
    content: '',
    text: '',
    publishedAt: NOW,
    updatedAt: undefined,
    authors: [],
    categories: [],
    enclosures: [],
    lang: 'en',
    ...changes,
  };
}

export const OPENS = anEntry(
  'opens',
  'Rotterdam prosecutors search Port Authority offices in Kranwerk crane bribery inquiry',
  {
    summary:
      'Prosecutors searched the Port Authority and the crane maker Kranwerk in the bribery inquiry in Rotterdam.',
  },
);
export const CHARGED = anEntry(
  'charged',
  'Port Authority director charged with taking bribe of 2 million euros from Kranwerk',
  {
    summary:
      'Rotterdam prosecutors charged the director of the Port Authority with taking a bribe of 2 million euros from Kranwerk for the crane contract. A court will hear the case on 12 May.',
  },
);
export const UNRELATED = anEntry('cheese', 'Gouda wins the national cheese prize for the third year in a row', {
  summary: 'The jury praised the taste of the aged cheese from the south of the country.',
});
