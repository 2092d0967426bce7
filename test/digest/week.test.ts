import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DigestSchedule, dueDigest, WEEKDAYS } from '../../src/digest/week.ts';
import { localTime } from '../../src/local-time.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';

const target = { platform: 'slack', channel: 'C1' };
const friday: DigestSchedule = { target, day: 'friday', time: '09:00', timeZone: 'Europe/Madrid' };
const at = (text: string): number => Date.parse(text);

const schedules = fc.record({
  target: fc.constant(target),
  day: fc.constantFrom(...WEEKDAYS),
  time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45, 59))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
  timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
});
const moments = fc.integer({ min: at('2009-01-01T00:00Z'), max: at('2032-01-01T00:00Z') });

describe('dueDigest', () => {
  it('ends at the last Friday morning of the time zone', () => {
    expect(dueDigest(friday, at('2026-02-21T12:00Z'))).toEqual({
      id: '2026-W08',
      from: at('2026-02-13T08:00Z'),
      to: at('2026-02-20T08:00Z'),
    });
  });

  it('is due on the minute, not before', () => {
    expect(dueDigest(friday, at('2026-02-20T07:59:59.999Z')).id).toBe('2026-W07');
    expect(dueDigest(friday, at('2026-02-20T08:00Z')).id).toBe('2026-W08');
  });

  it('keeps the wall clock over both changes of clocks', () => {
    const sunday: DigestSchedule = { ...friday, day: 'sunday', time: '02:30' };

    // 29 March skips 02:30, which is moved on to 03:30; 25 October has it twice, and the first counts.
    expect(new Date(dueDigest(sunday, at('2026-03-30T00:00Z')).to).toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(new Date(dueDigest(sunday, at('2026-10-26T00:00Z')).to).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('counts weeks as ISO 8601 does, over the turn of a year', () => {
    expect(dueDigest(friday, at('2027-01-02T12:00Z')).id).toBe('2026-W53');
    expect(dueDigest({ ...friday, day: 'monday' }, at('2027-01-04T12:00Z')).id).toBe('2027-W01');
  });

  it('sends a digest also where the weekday was skipped: Samoa had no Friday, 30 December 2011', () => {
    const samoa: DigestSchedule = { ...friday, timeZone: 'Pacific/Apia' };

    const due = dueDigest(samoa, at('2011-12-31T00:00Z'));

    expect(due.id).toBe('2011-W52');
    expect(localTime(due.to, 'Pacific/Apia')).toMatchObject({ day: 31, hour: 9 });
  });

  it('cuts time into weeks that meet, in every time zone', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, now) => {
        const due = dueDigest(schedule, now);
        const before = dueDigest(schedule, due.to - 1);

        expect(due.to).toBeLessThanOrEqual(now);
        expect(now - due.to).toBeLessThan(7 * DAY_MS + 25 * HOUR_MS);
        expect(dueDigest(schedule, due.to)).toEqual(due);
        expect(before.to).toBe(due.from);
        expect(before.id < due.id).toBe(true);
        expect(Math.abs(due.to - due.from - 7 * DAY_MS)).toBeLessThanOrEqual(25 * HOUR_MS);
      }),
      { numRuns: 250 },
    );
  });

  it('gives each week one id and each id one end over five years, in every time zone', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const ends = new Map<string, number>();
        // Steps of less than a week: one may be an hour shorter by the wall clock, and would step over an end.
        for (let now = at('2024-01-01T00:00Z'); now < at('2029-01-01T00:00Z'); now += 6 * DAY_MS) {
          const { id, to } = dueDigest(schedule, now);
          expect(ends.get(id) ?? to).toBe(to);
          ends.set(id, to);
        }
        expect(ends.size).toBeGreaterThanOrEqual(260);
        expect(new Set(ends.values()).size).toBe(ends.size);
      }),
      { numRuns: 12, examples: [[{ target, day: 'monday', time: '02:59', timeZone: 'Africa/Cairo' }]] },
    );
  });

  it('shows the wished time wherever that day has it', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, now) => {
        const { to } = dueDigest(schedule, now);
        const local = localTime(to, schedule.timeZone);
        const shown = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;

        const wasSkipped = localTime(to - 3 * HOUR_MS, schedule.timeZone).hour !== (local.hour + 21) % 24;
        if (!wasSkipped) expect(shown).toBe(schedule.time);
      }),
      { numRuns: 200 },
    );
  });
});
