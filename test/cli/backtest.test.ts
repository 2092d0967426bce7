import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { profileToYaml } from '../../src/story/yaml.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { anItem, aStory, NOW } from '../fakes/builders.ts';
import { CHARGED, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { run } from './terminal.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'storywatch-backtest-'));
const file = (name: string, text: string): string => {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
};

const { profile } = draftProfile([HARBOUR_SEED], loadLexicon());
const ITEMS = [OPENS, UNRELATED, CHARGED].map((entry, day) => ({
  id: entry.id,
  title: entry.title,
  summary: entry.summary,
  source: 'News',
  published: new Date(NOW + day * DAY_MS).toISOString(),
  lang: 'en',
}));
const items = file('items.jsonl', ITEMS.map((row) => JSON.stringify(row)).join('\n'));
const seed = file('seed.json', JSON.stringify({ ...HARBOUR_SEED, published: new Date(NOW - HOUR_MS).toISOString() }));
const edited = file('edited.yaml', profileToYaml({ ...profile, exclude: ['taking bribe'] }));
const config = file('storywatch.yaml', `stories: [{ id: harbour, seed: ./seed.json }]\ndatabase: ./archive.db\n`);

beforeAll(async () => {
  const store = await openSqlite(join(FOLDER, 'archive.db'));
  await store.stories.save(aStory('harbour', { profile }));
  await store.coverage.saveItems(
    ITEMS.map(({ id, title, summary, published }) => {
      const at = Date.parse(published);
      return anItem(id, { title, summary, publishedAt: at, firstSeenAt: at });
    }),
  );
  await store.close();
});

describe('storywatch backtest', () => {
  it('shows what would have been posted on items of a file', async () => {
    const ran = await run(['backtest', '--items', items, '--seed', seed]);

    expect(ran.code).toBe(0);
    expect(ran.out).toContain(
      `${HARBOUR_SEED.title}
What would have been posted, 18–20 Feb 2026:
  3  items read
  2  alerts, 7.0 a week (`,
    );
    expect(ran.out).toMatch(/Wed 18 Feb {2}\d\.\d\d {2}Rotterdam prosecutors search Port Authority/);
    expect(ran.out).toMatch(/\n {2}2026-02-18 {2}█+ 1 of 1 read\n/);
    expect(ran.out).toMatch(/ +2 +3 +0 +\d {2}News\n/);
    expect(ran.out.split('\n').every((line) => line.length <= 100)).toBe(true);
  });

  it('gives the same as JSON', async () => {
    const ran = await run(['backtest', '--items', items, '--seed', seed, '--json']);

    expect(ran.lines).toHaveLength(1);
    expect(ran.lines[0]).toMatchObject({
      story: 'story',
      read: 3,
      perWeek: 7,
      alerts: [{ title: OPENS.title, kind: 'root', placement: 'opens' }, { title: CHARGED.title }],
      repeats: [],
      days: [{ day: '2026-02-18', read: 1, alerts: 1 }, { day: '2026-02-19' }, { day: '2026-02-20' }],
      feeds: [{ source: 'News', read: 3, alerts: 2 }],
      archiveIsCut: false,
    });
  });

  it('reads a followed story and its items from the database', async () => {
    const ran = await run([
      'backtest',
      '--story',
      'harbour',
      '--config',
      config,
      '--since',
      '2026-02-20',
      '--until',
      '2026-02-25',
      '--json',
    ]);

    expect(ran.code).toBe(0);
    expect(ran.lines[0]).toMatchObject({ story: 'harbour', read: 1, alerts: [{ title: CHARGED.title }] });
    expect(ran.lines[0]).not.toHaveProperty('newlyPosted');
  });

  it('shows what an edited profile changes', async () => {
    const ran = await run([
      'backtest',
      '--story',
      'harbour',
      '--config',
      config,
      '--since',
      '2026-02-18',
      '--profile',
      edited,
    ]);

    expect(ran.out).toContain('\nNo longer posted\n- Fri 20 Feb');
    expect(ran.out).not.toContain('Newly posted');
    expect(
      (await run(['backtest', '--items', items, '--seed', seed, '--profile', edited, '--json'])).lines[0],
    ).toMatchObject({
      newlyPosted: [],
      noLongerPosted: [{ title: CHARGED.title }],
    });
  });

  it('tries a profile alone where there is no article', async () => {
    const ran = await run(['backtest', '--items', items, '--profile', edited, '--json']);

    expect(ran.lines[0]).toMatchObject({ alerts: [{ title: OPENS.title }] });
  });

  it('ends with 2 where it is given neither an article nor a profile', async () => {
    const ran = await run(['backtest', '--items', items]);

    expect(ran.code).toBe(2);
    expect(ran.notes.join('\n')).toMatch(/Neither --seed nor --profile is given/);
  });

  it.each([
    [['--since', '2026-02-30', '--items', items, '--seed', seed], /--since is "2026-02-30"; expected a day such as/],
    [['--story', 'dyke', '--config', config], /No story dyke is followed; expected one of harbour\./],
    [[], /Neither --story nor --items is given/],
    [['--items', file('empty.jsonl', ''), '--seed', seed], /empty\.jsonl has no items/],
    [
      [
        '--story',
        'harbour',
        '--config',
        file('other.yaml', 'stories: [{ id: a, seed: ./seed.json }]\ndatabase: ./none.db\n'),
      ],
      /There is no archive yet: .*none\.db does not exist/,
    ],
  ])('says what is wrong with %j', async (args, why) => {
    const ran = await run(['backtest', ...args]);

    expect(ran.code).toBe(1);
    expect(ran.notes.join('\n')).toMatch(why);
  });
});
