import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { openDesk } from '../../src/app/desk.ts';
import { POLL_DEFAULTS, pollDue } from '../../src/app/pipeline.ts';
import { takeUp } from '../../src/app/takeup.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { NOW, aFeed, aStory, anItem } from '../fakes/builders.ts';
import { anEntry, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { aBody, fakePorts } from '../fakes/ports.ts';

const lexicon = loadLexicon();
const story = aStory('harbour', { profile: draftProfile([HARBOUR_SEED], lexicon).profile, since: NOW });
const archived = [
  anItem('ancient', {
    title: OPENS.title,
    summary: OPENS.summary,
    firstSeenAt: NOW - 40 * DAY_MS,
    publishedAt: NOW - 40 * DAY_MS,
  }),
  anItem('cheese', { title: UNRELATED.title, summary: UNRELATED.summary, firstSeenAt: NOW - 2 * HOUR_MS }),
  anItem('early', {
    title: OPENS.title,
    summary: OPENS.summary,
    firstSeenAt: NOW - HOUR_MS,
    publishedAt: NOW - HOUR_MS,
  }),
];

describe('takeUp', () => {
  it('gives a story the context that the archive of the last 30 days has, and tells nothing', async () => {
    const ports = await fakePorts();
    await ports.store.coverage.saveItems(archived);
    const desk = await openDesk(ports, lexicon);

    const coverage = await takeUp(ports, desk, story);

    const followUps = coverage.filter(({ verdict }) => verdict.kind === 'follow-up');
    expect(followUps.map(({ item }) => item.id)).toEqual(['item-early']);
    expect(await ports.store.stories.all()).toEqual([story]);
    expect(await ports.store.coverage.developments(story.id, 0)).toHaveLength(1);
    expect(await ports.store.outbox.depth()).toEqual({ pending: 0, sent: 0, givenUp: 0 });
    expect([...desk.stories().keys()]).toEqual(['harbour']);
  });

  it('leaves what was decided earlier as it is', async () => {
    const ports = await fakePorts();
    await ports.store.coverage.saveItems(archived);
    const desk = await openDesk(ports, lexicon);
    await takeUp(ports, desk, story);
    const before = await ports.store.coverage.between(story.id, 0, NOW + 1);

    const edited = { ...story, profile: { ...story.profile, exclude: ['Rotterdam'] } };
    await takeUp(ports, desk, edited);

    expect(await ports.store.stories.all()).toEqual([edited]);
    expect(await ports.store.coverage.between(story.id, 0, NOW + 1)).toEqual(before);
  });

  it('makes the next item of a known development a part of it', async () => {
    const ports = await fakePorts();
    await ports.store.coverage.saveItems(archived);
    await ports.store.feeds.follow([aFeed()], NOW);
    const desk = await openDesk(ports, lexicon);
    ports.parser.set('first', [anEntry('old', 'Weather', { publishedAt: NOW - DAY_MS })]);
    ports.fetcher.set(aFeed().url, aBody('first'));
    await pollDue(ports, desk, POLL_DEFAULTS);
    await takeUp(ports, desk, story);

    ports.clock.advance(HOUR_MS);
    ports.parser.set('second', [
      { ...OPENS, url: 'https://news.example/copy', id: 'copy', publishedAt: NOW + HOUR_MS },
    ]);
    ports.fetcher.set(aFeed().url, aBody('second'));
    const figures = await pollDue(ports, desk, POLL_DEFAULTS);

    expect(figures).toMatchObject({ new: 1, followUps: 1, alerts: 0 });
    expect(await ports.store.coverage.developments(story.id, 0)).toHaveLength(1);
  });
});
