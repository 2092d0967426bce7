import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/time.ts';
import { soak, STEP_MS } from './soak.ts';

describe('a bot that follows feeds for days', () => {
  it('loses nothing, doubles nothing and does not ask all feeds at once, whatever befalls them', async () => {
    const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);
    console.error(`soak with SOAK_SEED=${seed}`);

    const report = await soak({ feeds: 60, days: 5, seed, stepMs: 3 * STEP_MS, everyMs: 2 * HOUR_MS });

    expect(report).toMatchObject({ lost: [], strange: [], doubled: [], missed: [], postedTwice: [] });
    expect(report.stored).toBeGreaterThan(700);
    expect(report.posts).toBeGreaterThan(3);
    expect(report.herd).toBe(60);
    expect(report.mostPolls).toBeLessThan(60 / 2);
  });
});
