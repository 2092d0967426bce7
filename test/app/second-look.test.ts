import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { createArticleReader } from '../../adapters/feeds/article.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { openDesk } from '../../src/app/desk.ts';
import { POLL_DEFAULTS, pollDue } from '../../src/app/pipeline.ts';
import { createPutOff } from '../../src/app/put-off.ts';
import { lookAgain } from '../../src/app/second-look.ts';
import { takeUp } from '../../src/app/takeup.ts';
import { id } from '../../src/ids.ts';
import type { ArticleReader, Store } from '../../src/ports.ts';
import { explain } from '../../src/relevance/explain.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { SILENT_LOG } from '../builders/feeds.ts';
import { NOW, aFeed, aStory } from '../fakes/builders.ts';
import { anEntry, HARBOUR_SEED, OPENS } from '../fakes/harbour.ts';
import { aBody, fakePorts } from '../fakes/ports.ts';
import { type FeedServer, startFeedServer } from '../servers/feeds.ts';

const lexicon = loadLexicon();
const { profile } = draftProfile([HARBOUR_SEED], lexicon);
const story = aStory('harbour', { profile, since: NOW - HOUR_MS });
const FEED = aFeed().url;

/** Headlines that say too little to be sure of. */
const BARE = 'Silence at Kranwerk';
const OTHER = 'Bribery trial may be delayed';
const OF_THE_STORY = [
  'Prosecutors in Rotterdam searched the offices of the crane maker Kranwerk once more in the bribery inquiry over the crane contract.',
  'The Port Authority said on Wednesday that it knew nothing of the search. Kranwerk denied again that any bribe had been paid to the Port Authority.',
];
const OF_OTHER_THINGS = [
  'The jury praised the taste of the aged cheese from the south of the country, which farmers have made for four hundred years.',
  'Visitors may taste all forty kinds, and children can learn how milk is made into butter while music is played until late at night.',
];
const page = (paragraphs: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><title>${BARE}</title></head><body><article><h1>${BARE}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;

describe('a second look', () => {
  let server: FeedServer;
  let reader: ArticleReader;
  let store: Store;
  beforeEach(async () => {
    server = await startFeedServer();
    reader = createArticleReader({ network: { allowPrivate: ['127.0.0.1'] }, log: SILENT_LOG });
    store = await openSqlite(':memory:');
  });
  afterEach(async () => {
    await Promise.all([reader.close(), server.stop(), store.close()]);
  });

  const publish = (path: string, paragraphs: readonly string[]): void =>
    server.trouble(path, { kind: 'raw', body: page(paragraphs), headers: { 'content-type': 'text/html' } });
  const asked = (): readonly string[] => server.requests.map(({ path }) => path);
  const bare = (path: string, title = BARE) => anEntry(path, title, { id: path, url: server.url(path) });

  /** A bot whose feed was polled once with old news, and now brings these entries. */
  async function aBot(entries: readonly ReturnType<typeof anEntry>[], isFirstPoll = false) {
    const ports = await fakePorts({ store });
    await store.stories.save(story);
    await store.feeds.follow([aFeed()], NOW);
    const desk = await openDesk(ports, lexicon);
    let round = 0;
    const poll = (brought: readonly ReturnType<typeof anEntry>[]) => {
      round += 1;
      ports.clock.advance(11 * MINUTE_MS);
      ports.parser.set(`round ${round}`, brought);
      ports.fetcher.set(FEED, aBody(`round ${round}`, FEED));
      return pollDue(ports, desk, POLL_DEFAULTS);
    };
    if (!isFirstPoll) await poll([anEntry('old', 'Weather for the coming weekend', { publishedAt: NOW - DAY_MS })]);
    await poll(entries);
    const look = (on = store) => lookAgain({ ...ports, store: on }, desk, reader, POLL_DEFAULTS);
    const verdicts = async () => (await store.coverage.between(story.id, 0, NOW * 2)).map(({ verdict }) => verdict);
    const queued = async () => (await store.outbox.unsent(100)).toReversed();
    return { ports, desk, poll, look, verdicts, queued };
  }

  it('makes a follow-up of what the article shows to be one, tells it once, and says why', async () => {
    publish('/a', OF_THE_STORY);
    const { look, verdicts, queued, ports } = await aBot([bare('/a')]);
    expect((await verdicts()).map(({ kind }) => kind)).toEqual(['unsure']);

    const first = await look();
    const second = await look();

    expect(first).toEqual({ looked: 1, followUps: 1, alerts: 1 });
    expect(second).toEqual({ looked: 0, followUps: 0, alerts: 0 });
    expect(asked()).toEqual(['/robots.txt', '/a']);
    const [verdict] = await verdicts();
    if (verdict === undefined) throw new Error('nothing was kept');
    const sum = verdict.reasons.reduce((total, { contribution }) => total + contribution, 0);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(verdict.score, 10);
    expect(explain(verdict, profile).at(-1)).toBe(
      'A second look: judged again by the first paragraphs of its article.',
    );
    const [alert, ...more] = await queued();
    expect(more).toEqual([]);
    expect(JSON.stringify(alert?.message)).toContain(', after reading the article');
    expect(ports.log.lines.filter(({ message }) => message === 'follow-up by its article')).toHaveLength(1);
  });

  it('teaches what a desk built anew from the store would know', async () => {
    publish('/a', OF_THE_STORY);
    const { look, desk, ports } = await aBot([bare('/a')]);
    await look();
    const taught = desk.watch().memories[0];

    const again = await openDesk(ports, lexicon);

    const replayed = again.watch().memories[0];
    expect(taught?.acceptedCount).toBe(1);
    expect(taught?.counts).toEqual(replayed?.counts);
    expect(desk.watch().items).toBe(again.watch().items);
    expect(desk.watch().recent.texts.map(({ standing }) => [...standing.keys()])).toEqual(
      again.watch().recent.texts.map(({ standing }) => [...standing.keys()]),
    );
  });

  it('joins what opened meanwhile as its latest report', async () => {
    publish('/a', OF_THE_STORY);
    const { look, poll, queued } = await aBot([bare('/a')]);
    await poll([OPENS]);
    const [opened] = await store.coverage.developments(story.id, 0);

    await look();

    const developments = await store.coverage.developments(story.id, 0);
    expect(developments.find(({ id }) => id === opened?.id)?.title).toBe(OPENS.title);
    const reports = developments.flatMap((one) => one.reports.map(({ item }) => item.title));
    expect(reports).toEqual([OPENS.title, BARE]);
    expect((await queued()).filter(({ place }) => place.kind === 'root')).toHaveLength(developments.length);
  });

  it('is not forgotten by the root when a copy only counts its sources anew', async () => {
    publish('/a', OF_THE_STORY);
    const { look, poll, queued } = await aBot([bare('/a')]);
    await poll([OPENS]);
    await look();

    await poll([{ ...OPENS, id: 'copy', url: 'https://news.example/copy', title: `${OPENS.title} today` }]);

    const amended = (await queued()).filter(({ place }) => place.kind === 'amend');
    expect(amended).toHaveLength(2);
    for (const { message } of amended) expect(JSON.stringify(message)).toContain(BARE);
  });

  it('leaves what its article says nothing more of unsure, and does not ask again', async () => {
    publish('/trial', OF_OTHER_THINGS);
    const { look, verdicts, queued } = await aBot([bare('/trial', OTHER)]);
    const [before] = await verdicts();

    await look();
    await look();

    const [after] = await verdicts();
    expect(after).toMatchObject({ kind: 'unsure', score: before?.score });
    expect(after?.reasons.at(-1)).toEqual({
      signal: 'article',
      contribution: 0,
      evidence: 'its article was read, and by itself says too little of the story',
    });
    expect(asked()).toEqual(['/robots.txt', '/trial']);
    expect(await queued()).toEqual([]);
  });

  it('keeps in mind that robots.txt or a subscription stands before the article, also over a restart', async () => {
    const rules = { kind: 'raw', headers: { 'content-type': 'text/plain' } } as const;
    server.trouble('/robots.txt', { ...rules, body: 'User-agent: *\nDisallow: /private\n' });
    server.trouble('/paid', { kind: 'status', status: 402 });
    publish('/private', OF_THE_STORY);
    const { look, verdicts, ports } = await aBot([bare('/private'), bare('/paid', OTHER)]);

    await look();
    await look();
    await lookAgain(ports, await openDesk(ports, lexicon), reader, POLL_DEFAULTS);

    expect((await verdicts()).map(({ kind, reasons }) => [kind, reasons.at(-1)?.evidence]).toSorted()).toEqual([
      [
        'unsure',
        'its article could not be read: the site asks automatic readers to leave this page alone (robots.txt)',
      ],
      ['unsure', 'its article could not be read: the site asks for a subscription (402)'],
    ]);
    expect(asked()).toEqual(['/robots.txt', '/paid']);
  });

  it('asks again later where the site cannot answer now, three times at most', async () => {
    server.trouble('/a', { kind: 'status', status: 503, retryAfter: '3600' });
    const { ports, desk, verdicts } = await aBot([bare('/a')]);
    const putOff = createPutOff();
    const look = () => lookAgain(ports, desk, reader, POLL_DEFAULTS, putOff);
    const evidence = async () => (await verdicts()).map(({ reasons }) => reasons.at(-1)?.evidence);

    const looked: number[] = [];
    for (const waitMs of [0, 59 * MINUTE_MS, MINUTE_MS, 119 * MINUTE_MS, MINUTE_MS, DAY_MS / 4]) {
      ports.clock.advance(waitMs);
      looked.push((await look()).looked);
    }

    expect(looked).toEqual([1, 0, 1, 0, 1, 0]);
    expect(asked().filter((path) => path === '/a')).toHaveLength(3);
    expect(await evidence()).toEqual(['its article could not be read: the site answered 503']);
  });

  it('makes a follow-up of an article that is there later', async () => {
    server.trouble('/a', { kind: 'status', status: 429 });
    const { ports, desk, queued } = await aBot([bare('/a')]);
    const putOff = createPutOff();
    const look = () => lookAgain(ports, desk, reader, POLL_DEFAULTS, putOff);

    const first = await look();
    publish('/a', OF_THE_STORY);
    ports.clock.advance(15 * MINUTE_MS);
    const second = await look();

    expect(first).toEqual({ looked: 1, followUps: 0, alerts: 0 });
    expect(second).toEqual({ looked: 1, followUps: 1, alerts: 1 });
    expect(await queued()).toHaveLength(1);
  });

  it('asks one site for one article a round', async () => {
    for (const path of ['/a', '/b']) publish(path, OF_OTHER_THINGS);
    const { look } = await aBot([bare('/a'), bare('/b', OTHER)]);

    const rounds = [await look(), await look(), await look()];

    expect(rounds.map(({ looked }) => looked)).toEqual([1, 1, 0]);
  });

  it('raises nothing that a feed’s first poll brought, nor what is more than a day old', async () => {
    publish('/a', OF_THE_STORY);
    const { look, poll, ports } = await aBot([bare('/a')], true);
    expect(await look()).toEqual({ looked: 0, followUps: 0, alerts: 0 });

    await poll([bare('/late')]);
    ports.clock.advance(DAY_MS + MINUTE_MS);

    expect(await look()).toEqual({ looked: 0, followUps: 0, alerts: 0 });
    expect(asked()).toEqual([]);
  });

  it('raises nothing for a story that was taken up after the item came', async () => {
    publish('/a', OF_THE_STORY);
    const { look, ports, desk, queued } = await aBot([bare('/a')]);
    const late = { ...story, id: id<'story'>('late'), since: ports.clock.now() };
    await takeUp(ports, desk, late);

    expect(await look()).toEqual({ looked: 1, followUps: 1, alerts: 1 });
    expect((await store.coverage.between(late.id, 0, NOW * 2)).map(({ verdict }) => verdict.kind)).toEqual(['unsure']);
    expect((await queued()).map((alert) => alert.story)).toEqual(['harbour']);
  });

  it('loses and doubles nothing where the commit fails', async () => {
    publish('/a', OF_THE_STORY);
    const { look, verdicts, queued, desk } = await aBot([bare('/a')]);
    const failing: Store = { ...store, transaction: () => Promise.reject(new Error('the disk is full')) };

    await expect(look(failing)).rejects.toThrow('the disk is full');
    expect((await verdicts()).map(({ kind }) => kind)).toEqual(['unsure']);
    expect(await queued()).toEqual([]);
    const again = await look();

    expect(again).toEqual({ looked: 1, followUps: 1, alerts: 1 });
    expect(await queued()).toHaveLength(1);
    expect(desk.watch().memories[0]?.acceptedCount).toBe(1);
  });

  it('lets what people said while the article was read stand', async () => {
    publish('/a', OF_THE_STORY);
    const { ports, desk, verdicts, queued } = await aBot([bare('/a')]);
    const slow: ArticleReader = {
      ...reader,
      read: async (url) => {
        const article = await reader.read(url);
        const [item] = await store.coverage.search(BARE, 1);
        if (item === undefined) throw new Error('the item is not there');
        await store.coverage.overrule(story.id, item.id, (decided) => ({ ...decided, kind: 'unrelated', score: 0 }));
        return article;
      },
    };

    await lookAgain(ports, desk, slow, POLL_DEFAULTS);

    expect((await verdicts()).map(({ kind }) => kind)).toEqual(['unrelated']);
    expect(await queued()).toEqual([]);
  });
});
