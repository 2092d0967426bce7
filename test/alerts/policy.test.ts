import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, welcomeFrom } from '../../src/alerts/policy.ts';

const night = { perHour: 12, quietHours: { from: '22:00', to: '07:30', timeZone: 'Europe/Madrid' } };
const at = (text: string): number => Date.parse(text);

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
});
