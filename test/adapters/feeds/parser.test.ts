import { afterAll, describe, expect, it } from 'vitest';
import { createParser } from '../../../adapters/feeds/parser.ts';
import type { FeedDocument } from '../../../src/ports.ts';
import { aFeed, NOON } from '../../builders/feeds.ts';

const document = (text: string): FeedDocument => ({ bytes: Buffer.from(text), contentType: undefined, url: undefined });
const FEED = document('<rss version="2.0"><channel><title>T</title><item><title>One</title></item></channel></rss>');

describe('createParser', () => {
  const parser = createParser();
  afterAll(() => parser.close());

  it('parses off the main thread', async () => {
    const parsed = await parser.parse(FEED);

    expect(parsed).toMatchObject({ format: 'rss', title: 'T', items: [{ title: 'One' }], problems: [] });
  });

  it('reads a document as what it brings of its feed, off the main thread', async () => {
    const reading = await parser.read(FEED, aFeed({ name: 'The Example', lang: 'es' }), NOON);

    expect(reading).toMatchObject({ format: 'rss', entries: 1, newestAt: undefined, rhythmMs: undefined });
    expect(reading.items).toMatchObject([{ title: 'One', source: 'The Example', lang: 'es', firstSeenAt: NOON }]);
    expect(await parser.read(document('<html><body>'), aFeed(), NOON)).toMatchObject({
      format: undefined,
      items: [],
      problems: [expect.stringContaining('web page')],
    });
  });

  it('parses many documents at once, each with its own answer', async () => {
    const texts = Array.from(
      { length: 40 },
      (_, n) => `<rss><channel><title>feed ${n}</title><item><title>x</title></item></channel></rss>`,
    );

    const parsed = await Promise.all(texts.map((text) => parser.parse(document(text))));

    expect(parsed.map(({ title }) => title)).toEqual(texts.map((_, n) => `feed ${n}`));
  });

  it('names running out of time or memory as a problem, and goes on with the next document', async () => {
    const strict = createParser({ budgetMs: -4_000, threads: 1 });
    const small = createParser({ heapMb: 64, budgetMs: 15_000, threads: 1 });
    const large = document(`<rss><channel>${`<a>${'<b c="d">é</b>'.repeat(1_900)}</a>`.repeat(120)}</channel></rss>`);

    const slow = await strict.parse(large);
    const hungry = await small.parse(large);
    const next = await small.parse(FEED);

    expect(slow).toMatchObject({
      format: undefined,
      items: [],
      problems: [expect.stringMatching(/^parsing took longer than/)],
    });
    expect(hungry).toMatchObject({ format: undefined, items: [], problems: ['parsing needed too much memory'] });
    expect(next.title).toBe('T');
    await Promise.all([strict.close(), small.close()]);
  });
});
