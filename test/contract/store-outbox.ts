import { describe, expect, it } from 'vitest';
import type { Alert, Delivery } from '../../src/alerts/alert.ts';
import { id } from '../../src/ids.ts';
import type { Claimed, Store } from '../../src/ports.ts';
import { NOW, aMessage, anAlert } from '../fakes/builders.ts';

const LEASE = 1_000;
const sent = (receipt: string): Delivery => ({ state: 'sent', attempts: 1, sentAt: NOW, receipt });
const givenUp: Delivery = { state: 'given-up', attempts: 1, why: 'no such channel' };
const pending = (notBefore: number): Delivery => ({
  state: 'pending',
  attempts: 1,
  notBefore,
  uncertainSince: undefined,
  why: 'rate limit',
});
const reply = (name: string, root: string, changes: Partial<Alert> = {}): Alert =>
  anAlert(name, { place: { kind: 'reply', root: id(root) }, ...changes });
const amend = (name: string, root: string, changes: Partial<Alert> = {}): Alert =>
  anAlert(name, { place: { kind: 'amend', root: id(root) }, ...changes });

/** What a store promises about the outbox. */
export function outboxContract(store: () => Store): void {
  const claim = (at = NOW, limit = 10): Promise<readonly Claimed[]> => store().outbox.claim(at, LEASE, limit);
  const names = async (at = NOW): Promise<readonly string[]> => (await claim(at)).map(({ alert }) => alert.id);
  const settle = async (delivery: (claimed: Claimed) => Delivery, at = NOW): Promise<readonly string[]> => {
    const claimed = await claim(at);
    for (const one of claimed) expect(await store().outbox.settle(one, delivery(one))).toBe(true);
    return claimed.map(({ alert }) => alert.id);
  };

  queueContract(store, claim, names);
  threadContract(store, claim, names, settle);
  leaseContract(store, claim);
  stopContract(store, claim, names);
}

type Claim = (at?: number, limit?: number) => Promise<readonly Claimed[]>;
type Names = (at?: number) => Promise<readonly string[]>;
type Settle = (delivery: (claimed: Claimed) => Delivery, at?: number) => Promise<readonly string[]>;

function queueContract(store: () => Store, claim: Claim, names: Names): void {
  describe('outbox: the queue', () => {
    it('gives an alert back as it was queued', async () => {
      const alert = anAlert('one', {
        development: id('dev'),
        message: aMessage({
          link: 'https://news.example/a',
          importance: 'high',
          broadcast: true,
          file: { name: 'probe.csv', mediaType: 'text/csv', text: 'a,b\r\n1,2\r\n' },
          blocks: [
            {
              type: 'paragraph',
              spans: ['text ', { bold: 'b' }, { quote: 'q' }, { link: 'https://x.example', text: 't' }],
            },
            { type: 'heading', text: 'h' },
            { type: 'list', items: [[{ time: NOW, show: 'date' }]] },
            { type: 'fields', fields: [{ name: 'n', value: ['v'] }] },
            { type: 'context', spans: ['c'] },
            { type: 'picture', svg: '<svg/>', alt: 'a picture' },
            { type: 'buttons', buttons: [{ label: 'Why?', action: 'why', value: 'x' }] },
          ],
        }),
      });
      await store().outbox.add([alert]);

      expect(await store().outbox.find(alert.id)).toStrictEqual(alert);
      expect(await store().outbox.find(id('none'))).toBeUndefined();
      expect((await claim())[0]).toMatchObject({ alert, root: undefined });
    });

    it('leaves an alert alone that is queued again', async () => {
      await store().outbox.add([anAlert('one')]);
      const [claimed] = await claim();
      if (claimed === undefined) throw new Error('nothing was claimed');
      await store().outbox.settle(claimed, sent('r1'));

      await store().outbox.add([anAlert('one', { message: aMessage({ title: 'Other' }) })]);

      expect(await store().outbox.find(id('one'))).toMatchObject({ message: aMessage(), delivery: { state: 'sent' } });
      expect(await names(NOW + LEASE)).toEqual([]);
    });

    it('takes what is due, oldest first, at most so many', async () => {
      const later = anAlert('later', { delivery: { ...pending(NOW + 5), attempts: 0 } });
      await store().outbox.add([later, anAlert('b'), anAlert('a'), anAlert('c')]);

      expect((await claim(NOW, 2)).map(({ alert }) => alert.id)).toEqual(['b', 'a']);
      expect(await names()).toEqual(['c']);
      expect(await names(NOW + 5)).toEqual(['later']);
    });

    it('takes nothing for a busy target', async () => {
      const other = { platform: 'slack', channel: 'desk' };
      await store().outbox.add([anAlert('a'), anAlert('b', { target: other })]);

      const claimed = await store().outbox.claim(NOW, LEASE, 10, [{ platform: 'console', channel: 'desk' }]);

      expect(claimed.map(({ alert }) => alert.id)).toEqual(['b']);
    });

    it('waits until an alert that could not be sent is due again', async () => {
      await store().outbox.add([anAlert('one')]);
      const [claimed] = await claim();
      if (claimed === undefined) throw new Error('nothing was claimed');
      const after: Delivery = { ...pending(NOW + 60), uncertainSince: NOW } as Delivery;
      await store().outbox.settle(claimed, after);

      expect(await names(NOW + 59)).toEqual([]);
      expect((await claim(NOW + 60))[0]?.alert.delivery).toStrictEqual(after);
    });

    it('counts roots and replies queued for a target since then, amendments not', async () => {
      await store().outbox.add([
        anAlert('old', { createdAt: NOW - 10 }),
        anAlert('root'),
        reply('reply', 'root'),
        amend('amend', 'root'),
        anAlert('elsewhere', { target: { platform: 'console', channel: 'other' } }),
      ]);

      expect(await store().outbox.queuedSince({ platform: 'console', channel: 'desk' }, NOW)).toBe(2);
    });

    it('tells what is not sent, newest first, and how deep the queue is', async () => {
      await store().outbox.add([anAlert('a'), anAlert('b'), anAlert('c')]);
      const [a, b] = await claim();
      if (a === undefined || b === undefined) throw new Error('nothing was claimed');
      await store().outbox.settle(a, sent('r'));
      await store().outbox.settle(b, givenUp);

      expect((await store().outbox.unsent(10)).map((alert) => alert.id)).toEqual(['c', 'b']);
      expect(await store().outbox.unsent(1)).toHaveLength(1);
      expect(await store().outbox.depth()).toEqual({ pending: 1, sent: 1, givenUp: 1 });
    });
  });
}

function threadContract(store: () => Store, claim: Claim, names: Names, settle: Settle): void {
  describe('outbox: threads', () => {
    it('sends a reply only once its root is sent, with the root’s receipt', async () => {
      await store().outbox.add([anAlert('root'), reply('reply', 'root')]);

      expect(await names(NOW)).toEqual(['root']);
      expect(await names(NOW)).toEqual([]);
      expect(await settle(() => sent('r1'), NOW + LEASE)).toEqual(['root']);
      expect(await claim()).toMatchObject([{ alert: { id: 'reply' }, root: 'r1' }]);
    });

    it('sends a thread in order and one at a time, however long one of it waits', async () => {
      await store().outbox.add([anAlert('root'), reply('first', 'root'), reply('second', 'root')]);
      await settle(() => sent('r1'));

      expect(await settle(() => pending(NOW + 60))).toEqual(['first']);
      expect(await names(NOW + 59)).toEqual([]);
      expect(await settle(() => sent('r2'), NOW + 60)).toEqual(['first']);
      expect(await names(NOW + 60)).toEqual(['second']);
    });

    it('goes on with a thread after a reply that was given up', async () => {
      await store().outbox.add([anAlert('root'), reply('first', 'root'), reply('second', 'root')]);
      await settle(() => sent('r1'));
      await settle(() => givenUp);

      expect(await names()).toEqual(['second']);
    });

    it('gives up what waits for a root that is given up', async () => {
      await store().outbox.add([anAlert('root'), reply('reply', 'root'), amend('amend', 'root'), anAlert('other')]);
      await settle(({ alert }) => (alert.id === 'root' ? givenUp : sent('r')));

      const why = 'its root message was given up: no such channel';
      expect((await store().outbox.find(id('reply')))?.delivery).toEqual({ state: 'given-up', attempts: 0, why });
      expect((await store().outbox.find(id('amend')))?.delivery).toEqual({ state: 'given-up', attempts: 0, why });
      expect(await names()).toEqual([]);
    });

    it('gives up at once what is queued for a root that is given up or was never queued', async () => {
      await store().outbox.add([anAlert('root')]);
      await settle(() => givenUp);
      await store().outbox.add([reply('late', 'root'), reply('lost', 'nowhere')]);

      expect((await store().outbox.find(id('late')))?.delivery.state).toBe('given-up');
      expect((await store().outbox.find(id('lost')))?.delivery).toMatchObject({
        state: 'given-up',
        why: 'the message it belongs to was never queued',
      });
    });

    it('takes a reply that is queued before its root in the same call', async () => {
      await store().outbox.add([reply('reply', 'root'), anAlert('root')]);

      expect(await settle(() => sent('r1'))).toEqual(['root']);
      expect(await names()).toEqual(['reply']);
    });

    it('sends only the newest of several pending amendments, after the replies before it', async () => {
      await store().outbox.add([anAlert('root'), reply('r1', 'root'), amend('a1', 'root'), amend('a2', 'root')]);
      await store().outbox.add([reply('r2', 'root'), amend('a3', 'root')]);

      const order = [];
      for (let round = 0; round < 6; round++) order.push(...(await settle(() => sent('receipt'))));

      expect(order).toEqual(['root', 'r1', 'r2', 'a3']);
      expect(await store().outbox.depth()).toEqual({ pending: 0, sent: 4, givenUp: 0 });
      expect(await store().outbox.unsent(10)).toEqual([]);
      expect((await store().outbox.find(id('a1')))?.delivery.state).toBe('given-up');
    });

    it('drops an amendment that could not be sent for a newer one', async () => {
      await store().outbox.add([anAlert('root'), amend('a1', 'root')]);
      await settle(() => sent('r1'));
      const [first] = await claim();
      if (first === undefined) throw new Error('nothing was claimed');
      await store().outbox.add([amend('a2', 'root')]);

      expect(await names()).toEqual([]);
      await store().outbox.settle(first, pending(NOW + 60));
      expect(await names(NOW + 1)).toEqual(['a2']);
    });
  });
}

function leaseContract(store: () => Store, claim: Claim): void {
  describe('outbox: leases', () => {
    it('takes an alert again once its lease ran out, and says since when its outcome is uncertain', async () => {
      await store().outbox.add([anAlert('one')]);
      await claim(NOW);

      expect(await claim(NOW + LEASE - 1)).toEqual([]);
      expect((await claim(NOW + LEASE))[0]?.alert.delivery).toMatchObject({ attempts: 1, uncertainSince: NOW });
      expect((await claim(NOW + 2 * LEASE))[0]?.alert.delivery).toMatchObject({ attempts: 2, uncertainSince: NOW });
    });

    it('fences off a worker whose lease was taken over', async () => {
      await store().outbox.add([anAlert('one')]);
      const [slow] = await claim(NOW);
      const [quick] = await claim(NOW + LEASE);
      if (slow === undefined || quick === undefined) throw new Error('nothing was claimed');

      expect(await store().outbox.settle(slow, givenUp)).toBe(false);
      expect((await store().outbox.find(id('one')))?.delivery.state).toBe('pending');
      expect(await store().outbox.settle(quick, sent('r1'))).toBe(true);
      expect(await store().outbox.settle(quick, givenUp)).toBe(false);
      expect((await store().outbox.find(id('one')))?.delivery).toStrictEqual(sent('r1'));
    });

    it('never gives the same alert to two claimants at once', async () => {
      await store().outbox.add(Array.from({ length: 40 }, (_, index) => anAlert(`n${index}`)));

      const rounds = await Promise.all(Array.from({ length: 8 }, () => claim(NOW, 10)));

      const taken = rounds.flat().map(({ alert }) => alert.id);
      expect(taken).toHaveLength(40);
      expect(new Set(taken).size).toBe(40);
    });
  });
}

function stopContract(store: () => Store, claim: Claim, names: Names): void {
  const desk = { platform: 'console', channel: 'desk' };
  const other = { platform: 'console', channel: 'other' };
  const stopped = { target: desk, why: 'the channel is archived', since: NOW };
  const none = (): readonly Alert[] => [];

  describe('outbox: stopped destinations', () => {
    it('takes nothing for a stopped destination, and goes on with the others', async () => {
      await store().outbox.add([anAlert('a'), reply('b', 'a'), anAlert('c', { target: other })]);

      expect(await store().outbox.stop(stopped)).toBe(true);

      expect(await names()).toEqual(['c']);
      await store().outbox.add([anAlert('later'), amend('d', 'a')]);
      expect(await names()).toEqual([]);
      expect(await store().outbox.stopped()).toStrictEqual([{ ...stopped, waiting: 3 }]);
      expect(await store().outbox.depth()).toEqual({ pending: 5, sent: 0, givenUp: 0 });
    });

    it('stays stopped by what stopped it first, longest first', async () => {
      await store().outbox.stop({ target: other, why: 'the token was revoked', since: NOW + 1 });
      await store().outbox.stop(stopped);

      expect(await store().outbox.stop({ ...stopped, why: 'another', since: NOW + 2 })).toBe(false);

      expect(await store().outbox.stopped()).toMatchObject([
        { target: desk, why: 'the channel is archived', since: NOW },
        { target: other, why: 'the token was revoked' },
      ]);
    });

    it('takes what waited once it is resumed, in its order', async () => {
      await store().outbox.add([anAlert('a'), anAlert('b'), reply('c', 'a')]);
      await store().outbox.stop(stopped);
      const seen: string[] = [];

      const resumed = await store().outbox.resume(desk, (waiting) => {
        seen.push(...waiting.map((alert) => alert.id));
        return [];
      });

      expect(resumed).toStrictEqual({ ...stopped, waiting: 3, givenUp: 0 });
      expect(seen).toEqual(['a', 'b', 'c']);
      expect(await store().outbox.stopped()).toEqual([]);
      expect(await names()).toEqual(['a', 'b']);
      expect(await store().outbox.resume(desk, none)).toBeUndefined();
    });

    it('gives up what is stale, and what hangs on it, and says why', async () => {
      await store().outbox.add([
        anAlert('old'),
        amend('on-old', 'old'),
        anAlert('new'),
        anAlert('o', { target: other }),
      ]);
      await store().outbox.stop(stopped);

      const resumed = await store().outbox.resume(desk, (waiting) => waiting.filter((alert) => alert.id === id('old')));

      expect(resumed).toMatchObject({ waiting: 1, givenUp: 1 });
      expect((await store().outbox.find(id('old')))?.delivery).toEqual({
        state: 'given-up',
        attempts: 0,
        why: 'its destination was stopped: the channel is archived',
      });
      expect((await store().outbox.find(id('on-old')))?.delivery.state).toBe('given-up');
      expect(await names()).toEqual(['new', 'o']);
    });

    it('leaves to a worker what it holds', async () => {
      await store().outbox.add([anAlert('held'), anAlert('free')]);
      const [held] = await claim(NOW, 1);
      if (held === undefined) throw new Error('nothing was claimed');
      await store().outbox.stop(stopped);

      expect(await store().outbox.resume(desk, (waiting) => waiting)).toMatchObject({ waiting: 0, givenUp: 1 });

      expect(await store().outbox.settle(held, sent('r'))).toBe(true);
    });

    it('stops with the attempt that found it closed, or not at all', async () => {
      await store().outbox.add([anAlert('one')]);
      const [claimed] = await claim();
      if (claimed === undefined) throw new Error('nothing was claimed');
      const failing = store().transaction(async ({ outbox }) => {
        await outbox.settle(claimed, pending(NOW));
        await outbox.stop(stopped);
        throw new Error('the power went');
      });

      await expect(failing).rejects.toThrow('the power went');

      expect(await store().outbox.stopped()).toEqual([]);
      expect((await claim(NOW + LEASE))[0]?.alert.delivery).toMatchObject({ uncertainSince: NOW });
    });
  });
}
