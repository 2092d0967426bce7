import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { staleOf } from '../../src/alerts/stale.ts';
import { id } from '../../src/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { aMessage, anAlert, NOW } from '../fakes/builders.ts';

const aged = (name: string, ageMs: number, changes: Partial<Alert> = {}): Alert =>
  anAlert(name, { createdAt: NOW - ageMs, ...changes });
const staleIn = (...waiting: readonly Alert[]): readonly string[] => staleOf(waiting, NOW).map((alert) => alert.id);

describe('staleOf', () => {
  it('lets go what is older than a day, a digest after a week', () => {
    const digest = { message: aMessage({ tone: 'digest' }) };

    expect(
      staleIn(
        aged('old digest', 7 * DAY_MS, digest),
        aged('digest', 7 * DAY_MS - 1, digest),
        aged('old', DAY_MS),
        aged('new', DAY_MS - 1),
      ),
    ).toEqual(['old digest', 'old']);
  });

  it('keeps an old root for the sake of a fresh reply, but not its old replies; amendments stay', () => {
    const root = id<'alert'>('root');

    expect(
      staleIn(
        aged('root', 3 * DAY_MS),
        aged('first', 2 * DAY_MS, { place: { kind: 'reply', root } }),
        aged('amend', 2 * DAY_MS, { place: { kind: 'amend', root } }),
        aged('second', HOUR_MS, { place: { kind: 'reply', root } }),
      ),
    ).toEqual(['first']);
  });

  it('keeps the newest twenty of a day', () => {
    const many = Array.from({ length: 25 }, (_, at) => aged(`n${at}`, HOUR_MS - at));

    expect(staleIn(...many)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
  });

  it('has nothing to say where nothing waits', () => {
    expect(staleIn()).toEqual([]);
  });
});
