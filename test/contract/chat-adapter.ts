import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../../src/ports.ts';
import { aMessage, messageOf } from '../message/messages.ts';
import { outgoingOf } from './outgoing.ts';

/** One chat platform under test, with what it holds. */
export interface ChatSubject {
  readonly adapter: ChatAdapter;
  readonly channel: string;
  /** A channel that the platform refuses; undefined where it refuses none. */
  readonly refused: string | undefined;
  /** Whether the root can be brought up to date; where it cannot, an amendment says nothing. True by default. */
  readonly amends?: boolean;
  /** Whether the platform takes a key or shows what it holds; where it does neither, a repeat is there twice. True by default. */
  readonly seesRepeats?: boolean;
  /** All that the platform shows, oldest first, as plain strings. */
  held(): Promise<readonly string[]>;
  /** Makes the next post meet a fault; undefined where there is no network. */
  readonly fault: ((kind: 'limited' | 'lost' | 'failed' | 'unapplied' | 'hang') => void) | undefined;
  close(): Promise<void>;
}

/** What every chat adapter does, whatever its platform. */
export function chatAdapterContract(name: string, create: () => Promise<ChatSubject>): void {
  describe(`${name} as a chat adapter`, () => {
    let subject: ChatSubject;

    beforeEach(async () => {
      subject = await create();
    });
    afterEach(() => subject.close());

    const post = (parts: Parameters<typeof outgoingOf>[0]) =>
      subject.adapter.post(outgoingOf({ channel: subject.channel, ...parts }));
    const receiptOf = async (parts: Parameters<typeof outgoingOf>[0]): Promise<string> => {
      const posted = await post(parts);
      if (posted.kind !== 'posted') throw new Error(`not posted: ${posted.why}`);
      return posted.receipt;
    };
    const holding = async (words: string): Promise<number> =>
      (await subject.held()).filter((text) => text.includes(words)).length;

    it('posts a message and gives a receipt', async () => {
      const receipt = await receiptOf({ message: aMessage({ title: 'Ministers agree' }) });

      expect(receipt).not.toBe('');
      expect(await holding('Ministers agree')).toBe(1);
    });

    it('puts replies after their root and amends the root without a new message', async () => {
      const root = await receiptOf({ key: 'root', message: aMessage({ title: 'Ministers agree' }) });
      await receiptOf({ key: 'reply-1', place: 'reply', root, message: aMessage({ title: 'Parliament answers' }) });
      await receiptOf({ key: 'reply-2', place: 'reply', root, message: aMessage({ title: 'A court is asked' }) });
      const before = (await subject.held()).length;

      const amended = await post({
        key: 'amend-1',
        place: 'amend',
        root,
        message: aMessage({ title: 'Ministers agree, court asked' }),
      });

      expect(amended.kind).toBe('posted');
      expect(await holding('Parliament answers')).toBe(1);
      expect(await holding('A court is asked')).toBe(1);
      expect(await holding('Ministers agree, court asked')).toBe(subject.amends === false ? 0 : 1);
      expect((await subject.held()).length - before).toBeLessThanOrEqual(1);
    });

    it('leaves one message where the same key is posted again after an uncertain attempt', async () => {
      const since = Date.now();
      await receiptOf({ key: 'once', message: aMessage({ title: 'Said once' }) });

      const again = await post({ key: 'once', message: aMessage({ title: 'Said once' }), uncertainSince: since });

      expect(again.kind).toBe('posted');
      expect(await holding('Said once')).toBe(subject.seesRepeats === false ? 2 : 1);
    });

    it('posts whatever a feed may hold', async () => {
      const hostile = '<!channel> @everyone \u202E**x** [a](https://evil.example) \u0000\uD800';

      const posted = await post({ message: messageOf(hostile.repeat(40), 'javascript:alert(1)') });

      expect(posted.kind).toBe('posted');
    });

    it('says of a channel that takes nothing that it is closed, and why', async () => {
      if (subject.refused === undefined) return expect(subject.fault).toBeUndefined();

      const posted = await post({ channel: subject.refused });

      expect(posted).toMatchObject({ kind: 'closed', why: expect.stringMatching(/\w{4,}/) });
    });

    it('waits as long as the platform asks', async () => {
      if (subject.fault === undefined) return expect(subject.refused).toBeUndefined();
      subject.fault('limited');

      const posted = await post({ message: aMessage({ title: 'Too fast' }) });

      expect(posted).toMatchObject({ kind: 'later', retryAfterMs: expect.any(Number) });
      expect(await holding('Too fast')).toBe(0);
    });

    it.each(['lost', 'failed', 'unapplied', 'hang'] as const)(
      'says the same once, though an answer is %s',
      async (kind) => {
        if (subject.fault === undefined) return expect(subject.refused).toBeUndefined();
        const since = Date.now();
        subject.fault(kind);
        const message = aMessage({ title: 'Said once' });

        const first = await post({ key: 'fault', message });
        const second = await post({ key: 'fault', message, uncertainSince: since });

        expect(first.kind).toBe('uncertain');
        const isThere = kind === 'lost' || kind === 'failed';
        expect(second.kind).toBe('posted');
        expect(await holding('Said once')).toBe(subject.seesRepeats === false && isThere ? 2 : 1);
      },
    );

    it('stops twice without complaint', async () => {
      await subject.adapter.stop();

      await expect(subject.adapter.stop()).resolves.toBeUndefined();
    });
  });
}
