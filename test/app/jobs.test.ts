import { describe, expect, it } from 'vitest';
import { compileLexicon } from '../../src/text/lexicon.ts';
import { openDesk } from '../../src/app/desk.ts';
import { createGate } from '../../src/app/gate.ts';
import { jobsOf, KEEP_DEFAULTS } from '../../src/app/jobs.ts';
import { DRAIN_DEFAULTS } from '../../src/app/outbox.ts';
import { createPacer } from '../../src/app/pacer.ts';
import { POLL_DEFAULTS } from '../../src/app/pipeline.ts';
import { UserError } from '../../src/errors.ts';
import type { Job } from '../../src/ports.ts';
import { DAY_MS } from '../../src/time.ts';
import { NOW, aFeed, aStory, anAlert, anItem } from '../fakes/builders.ts';
import { createFakeChat, fakePorts } from '../fakes/ports.ts';

async function someJobs() {
  const chat = createFakeChat();
  const ports = await fakePorts({ chats: [chat] });
  await ports.store.stories.save(aStory('harbour', { since: NOW - 20 * DAY_MS }));
  await ports.store.feeds.follow([aFeed()], NOW);
  const gate = createGate(ports.log, ports.clock);
  const desk = await openDesk(ports, compileLexicon([], []));
  const jobs = jobsOf(ports, desk, {
    ...KEEP_DEFAULTS,
    poll: POLL_DEFAULTS,
    drain: { ...DRAIN_DEFAULTS, pacer: createPacer({}) },
    digests: [{ target: { platform: 'console', channel: 'desk' }, day: 'wednesday', time: '09:00', timeZone: 'UTC' }],
    gate,
  });
  const run = (name: string): Promise<void> => {
    const job: Job | undefined = jobs.find((one) => one.name === name);
    if (job === undefined) throw new Error(`no job ${name}`);
    return job.run();
  };
  return { ports, chat, gate, run };
}

describe('jobs', () => {
  it('poll what is due', async () => {
    const { ports, run } = await someJobs();

    await run('poll');
    await run('poll');

    expect(ports.fetcher.asked.map(({ feed }) => feed.url)).toEqual([aFeed().url]);
  });

  it('read no article unless a second look is asked for', async () => {
    const { run } = await someJobs();

    expect(() => run('second-look')).toThrow('no job second-look');
  });

  it('queue the digest that is due and post it', async () => {
    const { chat, run } = await someJobs();

    await run('digests');
    await run('outbox');
    await run('digests');
    await run('outbox');

    expect(chat.posts.map(({ message }) => message.tone)).toEqual(['digest']);
  });

  it('forget items that no story follows after their time', async () => {
    const { ports, run } = await someJobs();
    await ports.store.coverage.saveItems([anItem('old', { firstSeenAt: NOW - 181 * DAY_MS }), anItem('young')]);

    await run('forget');

    expect((await ports.store.coverage.items(0, NOW + 1, 10)).map(({ id }) => id)).toEqual(['item-young']);
    expect(await ports.store.coverage.unseen([anItem('old')])).toEqual([]);
  });

  it('rest together while the store takes nothing, and go on by themselves', async () => {
    const { ports, chat, gate, run } = await someJobs();
    await ports.store.outbox.add([anAlert('one')]);
    await gate.pass(() => Promise.reject(new UserError('the disk is full')));

    await run('outbox');
    await run('poll');
    expect([chat.posts.length, ports.fetcher.asked.length]).toEqual([0, 0]);
    ports.clock.advance(30_000);
    await run('outbox');
    await run('poll');

    expect([chat.posts.length, ports.fetcher.asked.length]).toEqual([1, 1]);
    expect(gate.problem()).toBeUndefined();
  });
});
