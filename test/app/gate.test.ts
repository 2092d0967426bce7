import { describe, expect, it } from 'vitest';
import { createGate } from '../../src/app/gate.ts';
import { UserError } from '../../src/errors.ts';
import { NOW } from '../fakes/builders.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';

const full = new UserError('the disk is full', { hint: 'Free some space.' });

describe('gate', () => {
  it('rests after the store refused the work, says so once, and goes on by itself', async () => {
    const clock = createFakeClock(NOW);
    const log = createFakeLog();
    const gate = createGate(log, clock);
    let runs = 0;
    let refuse = true;
    const work = async (): Promise<void> => {
      runs += 1;
      if (refuse) throw full;
    };

    await gate.pass(work);
    await gate.pass(work);
    expect(runs).toBe(1);
    expect(gate.problem()).toBe('the disk is full');
    clock.advance(30_000);
    await gate.pass(work);
    expect(runs).toBe(2);
    refuse = false;
    clock.advance(30_000);
    await gate.pass(work);

    expect(gate.problem()).toBeUndefined();
    expect(log.lines.map(({ message, fields }) => [message, fields])).toEqual([
      ['work rests', { why: 'the disk is full', hint: 'Free some space.' }],
      ['work goes on', { after: 'the disk is full' }],
    ]);
  });

  it('does not rest for longer when the clock is set back', async () => {
    const clock = createFakeClock(NOW);
    const gate = createGate(createFakeLog(), clock);
    await gate.pass(() => Promise.reject(full));
    clock.set(NOW - 3_600_000);
    let ran = false;

    await gate.pass(async () => {
      ran = true;
    });

    expect(ran).toBe(true);
  });

  it('passes on what no person can mend', async () => {
    const gate = createGate(createFakeLog(), createFakeClock(NOW));

    await expect(gate.pass(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
    expect(gate.problem()).toBeUndefined();
  });
});
