import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { createQuota } from '../../src/app/quota.ts';
import type { Store } from '../../src/ports.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/time.ts';
import { createAsker } from '../fakes/asker.ts';
import { aStory, NOW } from '../fakes/builders.ts';
import { createFakeClock } from '../fakes/clock.ts';

const by = (user: string, channel = 'C1') => ({ platform: 'slack', channel, user });

describe('createQuota', () => {
  it('lets a user ask so much a minute, then says when the next may come', () => {
    const clock = createFakeClock(NOW);
    const quota = createQuota({ perUser: 3, perChannel: 100 }, clock);
    const take = () => quota.take(by('U1'));

    expect([take(), take(), take()]).toEqual([undefined, undefined, undefined]);
    expect(take()).toEqual({ whose: 'user', perMinute: 3, waitMs: 20 * SECOND_MS });
    expect(quota.take(by('U2'))).toBeUndefined();
    clock.advance(19 * SECOND_MS);
    expect(take()).toEqual({ whose: 'user', perMinute: 3, waitMs: SECOND_MS });
    clock.advance(SECOND_MS);
    expect(take()).toBeUndefined();
    expect(take()).toBeDefined();
  });

  it('counts what all users of a channel ask together', () => {
    const quota = createQuota({ perUser: 2, perChannel: 3 }, createFakeClock(NOW));

    expect(['U1', 'U2', 'U3'].map((user) => quota.take(by(user)))).toEqual([undefined, undefined, undefined]);
    expect(quota.take(by('U4'))).toEqual({ whose: 'channel', perMinute: 3, waitMs: 20 * SECOND_MS });
    expect(quota.take(by('U4', 'C2'))).toBeUndefined();
  });

  it('lets pass at most the limit and what has come in since, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20_000, max: 20_000 }), { maxLength: 200 }), (steps) => {
        const clock = createFakeClock(NOW);
        const quota = createQuota({ perUser: 10, perChannel: 1_000 }, clock);
        let passed = 0;
        let forward = 0;
        for (const step of steps) {
          clock.advance(step);
          forward += Math.max(0, step);
          if (quota.take(by('U1')) === undefined) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(10 + Math.ceil((forward * 10) / MINUTE_MS));
      }),
    );
  });

  it('keeps a busy user in mind among many', () => {
    const clock = createFakeClock(NOW);
    const quota = createQuota({ perUser: 1, perChannel: 1_000_000 }, clock);
    quota.take(by('busy'));
    for (let at = 0; at < 25_000; at++) quota.take(by(`U${at}`));

    expect(quota.take(by('busy'))).toBeDefined();
  });
});

describe('a user who asks too much', () => {
  let store: Store;
  const { ask, follow, clock } = createAsker(() => store);
  beforeEach(async () => {
    store = await openSqlite(':memory:');
    await follow(aStory('harbour'));
  });
  afterEach(() => store.close());

  it('hears when to ask again, and can still change things', async () => {
    const quota = createQuota({ perUser: 1, perChannel: 60 }, clock);
    await ask('list', {}, { quota });

    expect(await ask('page list from 1', {}, { quota })).toEqual({
      tone: 'problem',
      title: 'You have asked a lot at once: try again in 60 seconds',
      blocks: [{ type: 'paragraph', spans: ['There is one lookup a minute for each user.'] }],
    });
    expect(await ask('unmute', {}, { quota })).toMatchObject({ tone: 'reply' });
  });
});
