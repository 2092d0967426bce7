import { expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { alertsOf } from '../../src/app/tell.ts';
import { DEFAULT_POLICY } from '../../src/alerts/policy.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import { openWatch } from '../../src/relevance/watch.ts';
import { HOUR_MS } from '../../src/time.ts';
import { aFurther, anItem, anOpening, aStory, NOW } from '../fakes/builders.ts';
import { fakePorts } from '../fakes/ports.ts';

const story = aStory();
const opens = anOpening(anItem('opens'));
const more = aFurther(anItem('more', { title: 'Forty boxes seized', firstSeenAt: NOW + HOUR_MS }), opens, 'develops');
const copy = aFurther(
  anItem('copy', { source: 'Copyist', title: 'Boxes seized', firstSeenAt: NOW + 2 * HOUR_MS }),
  more,
  'repeats',
);

async function aTeller(policy = DEFAULT_POLICY) {
  const { store } = await fakePorts();
  await store.stories.save(story);
  const watch = openWatch([story], loadLexicon());
  const tell = async (coverages: readonly Coverage[], now: number) => {
    const news = coverages.map((coverage) => ({ coverage, story }));
    const alerts = await alertsOf(news, store, watch, { policy, timeZone: 'UTC' }, now);
    await store.coverage.saveItems(coverages.map(({ item }) => item));
    await store.coverage.save(coverages);
    await store.outbox.add(alerts);
    return alerts;
  };
  return { tell };
}

const LATEST = {
  type: 'paragraph',
  spans: [{ bold: 'Latest:' }, ' ', { link: more.item.url, text: 'Forty boxes seized' }],
};

it('amends the root as it is shown: a repeat keeps what came last', async () => {
  const { tell } = await aTeller();

  await tell([opens], NOW);
  const second = await tell([more], NOW + HOUR_MS);
  const third = await tell([copy], NOW + 2 * HOUR_MS);

  expect(second.map(({ place }) => place.kind)).toEqual(['reply', 'amend']);
  expect(third.map(({ place }) => place.kind)).toEqual(['amend']);
  expect(third[0]?.message.title).toBe('Title of opens');
  expect(third[0]?.message.blocks).toContainEqual(LATEST);
  expect(third[0]?.message.blocks).toContainEqual({
    type: 'context',
    spans: ['Updated ', { time: NOW + 2 * HOUR_MS, show: 'time' }, ' · 1 source, 1 copy'],
  });
});

it('does so as well where all of it comes at once', async () => {
  const { tell } = await aTeller();

  const alerts = await tell([opens, more, copy], NOW + 2 * HOUR_MS);

  expect(alerts.map(({ place }) => place.kind)).toEqual(['root', 'reply', 'amend', 'amend']);
  expect(alerts[3]?.message.blocks).toContainEqual(LATEST);
});

it('amends the headline under which a silently opened development was told', async () => {
  const { tell } = await aTeller();
  const further = aFurther(anItem('further', { firstSeenAt: NOW + 2 * HOUR_MS }), more, 'develops');

  const [root] = await tell([more], NOW + HOUR_MS);
  const [, amendment] = await tell([further], NOW + 2 * HOUR_MS);

  expect(root?.message).toMatchObject({ title: 'Forty boxes seized', link: more.item.url });
  expect(amendment?.message).toMatchObject({ title: 'Forty boxes seized', link: more.item.url });
});

it('does not let repeats use up the hourly cap', async () => {
  const { tell } = await aTeller({ perHour: 2 });

  const alerts = await tell([opens, copy, more], NOW + HOUR_MS);

  expect(alerts.map(({ place }) => place.kind)).toEqual(['root', 'amend', 'reply', 'amend']);
});
