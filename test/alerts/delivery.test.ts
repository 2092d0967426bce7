import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery, Posted } from '../../src/alerts/alert.ts';
import {
  deliveryAfter,
  FEWEST_ATTEMPTS,
  GIVE_UP_AFTER_MS,
  LONGEST_WAIT_MS,
  UNCERTAIN_GRACE_MS,
} from '../../src/alerts/delivery.ts';
import { HOUR_MS } from '../../src/time.ts';
import { anAlert, NOON } from '../builders/news.ts';

const pending = (attempts: number, uncertainSince?: number): Delivery => ({
  state: 'pending',
  attempts,
  notBefore: NOON,
  uncertainSince,
  why: undefined,
});
const LATER: Posted = { kind: 'later', why: 'rate limited', retryAfterMs: undefined };
const UNCERTAIN: Posted = { kind: 'uncertain', why: 'no answer in 10 s' };

describe('deliveryAfter', () => {
  it('marks a posted alert as sent, with its receipt', () => {
    const delivery = deliveryAfter(anAlert(), { kind: 'posted', receipt: '17.5' }, NOON + 5);

    expect(delivery).toEqual({ state: 'sent', attempts: 1, sentAt: NOON + 5, receipt: '17.5' });
  });

  it('gives up at once where the platform refuses', () => {
    const delivery = deliveryAfter(anAlert(), { kind: 'refused', why: 'channel_not_found' }, NOON);

    expect(delivery).toEqual({ state: 'given-up', attempts: 1, why: 'channel_not_found' });
  });

  it('keeps what met a closed destination, however long, and what is uncertain of it', () => {
    const since = NOON - 40 * 3_600_000;
    const alert = anAlert({ createdAt: since, delivery: pending(9, since) });

    expect(deliveryAfter(alert, { kind: 'closed', why: 'the channel is archived' }, NOON)).toEqual({
      state: 'pending',
      attempts: 10,
      notBefore: NOON,
      uncertainSince: since,
      why: 'the channel is archived',
    });
  });

  it('doubles the wait from 30 s up to an hour', () => {
    const waits = [0, 1, 2, 3, 7, 12].map((attempts) => {
      const delivery = deliveryAfter(anAlert({ delivery: pending(attempts) }), LATER, NOON);
      return delivery.state === 'pending' ? (delivery.notBefore - NOON) / 1_000 : undefined;
    });

    expect(waits).toEqual([30, 60, 120, 240, 3_600, 3_600]);
  });

  it('waits as long as the platform asks, longer or shorter than its own wait', () => {
    const asked = (retryAfterMs: number): Delivery =>
      deliveryAfter(anAlert({ delivery: pending(4) }), { kind: 'later', why: '429', retryAfterMs }, NOON);

    expect(asked(1_500)).toMatchObject({ state: 'pending', notBefore: NOON + 1_500 });
    expect(asked(2 * HOUR_MS)).toMatchObject({ state: 'pending', notBefore: NOON + 2 * HOUR_MS });
  });

  it('neither loops hot nor waits for years on a senseless wish', () => {
    const asked = (retryAfterMs: number): Delivery =>
      deliveryAfter(anAlert(), { kind: 'later', why: '429', retryAfterMs }, NOON);

    expect(asked(0)).toMatchObject({ state: 'pending', notBefore: NOON + 1_000 });
    expect(asked(9e12)).toMatchObject({ state: 'pending', notBefore: NOON + 24 * HOUR_MS });
  });

  it('waits out the grace after an uncertain attempt and reaches back before it', () => {
    const delivery = deliveryAfter(anAlert(), UNCERTAIN, NOON);

    expect(delivery).toEqual({
      state: 'pending',
      attempts: 1,
      notBefore: NOON + UNCERTAIN_GRACE_MS,
      uncertainSince: NOON - UNCERTAIN_GRACE_MS,
      why: 'no answer in 10 s',
    });
  });

  it('keeps the first uncertain moment through later attempts of any outcome', () => {
    const since = NOON - HOUR_MS;

    const outcomes = [LATER, UNCERTAIN].map((posted) =>
      deliveryAfter(anAlert({ delivery: pending(3, since) }), posted, NOON),
    );

    expect(outcomes.map((each) => (each.state === 'pending' ? each.uncertainSince : undefined))).toEqual([
      since,
      since,
    ]);
  });

  it('gives up after a day, and says how long it tried', () => {
    const alert = anAlert({ delivery: pending(29) });

    const delivery = deliveryAfter(alert, LATER, NOON + GIVE_UP_AFTER_MS);

    expect(delivery).toEqual({
      state: 'given-up',
      attempts: 30,
      why: 'given up after 24 hours and 30 attempts; the last: rate limited',
    });
  });

  it('still tries an alert that grew old while the process was down', () => {
    const delivery = deliveryAfter(anAlert(), LATER, NOON + 3 * GIVE_UP_AFTER_MS);

    expect(delivery.state).toBe('pending');
  });

  it('ends after a bounded number of attempts, never goes back and never acts in the past', () => {
    const outcome = fc.oneof(
      fc.constant(LATER),
      fc.constant(UNCERTAIN),
      fc.record({
        kind: fc.constant('later' as const),
        why: fc.string(),
        retryAfterMs: fc.integer({ min: -5, max: 9e7 }),
      }),
    );

    fc.assert(
      fc.property(fc.infiniteStream(outcome), (outcomes) => {
        let alert = anAlert();
        let now = NOON;
        for (let step = 0; step < 20_000 && alert.delivery.state === 'pending'; step++) {
          const { value: posted } = outcomes.next();
          const delivery = deliveryAfter(alert, posted ?? LATER, now);
          expect(delivery.attempts).toBe(alert.delivery.attempts + 1);
          if (delivery.state === 'pending') {
            expect(delivery.notBefore).toBeGreaterThanOrEqual(now);
            now = Math.max(now + 1_000, delivery.notBefore);
          }
          alert = { ...alert, delivery };
        }
        expect(alert.delivery.state).toBe('given-up');
        expect(alert.delivery.attempts).toBeGreaterThanOrEqual(FEWEST_ATTEMPTS);
        expect(deliveryAfter(alert, { kind: 'posted', receipt: 'late' }, now)).toBe(alert.delivery);
      }),
      { numRuns: 30 },
    );
    expect(LONGEST_WAIT_MS).toBeLessThan(GIVE_UP_AFTER_MS);
  });
});
