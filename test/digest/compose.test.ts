import { describe, expect, it } from 'vitest';
import { composeDigest, type DigestInput, digestAlert } from '../../src/digest/compose.ts';
import { nearMissReason } from '../../src/alerts/reasons.ts';
import { feedHealth } from '../../src/digest/words.ts';
import { id } from '../../src/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { aCoverage, aDevelopment, aFeedState, anItem, aPlacement, aStory, aVerdict, NOON } from '../builders/news.ts';

const from = Date.UTC(2026, 1, 13, 8);
const to = Date.UTC(2026, 1, 20, 8);

const anInput = (given: Partial<DigestInput> = {}): DigestInput => ({
  from,
  to,
  timeZone: 'Europe/Madrid',
  stories: [{ story: aStory(), developments: [], coverage: [] }],
  counts: { read: 212, followUps: 0, repeats: 0, unsure: 9 },
  feeds: [
    ...Array.from({ length: 14 }, (_, at) => aFeedState('ok', {}, `Feed ${at}`)),
    ...['Alpha', 'Beta', 'Gamma'].map((name) => aFeedState('failing', {}, name)),
  ],
  ...given,
});

const opener = anItem({ id: id('opener'), title: 'Council opens inquiry' });
const later = anItem({
  id: id('later'),
  title: 'Twelve contracts seized',
  source: 'El Faro',
  publishedAt: NOON + HOUR_MS,
});
const copy = anItem({
  id: id('copy'),
  title: 'Council opens inquiry',
  source: 'Agency Copy',
  publishedAt: NOON + 2 * HOUR_MS,
});
const development = aDevelopment([opener, later, copy], ['opens', 'develops', 'repeats']);
const coverage = [opener, later, copy].map((item) =>
  aCoverage({ item, placement: aPlacement('develops', development) }),
);

describe('composeDigest', () => {
  it('makes silence visible in one calm sentence', () => {
    const message = composeDigest(anInput());

    expect(message).toEqual({
      tone: 'digest',
      title: 'Weekly digest, 13–20 Feb 2026',
      importance: 'low',
      blocks: [
        {
          type: 'paragraph',
          spans: ['No follow-ups this week; 212 items read, 9 near misses.'],
        },
        {
          type: 'context',
          spans: ['14 feeds healthy, 3 to look at: Alpha (403), Beta (403), Gamma (403)'],
        },
      ],
    });
  });

  it('says what changed, by whom it was reported and what came last', () => {
    const stories = [{ story: aStory(), developments: [development], coverage }];

    const message = composeDigest(anInput({ stories, counts: { read: 212, followUps: 3, repeats: 1, unsure: 0 } }));

    const [picture, ...rest] = message.blocks;
    expect(picture?.type === 'picture' ? picture.alt : '').toBe(
      'Follow-ups per day, 3 in all: the council inquiry (3). Fri 13 Feb: 0; Sat 14 Feb: 0; Sun 15 Feb: 0; Mon 16 Feb: 0; Tue 17 Feb: 3; Wed 18 Feb: 0; Thu 19 Feb: 0; Fri 20 Feb: 0.',
    );
    expect(rest).toEqual([
      { type: 'heading', text: 'Harbour inquiry' },
      {
        type: 'list',
        items: [
          [
            { link: 'https://example.org/later', text: 'Twelve contracts seized' },
            ' (El Faro) · 17 Feb · 2 independent sources, 1 copy',
            ' · strand: the council inquiry',
          ],
        ],
      },
      { type: 'context', spans: ['212 items read, 3 follow-ups (1 of them a repeat), no near misses'] },
      {
        type: 'context',
        spans: ['14 feeds healthy, 3 to look at: Alpha (403), Beta (403), Gamma (403)'],
      },
    ]);
  });

  it('puts the newest fact first, and names no strand where there is but one', () => {
    const strands = aStory().profile.strands.slice(0, 1);
    const story = aStory({ profile: { ...aStory().profile, strands } });
    const newer = aDevelopment([anItem({ id: id('newer'), title: 'Ferry stopped', publishedAt: NOON + DAY_MS })]);
    const retold = aDevelopment(
      [
        anItem({ id: id('retold'), title: 'Crane sold', publishedAt: from - DAY_MS }),
        anItem({ source: 'Copyist', publishedAt: NOON + 2 * DAY_MS }),
      ],
      ['opens', 'repeats'],
    );

    const message = composeDigest(
      anInput({ stories: [{ story, developments: [retold, development, newer], coverage }] }),
    );

    const [list] = message.blocks.filter((block) => block.type === 'list');
    expect(list?.items).toEqual([
      [{ link: 'https://example.org/newer', text: 'Ferry stopped' }, ' (Example Times) · 18 Feb · 1 source'],
      [
        { link: 'https://example.org/later', text: 'Twelve contracts seized' },
        ' (El Faro) · 17 Feb · 2 independent sources, 1 copy',
        ' · on: Council opens inquiry',
      ],
      [{ link: 'https://example.org/retold', text: 'Crane sold' }, ' (Example Times) · 12 Feb · 1 source, 1 copy'],
    ]);
  });

  it('says in one sentence that a week was quiet and every feed well', () => {
    const message = composeDigest(anInput({ feeds: [aFeedState('ok'), aFeedState('ok')] }));

    expect(message.blocks).toEqual([
      {
        type: 'paragraph',
        spans: ['No follow-ups this week; 2 feeds healthy, 212 items read, 9 near misses.'],
      },
    ]);
  });

  it('shows at most five near misses, likeliest first, each with what spoke against it', () => {
    const unsure = Array.from({ length: 7 }, (_, at) =>
      aCoverage({
        item: anItem({ id: id(`near${at}`), title: `Near ${at}`, source: 'Paper' }),
        verdict: aVerdict({ kind: 'unsure', score: at / 10 }),
        placement: undefined,
      }),
    );

    const message = composeDigest(anInput({ stories: [{ story: aStory(), developments: [], coverage: unsure }] }));

    const list = message.blocks.find((block) => block.type === 'list');
    expect(list?.items).toHaveLength(5);
    expect(list?.items[0]).toEqual([
      { link: 'https://example.org/near6', text: 'Near 6' },
      ' · Paper: most items are of something else',
    ]);
    expect(message.blocks).toContainEqual({
      type: 'buttons',
      buttons: [6, 5, 4, 3, 2].map((name, at) => ({
        label: `Take in near miss ${at + 1}`,
        action: 'this-story',
        value: `${unsure[name]?.item.id} ${unsure[name]?.story}`,
      })),
    });
    expect(message.blocks).toContainEqual({ type: 'context', spans: ['and 2 more near misses'] });
  });

  it('stays short over many stories: ten developments, the rest counted', () => {
    const stories = ['a', 'b'].map((name) => ({
      story: aStory({ id: id(name) }),
      developments: Array.from({ length: 8 }, (_, at) => aDevelopment([anItem({ title: `${name}${at}` })])),
      coverage: [],
    }));

    const message = composeDigest(anInput({ stories }));

    const shown = message.blocks.flatMap((block) => (block.type === 'list' ? block.items : []));
    expect(shown).toHaveLength(10);
    expect(message.blocks).toContainEqual({ type: 'context', spans: ['and 6 more developments'] });
  });

  it('leaves out developments that did not move within the period', () => {
    const old = aDevelopment([anItem({ publishedAt: from - DAY_MS })]);

    const message = composeDigest(anInput({ stories: [{ story: aStory(), developments: [old], coverage: [] }] }));

    expect(message.importance).toBe('low');
  });
});

describe('nearMissReason', () => {
  const start = { signal: 'start', contribution: -5, evidence: 'most items are not of this story' };
  const topic = { signal: 'topic', contribution: 0.4, evidence: 'speaks of dredging' };
  const place = { signal: 'place', contribution: -0.4, evidence: 'speaks of Paris' };
  const other = {
    signal: 'nearest-other',
    contribution: -1,
    evidence: '21 % alike to "Crane sold", which is not the story',
  };

  it('says what speaks against the item, else how little speaks for it', () => {
    const said = [[start, topic, place], [start, topic], [start], [start, other]].map((reasons) =>
      nearMissReason(aVerdict({ reasons })),
    );

    expect(said).toEqual([
      'speaks of Paris',
      'too little speaks for it: speaks of dredging',
      'says too little of the story',
      'like "Crane sold", which is not the story',
    ]);
  });
});

describe('feedHealth', () => {
  it('tells the healthy, the new and those that need a look apart, the worst first and each in few words', () => {
    const feeds = [
      aFeedState('ok'),
      aFeedState('new'),
      aFeedState('silent', { problem: 'silent for 12 days' }, 'Slow Post'),
      aFeedState('undated', { problem: 'no entry of the feed has a date' }, 'Undated Post'),
      aFeedState('failing', { problem: 'the server refuses us (403)' }, 'Alpha Wire'),
    ];
    const gone = ['A', 'B', 'C', 'D'].map((name) => aFeedState('gone', { problem: undefined }, name));

    expect(feedHealth(feeds)).toBe(
      '1 feed healthy, 1 not polled yet, 3 to look at: Alpha Wire (403), Undated Post (no dates), Slow Post (silent for 12 days)',
    );
    expect(feedHealth(gone)).toBe('0 feeds healthy, 4 to look at: A (gone), B (gone), C (gone) and 1 more');
    expect(feedHealth([])).toBe('no feeds configured');
  });
});

describe('digestAlert', () => {
  it('has one id for a destination and a week, whatever it says', () => {
    const message = composeDigest(anInput());
    const target = { platform: 'slack', channel: 'C1' };

    const first = digestAlert(target, { id: '2026-W08', from, to }, message, to);
    const again = digestAlert(target, { id: '2026-W08', from, to }, { ...message, title: 'other' }, to + 5);
    const next = digestAlert(target, { id: '2026-W09', from, to }, message, to);

    expect(again.id).toBe(first.id);
    expect(next.id).not.toBe(first.id);
    expect(first.place).toEqual({ kind: 'root' });
  });
});
