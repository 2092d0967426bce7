import { afterAll, describe, expect, it } from 'vitest';
import { createParser } from '../../../adapters/feeds/parser.ts';
import { hostileDocuments } from './hostile.ts';

describe('createParser on documents that mean harm', () => {
  // The budget is wide here, so that a slow machine gives the same answers; the worker's memory is the usual.
  const parser = createParser({ threads: 1, budgetMs: 15_000 });
  afterAll(() => parser.close());

  it.each(hostileDocuments().map((document) => [document.name, document] as const))(
    'survives %s',
    async (_, document) => {
      const parsed = await parser.parse({
        bytes: Buffer.from(document.text),
        contentType: undefined,
        url: 'https://example.org/feed',
      });

      if (document.items !== 'some') expect(parsed.items).toHaveLength(document.items);
      if (document.problem === undefined) expect(parsed.problems).toEqual([]);
      else expect(parsed.problems.join('\n')).toMatch(document.problem);
      const longest = Math.max(
        0,
        ...parsed.items.flatMap(({ title, summary, content }) => [title, summary, content].map((text) => text.length)),
      );
      expect(longest).toBeLessThanOrEqual(2 * 65_536);
      expect(JSON.stringify(parsed)).not.toMatch(/root:x:|lollol/);
    },
  );

  it('reads the next document after all that', async () => {
    const bytes = Buffer.from('<rss><channel><title>well</title><item><title>x</title></item></channel></rss>');

    expect(await parser.parse({ bytes, contentType: undefined, url: undefined })).toMatchObject({
      title: 'well',
      problems: [],
    });
  });
});
