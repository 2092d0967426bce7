import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createEmbedder } from '../../adapters/embeddings/embedder.ts';
import { loadLexicon } from '../../config/lexicon.ts';
import { archiveOf, backtest } from '../../src/app/backtest.ts';
import { openDesk } from '../../src/app/desk.ts';
import { POLL_DEFAULTS, pollDue } from '../../src/app/pipeline.ts';
import { takeUp } from '../../src/app/takeup.ts';
import type { ParsedItem } from '../../src/feeds/item.ts';
import type { Embedder } from '../../src/ports.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import { decide } from '../../src/relevance/watch.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { type Meaning, toMeaning } from '../../src/text/meaning.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { writeTinyModel } from '../builders/tiny-model.ts';
import { aFeed, anItem, aStory, NOW } from '../fakes/builders.ts';
import { anEntry, HARBOUR_SEED } from '../fakes/harbour.ts';
import { aBody, fakePorts } from '../fakes/ports.ts';

const lexicon = loadLexicon();
const story = aStory('harbour', { profile: draftProfile([HARBOUR_SEED], lexicon).profile, since: NOW - HOUR_MS });
const FEED = 'https://uutiset.example/rss';

/** What words mean: of the harbour's crane and bribes, or not. The Finnish ones share no word with the profile. */
const WORDS = { bribery: [1, 0], crane: [1, 0], inquiry: [1, 0], lahjonta: [1, 0], nosturi: [1, 0], sade: [0, 1] };
const FAR = anEntry('far', 'Lahjonta nosturi lahjonta', { lang: 'fi' });
const weather = (at: number): ParsedItem =>
  anEntry(`w${at}`, `Sade ${'tuuli '.repeat(1 + (at % 5))}${at}`, { lang: 'fi' });

/** A model that counts words, and notes what it was asked. */
function fakeEmbedder(fails = false): Embedder & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const table = new Map(Object.entries(WORDS));
  const meaningOf = (text: string): Meaning | undefined => {
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    const sum = (at: number): number => words.reduce((total, word) => total + (table.get(word)?.[at] ?? 0), 0);
    return toMeaning('fake', [sum(0), sum(1), 0.1 * words.length]);
  };
  return {
    asked,
    async embed(texts) {
      asked.push(...texts);
      return texts.map((text) => (fails ? undefined : meaningOf(text)));
    },
    close: async () => {},
  };
}

/** A bot whose feed brought ordinary items, and at the next poll these. */
async function aBot(embedder: Embedder | undefined, entries: readonly ParsedItem[] = [FAR]) {
  const embeddings = embedder === undefined ? undefined : { embedder, weight: 3 };
  const ports = { ...(await fakePorts()), embeddings };
  await ports.store.stories.save(story);
  await ports.store.feeds.follow([aFeed(FEED)], NOW);
  const desk = await openDesk(ports, lexicon);
  for (const [round, list] of [Array.from({ length: 60 }, (_, at) => weather(at)), entries].entries()) {
    ports.parser.set(`${round}`, list);
    ports.fetcher.set(FEED, aBody(`${round}`, FEED));
    await pollDue(ports, desk, POLL_DEFAULTS);
    ports.clock.advance(11 * MINUTE_MS);
  }
  const covered = await ports.store.coverage.between(story.id, 0, NOW * 2);
  return { ports, desk, covered };
}

const contributionTo = (covered: Coverage | undefined): number =>
  covered?.verdict.reasons.find(({ signal }) => signal === 'meaning')?.contribution ?? 0;

describe('what items mean, from poll to verdict', () => {
  it('brings an item near the story that has no word in common with it', async () => {
    const { covered } = await aBot(fakeEmbedder());
    const without = await aBot(undefined);

    expect(covered.map(({ item }) => item.title)).toEqual([FAR.title]);
    expect(contributionTo(covered[0])).toBeGreaterThan(1);
    expect(without.covered).toEqual([]);
  });

  it('asks of each new item once', async () => {
    const embedder = fakeEmbedder();
    await aBot(embedder, [FAR, weather(3), weather(4)]);

    expect(embedder.asked.filter((text) => text === FAR.title)).toHaveLength(1);
    expect(embedder.asked.filter((text) => text === weather(3).title.trim())).toHaveLength(1);
  });

  it('asks of the newest 200 of a long archive', async () => {
    const embedder = fakeEmbedder();
    const archive = Array.from({ length: 300 }, (_, at) => anEntry(`old${at}`, `Vanha ${at}`, { lang: 'fi' }));
    const { ports } = await aBot(embedder, archive);

    expect(embedder.asked.filter((text) => text.startsWith('Vanha'))).toHaveLength(200);
    const kept = await ports.store.coverage.items(0, NOW * 2, 1_000);
    expect(kept.filter(({ meaning }) => meaning !== undefined)).toHaveLength(260);
  });

  it('is kept, so that a restart decides as before and asks of the story alone', async () => {
    const { ports, desk } = await aBot(fakeEmbedder());
    const embedder = fakeEmbedder();
    const probe = anItem('probe', { title: 'Nosturi lahjonta', lang: 'fi', meaning: meaningOf('Nosturi lahjonta') });

    const restarted = await openDesk({ ...ports, embeddings: { embedder, weight: 3 } }, lexicon);

    expect(decide(restarted.watch(), { ...probe })).toEqual(decide(desk.watch(), { ...probe }));
    expect(decide(desk.watch(), probe)[0]?.verdict.reasons.map(({ signal }) => signal)).toContain('meaning');
    expect(embedder.asked).not.toContain(FAR.title);
    expect(embedder.asked.length).toBeGreaterThan(0);
  });

  it('goes on without where the model fails', async () => {
    const { covered, ports } = await aBot(fakeEmbedder(true));

    expect(covered).toEqual([]);
    expect(await ports.store.coverage.items(0, NOW * 2, 1_000)).toHaveLength(61);
  });

  it('counts when a story is taken up, and when a profile is tried', async () => {
    const { ports, desk } = await aBot(fakeEmbedder());
    const late = { ...story, id: aStory('late').id, since: ports.clock.now() };
    const archive = archiveOf(await ports.store.coverage.items(0, NOW * 2, 1_000));
    const meant = await desk.meant([story]);

    const coverage = await takeUp(ports, desk, late);
    const settings = POLL_DEFAULTS;
    const tried = await backtest(archive, { story, stories: [story], from: 0, to: NOW * 2, settings, meant }, lexicon);

    expect(coverage.map(({ item }) => item.title)).toEqual([FAR.title]);
    expect(tried.nearMisses.map(({ item }) => item.title)).toEqual([FAR.title]);
  });

  it('holds with a real model, loaded by the real library', async () => {
    const folder = writeTinyModel(WORDS);
    const how = { precision: 'q8', pooling: 'mean', prefix: '' } as const;
    const ports = await fakePorts();
    const embedder = await createEmbedder(
      { name: './t', model: folder, isFolder: true, cache: folder, ...how },
      ports.log,
    );
    const { covered } = await aBot(embedder);
    await embedder?.close();
    rmSync(folder, { recursive: true });

    expect(covered.map(({ item }) => item.title)).toEqual([FAR.title]);
    expect(contributionTo(covered[0])).toBeGreaterThan(1);
    expect(covered[0]?.item.meaning?.model).toBe('./t|q8|mean|');
  });
});

function meaningOf(text: string): Meaning {
  const words = text.toLowerCase().split(' ');
  const meaning = toMeaning('fake', [words.length, 0, 0.1 * words.length]);
  if (meaning === undefined) throw new Error('no direction');
  return meaning;
}
