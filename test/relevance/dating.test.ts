import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../../src/feeds/item.ts';
import { allSets } from '../../bench/retold.ts';
import { hasData } from '../../bench/sets.ts';
import { dayOf, lookForDay, makeDating } from '../../src/relevance/dating.ts';
import { decide, openWatch } from '../../src/relevance/watch.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { DAY_MS } from '../../src/time.ts';
import { aStory, anItem, FERRY, LEXICON } from './builders.ts';

const { published: DAY = 0, ...UNDATED } = FERRY;
const { profile } = draftProfile([UNDATED], LEXICON);

const ALIKE = [
  'Prosecutors in Wels open criminal inquiry into ferry operator Alpenschiff',
  'Alpenschiff under criminal investigation after ferry Gisela sank on Lake Traun',
  'Minister Karla Holzinger announces inquiry into Alpenschiff ferry accident',
  'Transport Safety Board: inspections of the ferry Gisela were postponed twice',
  'Alpenschiff denies allegations after Lake Traun ferry accident',
];
const OTHERS = ['Tulip season opens early', 'Central bank holds rates', 'A new bridge for Linz'];

const on = (day: number, title: string): FeedItem => anItem({ title, publishedAt: DAY + day * DAY_MS });

function dated(items: readonly FeedItem[], of = profile): number | undefined {
  const dating = makeDating(of, LEXICON);
  for (const item of items) lookForDay(dating, item);
  return dayOf(dating);
}

describe('the day of an article without a date', () => {
  it('is the first of the days that most items like it share, in whatever order they come', () => {
    const items = [
      ...OTHERS.map((title, at) => on(-90 + at, title)),
      ...ALIKE.map((title, at) => on(at === 4 ? 200 : at % 2, title)),
    ];

    expect(dated(items)).toBe(DAY);
    expect(dated(items.toReversed())).toBe(DAY);
  });

  it('is not guessed where they are of different days, are few, or have no date', () => {
    expect(dated(ALIKE.map((title, at) => on(at * 20, title)))).toBeUndefined();
    expect(dated(ALIKE.slice(0, 3).map((title) => on(0, title)))).toBeUndefined();
    expect(dated(ALIKE.map((title) => anItem({ title })))).toBeUndefined();
    expect(dated([])).toBeUndefined();
  });

  it('keeps what is like it best of a long stream', () => {
    const late = Array.from({ length: 900 }, (_, at) => on(100 + at, `Lake Traun ferry timetable, week ${at}`));

    expect(dated([...ALIKE.map((title) => on(0, title)), ...late])).toBe(DAY);
  });
});

describe('a story taken up from an article without a date', () => {
  const follow = (days: number): string | undefined => {
    const story = { ...aStory(), profile, since: DAY };
    return decide(openWatch([story], LEXICON), on(days, ALIKE[0] ?? ''))[0]?.verdict.kind;
  };

  it('takes what is more than 30 days older than its beginning for background', () => {
    expect(follow(-31)).toBe('unrelated');
    expect(follow(-29)).toBe('follow-up');
  });
});

describe.skipIf(!hasData())('the days of labelled articles, hidden (from ../shared)', () => {
  it('are hardly ever told wrongly', () => {
    const wrong: string[] = [];
    let told = 0;
    const sets = allSets().filter(({ tasks }) => tasks.some(({ kind }) => kind === 'real' || kind === 'begun'));
    for (const { tasks, items } of sets) {
      for (const { name, seeds } of tasks) {
        const published = seeds[0]?.published;
        if (published === undefined) continue;
        const bare = seeds.map(({ published: _, ...seed }) => seed);
        const day = dated(items, draftProfile(bare, LEXICON).profile);
        if (day === undefined) continue;
        told += 1;
        if (Math.abs(day - published) > DAY_MS) wrong.push(`${name}: ${Math.round((day - published) / DAY_MS)} days`);
      }
    }

    expect(told).toBeGreaterThanOrEqual(10);
    expect(wrong.length, wrong.join()).toBeLessThanOrEqual(1);
  });
});
