import { describe, expect, it } from 'vitest';
import { sendDigests, storiesFor } from '../../src/app/digests.ts';
import type { DigestSchedule } from '../../src/digest/week.ts';
import { DAY_MS } from '../../src/time.ts';
import { NOW, aStory, anItem, anOpening } from '../fakes/builders.ts';
import { fakePorts } from '../fakes/ports.ts';

const target = { platform: 'console', channel: 'desk' };
/** NOW is a Wednesday, 12:00 UTC. */
const schedule: DigestSchedule = { target, day: 'wednesday', time: '09:00', timeZone: 'UTC' };
const queuedIds = async (ports: Awaited<ReturnType<typeof fakePorts>>): Promise<readonly string[]> =>
  (await ports.store.outbox.unsent(100)).map(({ id }) => id);

describe('sendDigests', () => {
  it('queues the digest of the period that has ended, once', async () => {
    const ports = await fakePorts();
    const item = anItem('a', {
      title: 'Port Authority opens inquiry',
      firstSeenAt: NOW - DAY_MS,
      publishedAt: NOW - DAY_MS,
    });
    await ports.store.stories.save(aStory('harbour', { since: NOW - 20 * DAY_MS }));
    await ports.store.coverage.saveItems([item]);
    await ports.store.coverage.save([anOpening(item)]);

    expect(await sendDigests(ports, [schedule])).toBe(1);
    expect(await sendDigests(ports, [schedule])).toBe(0);

    const [alert] = await ports.store.outbox.unsent(10);
    expect(alert).toMatchObject({ target, place: { kind: 'root' }, message: { tone: 'digest' } });
    expect(JSON.stringify(alert?.message)).toContain('Port Authority opens inquiry');
  });

  it('makes up for the latest period only after a long pause', async () => {
    const ports = await fakePorts();
    await ports.store.stories.save(aStory('harbour', { since: NOW - 20 * DAY_MS }));
    await sendDigests(ports, [schedule]);

    ports.clock.advance(30 * DAY_MS);
    expect(await sendDigests(ports, [schedule])).toBe(1);

    expect(new Set(await queuedIds(ports)).size).toBe(2);
  });

  it('doubles nothing when the clock is set back', async () => {
    const ports = await fakePorts();
    await ports.store.stories.save(aStory('harbour', { since: NOW - 20 * DAY_MS }));
    await sendDigests(ports, [schedule]);
    ports.clock.advance(-3_600_000);

    expect(await sendDigests(ports, [schedule])).toBe(0);
  });

  it('says nothing of a week before any story was taken up', async () => {
    const ports = await fakePorts();
    await ports.store.stories.save(aStory('harbour', { since: NOW - 1_000 }));

    expect(await sendDigests(ports, [schedule])).toBe(0);
    expect(await sendDigests(ports, [{ ...schedule, time: '12:00' }])).toBe(1);
  });

  it('queues one digest for each destination', async () => {
    const ports = await fakePorts();
    await ports.store.stories.save(aStory('harbour', { since: NOW - 20 * DAY_MS }));
    const other = { ...schedule, target: { platform: 'slack', channel: 'C1' } };

    expect(await sendDigests(ports, [schedule, other])).toBe(2);
  });
});

describe('storiesFor', () => {
  it('gives a destination its own stories, and one for digests alone all of them', () => {
    const own = aStory('own');
    const foreign = aStory('foreign', { channels: [{ platform: 'slack', channel: 'C1' }] });

    expect(storiesFor(target, [own, foreign])).toEqual([own]);
    expect(storiesFor({ platform: 'slack', channel: 'C9' }, [own, foreign])).toEqual([own, foreign]);
  });
});
