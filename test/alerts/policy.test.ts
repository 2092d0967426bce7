import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, welcomeFrom } from '../../src/alerts/policy.ts';
import { HOUR_MS } from '../../src/time.ts';

const night = { perHour: 12, quietHours: { from: '22:00', to: '07:30', timeZone: 'Europe/Madrid' } };
const at = (text: string): number => Date.parse(text);
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe('welcomeFrom', () => {
  it('lets everything through at once where no quiet hours are set', () => {
    expect(welcomeFrom(at('2026-02-17T03:00Z'), DEFAULT_POLICY)).toBe(at('2026-02-17T03:00Z'));
  });

  it('holds what comes before midnight until the next morning', () => {
    expect(welcomeFrom(at('2026-02-17T21:00Z'), night)).toBe(at('2026-02-18T06:30Z'));
  });

  it('holds what comes after midnight until the same morning', () => {
    expect(welcomeFrom(at('2026-02-18T02:00Z'), night)).toBe(at('2026-02-18T06:30Z'));
  });

  it('opens on the minute in the morning and closes on the minute at night', () => {
    expect(welcomeFrom(at('2026-02-18T06:30Z'), night)).toBe(at('2026-02-18T06:30Z'));
    expect(welcomeFrom(at('2026-02-18T20:59:59Z'), night)).toBe(at('2026-02-18T20:59:59Z'));
  });

  it('follows the wall clock over a change of clocks', () => {
    expect(welcomeFrom(at('2026-03-28T22:00Z'), night)).toBe(at('2026-03-29T05:30Z'));
    expect(welcomeFrom(at('2026-10-24T22:00Z'), night)).toBe(at('2026-10-25T06:30Z'));
  });

  it('ends in the hour that comes twice, not a day later', () => {
    const early = { perHour: 12, quietHours: { from: '22:00', to: '02:30', timeZone: 'Europe/Madrid' } };

    // 02:10 comes at 00:10Z and again at 01:10Z.
    expect(welcomeFrom(at('2026-10-25T00:10Z'), early)).toBe(at('2026-10-25T00:30Z'));
    expect(welcomeFrom(at('2026-10-25T01:10Z'), early)).toBe(at('2026-10-25T01:30Z'));
  });

  it('never goes back, never waits longer than a day and an hour, and ends outside quiet hours, in every time zone', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const moments = fc.integer({ min: at('2012-01-01T00:00Z'), max: at('2032-01-01T00:00Z') });

    fc.assert(
      fc.property(time, time, zones, moments, (from, to, timeZone, now) => {
        const policy = { perHour: 12, quietHours: { from, to, timeZone } };

        const welcome = welcomeFrom(now, policy);

        expect(welcome).toBeGreaterThanOrEqual(now);
        expect(welcome - now).toBeLessThanOrEqual(25 * HOUR_MS);
        // A gap can move the end past the next beginning only where hardly a waking hour is left.
        const waking = (minutes(from) - minutes(to) + 1_440) % 1_440;
        if (waking > 120) expect(welcomeFrom(welcome, policy)).toBe(welcome);
      }),
      { numRuns: 1_000 },
    );
  });
});
