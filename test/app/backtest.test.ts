import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { archiveOf, backtest, type BacktestRequest, differenceOf, readArchive } from '../../src/app/backtest.ts';
import { openDesk } from '../../src/app/desk.ts';
import { POLL_DEFAULTS, pollDue } from '../../src/app/pipeline.ts';
import { DEFAULT_POLICY } from '../../src/alerts/policy.ts';
import { judge, learn, openWatch } from '../../src/relevance/watch.ts';
import { draftProfile } from '../../src/story/draft.ts';
import type { Profile, Story } from '../../src/story/story.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { aFeed, aFeedback, anItem, aStory, NOW } from '../fakes/builders.ts';
import { anEntry, CHARGED, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { aBody, fakePorts } from '../fakes/ports.ts';

const lexicon = loadLexicon();
const story: Story = aStory('harbour', { profile: draftProfile([HARBOUR_SEED], lexicon).profile, since: NOW });

/** An item that first came in when it was published, so many hours after NOW. */
function at(hours: number, { title, summary }: { readonly title: string; readonly summary: string }, name = title) {
  const published = NOW + hours * HOUR_MS;
  return anItem(name, { title, summary, publishedAt: published, firstSeenAt: published });
}

const COPY = { title: OPENS.title, summary: OPENS.summary };
const MORE = {
  title: `${OPENS.title}, purchasing head held`,
  summary: `${OPENS.summary} Officers seized 40 boxes of papers and arrested Pieter Haak, the head of purchasing.`,
};
const ITEMS = [at(1, OPENS), at(2, UNRELATED), at(3, COPY, 'copy'), at(4, MORE), at(72, CHARGED)];

function request(changes: Partial<BacktestRequest> = {}): BacktestRequest {
  const settings = { policy: DEFAULT_POLICY, timeZone: 'UTC' };
  return { story, stories: [story], from: NOW, to: NOW + 7 * DAY_MS, settings, ...changes };
}

const withProfile = (changes: Partial<Profile>): Story => ({ ...story, profile: { ...story.profile, ...changes } });

describe('backtest', () => {
  it('says what the live desk posted when it met the same items', async () => {
    const ports = await fakePorts();
    const feed = aFeed();
    await ports.store.stories.save(story);
    await ports.store.feeds.follow([feed], NOW);
    const desk = await openDesk(ports, lexicon);
    for (const [round, item] of [at(0, UNRELATED, 'first poll'), ...ITEMS].entries()) {
      ports.clock.advance((item.publishedAt ?? 0) - ports.clock.now());
      const entry = anEntry(`entry-${round}`, item.title, { summary: item.summary, publishedAt: item.publishedAt });
      ports.parser.set(`round ${round}`, [entry]);
      ports.fetcher.set(feed.url, aBody(`round ${round}`, feed.url));
      await pollDue(ports, desk, { ...POLL_DEFAULTS, force: true });
    }
    const queued = (await ports.store.outbox.unsent(100)).toReversed().filter(({ place }) => place.kind !== 'amend');
    const archive = await readArchive(ports.store, [story.id], {
      from: NOW,
      to: NOW + 7 * DAY_MS,
      now: ports.clock.now(),
    });

    const tested = await backtest(archive, request(), lexicon);

    expect(tested.alerts.length).toBeGreaterThanOrEqual(2);
    expect(tested.alerts.map(({ kind, development }) => ({ kind, development }))).toEqual(
      queued.map(({ place, development }) => ({ kind: place.kind, development })),
    );
    const covered = await ports.store.coverage.between(story.id, NOW, NOW + 7 * DAY_MS);
    const scores = new Map(covered.map(({ item, verdict }) => [item.id, verdict.score]));
    for (const { item, score } of tested.alerts) expect(score).toBeCloseTo(scores.get(item.id) ?? 0, 9);
  });

  it('counts what is read, told, merged and missed, by day and by feed', async () => {
    const tested = await backtest(archiveOf(ITEMS), request({ to: NOW + 4 * DAY_MS }), lexicon);

    expect(tested.read).toBe(5);
    expect(tested.alerts.map(({ item }) => item.title)).toEqual([OPENS.title, MORE.title, CHARGED.title]);
    expect(tested.repeats).toMatchObject([{ item: { id: 'item-copy' }, of: ITEMS[0]?.id }]);
    expect(tested.perWeek).toBeCloseTo((3 * 7) / (4 - 1 / 24));
    expect(tested.days.map(({ day, read, alerts, repeats }) => [day, read, alerts, repeats])).toEqual([
      ['2026-02-18', 4, 2, 1],
      ['2026-02-19', 0, 0, 0],
      ['2026-02-20', 0, 0, 0],
      ['2026-02-21', 1, 1, 0],
      ['2026-02-22', 0, 0, 0],
    ]);
    expect(tested.feeds).toMatchObject([{ source: 'News', read: 5, alerts: 3, repeats: 1 }]);
    expect(tested.alerts[0]?.why).not.toBe('');
  });

  it('decides each item with nothing that came after it', async () => {
    const whole = await backtest(archiveOf(ITEMS), request(), lexicon);
    const half = await backtest(archiveOf(ITEMS.slice(0, 4)), request(), lexicon);

    expect(half.alerts).toEqual(whole.alerts.slice(0, half.alerts.length));
    expect(half.alerts.length).toBe(2);
  });

  it('takes what came before the time in question as context, and tells of it nothing', async () => {
    const tested = await backtest(archiveOf(ITEMS), request({ from: NOW + 2 * HOUR_MS }), lexicon);

    expect(tested.read).toBe(4);
    expect(tested.repeats.map(({ item }) => item.id)).toEqual(['item-copy']);
    // The development was opened before; its first message to the channel begins the thread.
    expect(tested.alerts[0]).toMatchObject({ item: { title: MORE.title }, kind: 'root', placement: 'develops' });
  });

  it('says why the unsure ones and those just below were not taken', async () => {
    const watch = openWatch([story], lexicon);
    const [first] = ITEMS;
    if (first === undefined) throw new Error('no item');
    learn(watch, first, []);
    const { score } = judge(watch, story.id, first);
    const strict = withProfile({ threshold: (score + 1) / 2 });

    const tested = await backtest(archiveOf([first]), request({ story: strict }), lexicon);

    expect(tested.alerts).toEqual([]);
    expect(tested.nearMisses).toMatchObject([
      { item: { id: first.id }, kind: 'unsure', threshold: strict.profile.threshold },
    ]);
    expect(tested.nearMisses[0]?.why).not.toBe('');
  });

  it('shows what a changed profile no longer posts, and what it newly does', async () => {
    const inForce = await backtest(archiveOf(ITEMS), request(), lexicon);
    const tried = await backtest(
      archiveOf(ITEMS),
      request({ story: withProfile({ exclude: ['taking bribe'] }) }),
      lexicon,
    );

    const { newlyPosted, noLongerPosted } = differenceOf(inForce, tried);

    expect(noLongerPosted.map(({ item }) => item.title)).toEqual([CHARGED.title]);
    expect(newlyPosted).toEqual([]);
    expect(differenceOf(tried, inForce).newlyPosted.map(({ item }) => item.title)).toEqual([CHARGED.title]);
  });

  it('leaves to the digest what goes beyond the hourly cap', async () => {
    const settings = { policy: { perHour: 1 }, timeZone: 'UTC' };
    const close = [at(1, OPENS), at(1.2, MORE), at(3, CHARGED)];

    const tested = await backtest(archiveOf(close), request({ settings }), lexicon);

    expect(tested.alerts.map(({ item }) => item.title)).toEqual([OPENS.title, CHARGED.title]);
    expect(tested.held.map(({ item }) => item.title)).toEqual([MORE.title]);
  });

  it('posts what people later refused, but learns from it what they said', async () => {
    const ports = await fakePorts();
    await ports.store.stories.save(story);
    await ports.store.coverage.saveItems(ITEMS);
    await ports.store.feedback.record(aFeedback('not-this-story', { items: ITEMS.slice(0, 1).map(({ id }) => id) }));
    const span = { from: NOW, to: NOW + DAY_MS, now: NOW + 8 * DAY_MS };

    const archive = await readArchive(ports.store, [story.id], span);
    const tested = await backtest(archive, request({ to: span.to }), lexicon);

    expect(tested.alerts.map(({ item }) => item.title)).toContain(OPENS.title);
    // Its copy is refused with it.
    expect(tested.repeats).toEqual([]);
    expect(tested.alerts.map(({ item }) => item.id)).not.toContain('item-copy');
  });

  it('looks for what people took in, as the bot does', async () => {
    const missed = at(1, { title: 'Dredgers idle as quay tender is withdrawn', summary: 'Anna Brandt resigns.' });
    const next = at(30, { title: 'Dredgers leave as quay tender stays withdrawn', summary: 'Anna Brandt is silent.' });
    const ports = await fakePorts();
    await ports.store.stories.save(story);
    await ports.store.coverage.saveItems([missed, next]);
    const span = { from: NOW, to: NOW + 8 * DAY_MS, now: NOW + 8 * DAY_MS };
    const posted = async () => {
      const archive = await readArchive(ports.store, [story.id], span);
      return (await backtest(archive, request({ to: span.to }), lexicon)).alerts.map(({ item }) => item.id);
    };
    const before = await posted();
    await ports.store.feedback.record(aFeedback('this-story', { items: [missed.id] }));

    expect(before).toEqual([]);
    expect(await posted()).toContain(next.id);
  });

  it('lets other work run meanwhile, and says how far it has got', async () => {
    const many = Array.from({ length: 150 }, (_, n) =>
      at(n / 10, { title: `${UNRELATED.title} ${n}`, summary: MORE.summary }),
    );
    const told: number[] = [];
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 1);

    await backtest(archiveOf(many), request(), lexicon, (done) => told.push(done));
    clearInterval(ticking);

    expect(told.at(-1)).toBe(150);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(ticks).toBeGreaterThan(0);
  });
});
