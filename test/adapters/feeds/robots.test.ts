import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../adapters/feeds/client.ts';
import { createRobots } from '../../../adapters/feeds/robots.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/time.ts';
import { NOON } from '../../builders/feeds.ts';

const answer = (status: number, text = ''): Answer => ({
  kind: 'answer',
  status,
  headers: {},
  bytes: Buffer.from(text),
  url: '',
  moved: false,
});
/** A site that answers so when it is asked for robots.txt, and counts how often it was. */
const site = (said: Answer | (() => Answer)) => {
  const asked: string[] = [];
  return {
    asked,
    get: async (url: string) => {
      asked.push(url);
      return typeof said === 'function' ? said() : said;
    },
  };
};
const PRIVATE = answer(200, 'User-agent: *\nDisallow: /private\nAllow: /private/press\n');

describe('createRobots', () => {
  it.each([
    ['what no rule forbids', '/news/1', undefined],
    ['what a rule forbids', '/private/1', 'the site asks automatic readers to leave this page alone (robots.txt)'],
    ['what a longer rule allows', '/private/press/1', undefined],
  ])('judges %s', async (_, path, expected) => {
    expect(await createRobots().objection(`https://a.example${path}`, site(PRIVATE), NOON)).toBe(expected);
  });

  it('goes by the rules under its own name before those for all', async () => {
    const rules = answer(200, 'User-agent: storywatch\nDisallow: /\n\nUser-agent: *\nAllow: /\n');

    expect(await createRobots().objection('https://a.example/1', site(rules), NOON)).toContain('robots.txt');
  });

  it.each([
    ['has none', answer(404), undefined],
    ['refuses', answer(403), undefined],
    ['cannot be reached', { kind: 'failed', why: 'no' } as const, undefined],
    ['fails', answer(503), 'the site does not say now what automatic readers may read (robots.txt)'],
    ['serves a page instead', answer(200, '<!doctype html><title>Not found</title>'), undefined],
  ])('of a site that %s', async (_, said, expected) => {
    expect(await createRobots().objection('https://a.example/1', site(said), NOON)).toBe(expected);
  });

  it('asks each site once a day, and one that failed after some minutes', async () => {
    const robots = createRobots();
    const [well, ill] = [site(PRIVATE), site(answer(500))];

    for (const after of [0, HOUR_MS, 25 * HOUR_MS]) await robots.objection('https://a.example/1', well, NOON + after);
    for (const after of [0, MINUTE_MS, HOUR_MS]) await robots.objection('https://b.example/1', ill, NOON + after);

    expect(well.asked).toEqual(['https://a.example/robots.txt', 'https://a.example/robots.txt']);
    expect(ill.asked).toHaveLength(2);
  });

  it('remembers a bounded number of sites, and forgets those that were asked longest ago', async () => {
    const robots = createRobots();
    const any = site(PRIVATE);

    for (let n = 0; n < 501; n++) await robots.objection(`https://n${n}.example/1`, any, NOON);
    await robots.objection('https://n500.example/2', any, NOON);
    await robots.objection('https://n0.example/2', any, NOON);

    expect(any.asked).toHaveLength(502);
  });

  it('takes no time over a hostile list of rules', async () => {
    const hostile = answer(200, `User-agent: *\n${'Disallow: /*a*a*a*a*a*a*a*b\n'.repeat(200_000)}`);

    expect(await createRobots().objection(`https://a.example/${'a'.repeat(500)}`, site(hostile), NOON + DAY_MS)).toBe(
      undefined,
    );
  });
});
