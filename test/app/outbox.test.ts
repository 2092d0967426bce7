import { describe, expect, it } from 'vitest';
import type { Posted } from '../../src/alerts/alert.ts';
import { DRAIN_DEFAULTS, type DrainSettings, drainFully, drainOutbox } from '../../src/app/outbox.ts';
import { createPacer } from '../../src/app/pacer.ts';
import { id } from '../../src/ids.ts';
import { NOW, anAlert } from '../fakes/builders.ts';
import { createFakeChat, fakePorts } from '../fakes/ports.ts';

const settings = (changes: Partial<DrainSettings> = {}): DrainSettings => ({
  ...DRAIN_DEFAULTS,
  pacer: createPacer({}),
  ...changes,
});
const slack = { platform: 'slack', channel: 'C1' };

describe('drainOutbox', () => {
  it('posts what is due and records the receipt', async () => {
    const chat = createFakeChat();
    const ports = await fakePorts({ chats: [chat] });
    await ports.store.outbox.add([anAlert('one')]);

    const drained = await drainOutbox(ports, settings());

    expect(drained).toEqual({ posted: 1, later: 0, uncertain: 0, refused: 0, closed: 0 });
    expect(chat.posts).toEqual([
      {
        channel: 'desk',
        message: anAlert('one').message,
        key: 'one',
        place: 'root',
        root: undefined,
        uncertainSince: undefined,
      },
    ]);
    expect((await ports.store.outbox.find(id('one')))?.delivery).toEqual({
      state: 'sent',
      attempts: 1,
      sentAt: NOW,
      receipt: 'receipt of one',
    });
  });

  it('posts a thread in order, each with the receipt of its root', async () => {
    const chat = createFakeChat();
    const ports = await fakePorts({ chats: [chat] });
    const root = id<'alert'>('root');
    await ports.store.outbox.add([
      anAlert('root'),
      anAlert('first', { place: { kind: 'reply', root } }),
      anAlert('amend', { place: { kind: 'amend', root } }),
    ]);

    await drainOutbox(ports, settings());

    expect(chat.posts.map(({ key, root }) => [key, root])).toEqual([
      ['root', undefined],
      ['first', 'receipt of root'],
      ['amend', 'receipt of root'],
    ]);
  });

  it('keeps an alert that cannot be sent now, and tries again when it is due', async () => {
    const chat = createFakeChat(
      'console',
      ({ key }, attempt): Posted =>
        attempt === 1
          ? { kind: 'later', why: 'rate limit', retryAfterMs: 5_000 }
          : { kind: 'posted', receipt: `receipt of ${key}` },
    );
    const ports = await fakePorts({ chats: [chat] });
    await ports.store.outbox.add([anAlert('one')]);

    await drainOutbox(ports, settings());
    ports.clock.advance(4_999);
    await drainOutbox(ports, settings());
    expect(chat.posts).toHaveLength(1);
    ports.clock.advance(1);
    await drainOutbox(ports, settings());

    expect(chat.posts).toHaveLength(2);
    expect(await ports.store.outbox.depth()).toEqual({ pending: 0, sent: 1, givenUp: 0 });
  });

  it('tells the adapter since when an alert may have arrived already', async () => {
    const chat = createFakeChat(
      'console',
      (_outgoing, attempt): Posted =>
        attempt === 1 ? { kind: 'uncertain', why: 'time-out' } : { kind: 'posted', receipt: 'r' },
    );
    const ports = await fakePorts({ chats: [chat] });
    await ports.store.outbox.add([anAlert('one')]);

    await drainOutbox(ports, settings());
    ports.clock.advance(3_600_000);
    await drainOutbox(ports, settings());

    expect(chat.posts[0]?.uncertainSince).toBeUndefined();
    expect(chat.posts[1]?.uncertainSince).toBeLessThanOrEqual(NOW);
  });

  it('gives up an alert that is refused, with one line in the log for each channel and reason, and goes on with the others', async () => {
    const gone = createFakeChat('slack', (): Posted => ({ kind: 'refused', why: 'msg_too_long' }));
    const well = createFakeChat('console');
    const ports = await fakePorts({ chats: [gone, well] });
    await ports.store.outbox.add([anAlert('s1', { target: slack }), anAlert('s2', { target: slack }), anAlert('c1')]);

    const drained = await drainOutbox(ports, settings());

    expect(drained).toEqual({ posted: 1, later: 0, uncertain: 0, refused: 2, closed: 0 });
    expect(ports.log.lines).toEqual([
      {
        level: 'error',
        message: 'message refused',
        fields: { destination: 'slack:C1', alert: 's1', why: 'msg_too_long' },
      },
    ]);
    expect((await ports.store.outbox.find(id('s2')))?.delivery).toMatchObject({ state: 'given-up' });
  });

  it('stops a destination that takes nothing, tells of it once, and tries nothing more there', async () => {
    const gone = createFakeChat('slack', (): Posted => ({ kind: 'closed', why: 'the channel is archived' }));
    const well = createFakeChat('console');
    const ports = await fakePorts({ chats: [gone, well] });
    await ports.store.outbox.add([anAlert('s1', { target: slack }), anAlert('s2', { target: slack }), anAlert('c1')]);

    const first = await drainOutbox(ports, settings());
    await ports.store.outbox.add([anAlert('s3', { target: slack }), anAlert('c2')]);
    const second = await drainOutbox(ports, settings());

    expect([first.closed, second]).toEqual([1, { posted: 1, later: 0, uncertain: 0, refused: 0, closed: 0 }]);
    expect(gone.posts).toHaveLength(1);
    expect(await ports.store.outbox.stopped()).toEqual([
      { target: slack, why: 'the channel is archived', since: NOW, waiting: 3 },
    ]);
    expect(ports.log.lines).toEqual([
      {
        level: 'error',
        message: 'destination stopped',
        fields: {
          destination: 'slack:C1',
          alert: 's1',
          why: 'the channel is archived',
          toGoOn: 'Mend that, then use /story there or restart Storywatch: what waits is posted then.',
        },
      },
    ]);
    expect((await ports.store.outbox.find(id('s1')))?.delivery).toEqual({
      state: 'pending',
      attempts: 1,
      notBefore: NOW,
      uncertainSince: undefined,
      why: 'the channel is archived',
    });
  });

  it('tells of it again where it is resumed and closed still', async () => {
    const gone = createFakeChat('slack', (): Posted => ({ kind: 'closed', why: 'the channel is archived' }));
    const ports = await fakePorts({ chats: [gone] });
    const pacer = createPacer({});
    await ports.store.outbox.add([anAlert('s1', { target: slack })]);

    await drainOutbox(ports, settings({ pacer }));
    await ports.store.outbox.resume(slack, () => []);
    await drainOutbox(ports, settings({ pacer }));

    expect(ports.log.lines.map(({ message }) => message)).toEqual(['destination stopped', 'destination stopped']);
  });

  it('keeps an alert for a platform that is not connected', async () => {
    const ports = await fakePorts();
    await ports.store.outbox.add([anAlert('one', { target: { platform: 'mail', channel: 'a@example.org' } })]);

    await drainOutbox(ports, settings());

    expect((await ports.store.outbox.find(id('one')))?.delivery).toMatchObject({
      state: 'pending',
      attempts: 1,
      why: 'mail is not connected (connected: console); set its token or change the channel',
    });
  });

  it('takes an adapter that throws, or never answers, as an uncertain outcome', async () => {
    const chat = createFakeChat(
      'console',
      ({ key }): Promise<Posted> => (key === id('throws') ? Promise.reject(new Error('a bug')) : new Promise(() => {})),
    );
    const ports = await fakePorts({ chats: [chat] });
    await ports.store.outbox.add([anAlert('throws'), anAlert('hangs')]);

    const drained = await drainOutbox(ports, settings({ deadlineMs: 5 }));

    expect(drained).toMatchObject({ uncertain: 2 });
    expect((await ports.store.outbox.find(id('throws')))?.delivery).toMatchObject({ state: 'pending', why: 'a bug' });
    expect((await ports.store.outbox.find(id('hangs')))?.delivery).toMatchObject({
      state: 'pending',
      why: 'no answer within 5 ms',
    });
  });

  it('lets no channel wait for a slow one', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: done, resolve: ready } = Promise.withResolvers<void>();
    const slow = createFakeChat('slack', async (): Promise<Posted> => {
      await held;
      return { kind: 'posted', receipt: 'r' };
    });
    const quick = createFakeChat('console', ({ key }): Posted => {
      if (key === id('c2')) ready();
      return { kind: 'posted', receipt: 'r' };
    });
    const ports = await fakePorts({ chats: [slow, quick] });
    await ports.store.outbox.add([anAlert('s1', { target: slack }), anAlert('c1'), anAlert('c2')]);

    const draining = drainOutbox(ports, settings());
    await done;
    const whileHeld = slow.posts.length;
    release();
    await draining;

    expect(whileHeld).toBe(1);
    expect(await ports.store.outbox.depth()).toEqual({ pending: 0, sent: 3, givenUp: 0 });
  });

  it('keeps to the pace of a platform, channel by channel', async () => {
    const chat = createFakeChat('slack');
    const ports = await fakePorts({ chats: [chat] });
    const pacer = createPacer({ slack: 1_000 });
    const other = { platform: 'slack', channel: 'C2' };
    await ports.store.outbox.add(['a', 'b'].map((name) => anAlert(name, { target: slack })));
    await ports.store.outbox.add([anAlert('c', { target: other })]);

    await drainOutbox(ports, settings({ pacer }));
    expect(chat.posts.map(({ key }) => key)).toEqual(['a', 'c']);
    ports.clock.advance(999);
    await drainOutbox(ports, settings({ pacer }));
    expect(chat.posts).toHaveLength(2);
    ports.clock.advance(1);
    await drainOutbox(ports, settings({ pacer }));

    expect(chat.posts.map(({ key }) => key)).toEqual(['a', 'c', 'b']);
  });

  it('claims nothing more once it is told to end', async () => {
    const stop = new AbortController();
    const chat = createFakeChat('console', (): Posted => {
      stop.abort();
      return { kind: 'posted', receipt: 'r' };
    });
    const ports = await fakePorts({ chats: [chat] });
    await ports.store.outbox.add([anAlert('a'), anAlert('b')]);

    await drainOutbox(ports, settings({ signal: stop.signal }));

    expect(await ports.store.outbox.depth()).toEqual({ pending: 1, sent: 1, givenUp: 0 });
  });

  it('records nothing once another worker took the alert over, and says so', async () => {
    const ports = await fakePorts({ chats: [] });
    const chat = createFakeChat('console', async (): Promise<Posted> => {
      ports.clock.advance(DRAIN_DEFAULTS.leaseMs);
      await ports.store.outbox.claim(ports.clock.now(), DRAIN_DEFAULTS.leaseMs, 1);
      return { kind: 'posted', receipt: 'r' };
    });
    ports.chats.set('console', chat);
    await ports.store.outbox.add([anAlert('one')]);

    await drainOutbox(ports, settings());

    expect((await ports.store.outbox.find(id('one')))?.delivery.state).toBe('pending');
    expect(ports.log.lines[0]).toMatchObject({ message: 'another worker took over the alert' });
  });
});

describe('drainFully', () => {
  it('waits for the pace until nothing is left to send', async () => {
    const chat = createFakeChat('slack');
    const ports = await fakePorts({ chats: [chat] });
    await ports.store.outbox.add(['a', 'b', 'c'].map((name) => anAlert(name, { target: slack })));
    const waits: number[] = [];

    const drained = await drainFully(ports, settings({ pacer: createPacer({ slack: 1_000 }) }), async (ms) => {
      waits.push(ms);
      ports.clock.advance(ms);
    });

    expect(drained.posted).toBe(3);
    expect(waits).toEqual([1_000, 1_000, 1_000]);
  });
});
