import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createWebhook, type WebhookSettings } from '../../../adapters/chat/webhook.ts';
import { UserError } from '../../../src/errors.ts';
import { chatAdapterContract } from '../../contract/chat-adapter.ts';
import { outgoingOf } from '../../contract/outgoing.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { aMessage } from '../../message/messages.ts';
import { type Call, type FakeServer, serve } from '../../servers/http.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;

/** A receiver that drops repeats of an id, as Standard Webhooks asks it to. */
const aReceiver = async (): Promise<FakeServer & { readonly taken: Map<string, Call> }> => {
  const taken = new Map<string, Call>();
  const fake = await serve({
    nameOf: (method, url) => `${method} ${url.pathname}`,
    answer: (call) => {
      if (call.url.pathname === '/gone') return { status: 410 };
      if (call.url.pathname === '/moved') return { status: 302, headers: { location: '/hook' } };
      taken.set(String(call.headers['webhook-id']), call);
      return { status: 204 };
    },
    refusal: () => ({ status: 400 }),
    control: {},
  });
  return { ...fake, taken };
};

const aWebhook = (parts: Partial<WebhookSettings> = {}) =>
  createWebhook({
    secret: SECRET,
    fetch,
    clock: { now: () => Date.now() },
    timeZone: 'UTC',
    timeoutMs: 1_000,
    ...parts,
  });

chatAdapterContract('A webhook', async () => {
  const receiver = await aReceiver();
  const adapter = aWebhook();
  const kinds = {
    limited: 'status',
    lost: 'lost',
    failed: 'status-applied',
    unapplied: 'status',
    hang: 'hang',
  } as const;
  return {
    adapter,
    channel: `${receiver.origin}/hook`,
    refused: `${receiver.origin}/gone`,
    held: async () => [...receiver.taken.values()].map(({ body }) => JSON.parse(body.toString()).data.message.title),
    fault: (kind) =>
      receiver.faults.add({
        on: 'POST',
        kind: kinds[kind],
        ...(kind === 'limited' ? { status: 429, retryAfter: '7' } : { status: 503 }),
      }),
    close: async () => {
      await adapter.stop();
      await receiver.stop();
    },
  };
});

describe('a webhook', () => {
  it('is signed so that the reference library takes it, and says what and where', async () => {
    const receiver = await aReceiver();
    const message = aMessage({ title: 'Ministers agree\u202E', link: 'https://news.example/a' });

    await aWebhook().post(
      outgoingOf({ channel: `${receiver.origin}/hook`, key: 'k1', place: 'reply', root: 'k0', message }),
    );
    await receiver.stop();

    const call = receiver.taken.get('k1');
    const headers = Object.fromEntries(
      Object.entries(call?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(new Webhook(SECRET).verify(String(call?.body), headers)).toMatchObject({
      type: 'storywatch.reply',
      data: {
        key: 'k1',
        place: 'reply',
        root: 'k0',
        message: { tone: 'alert', title: 'Ministers agree', link: 'https://news.example/a', blocks: [] },
        text: 'Ministers agree\nhttps://news.example/a',
      },
    });
  });

  it.each([
    ['Wed, 18 Feb 2026 12:00:30 GMT', 30_000],
    ['Wed, 18 Feb 2026 11:00:00 GMT', 1_000],
    ['86400', 3_600_000],
    ['soon', undefined],
  ])('reads a Retry-After of %s', async (retryAfter, retryAfterMs) => {
    const receiver = await aReceiver();
    receiver.faults.add({ on: 'POST', kind: 'status', status: 429, retryAfter });
    const adapter = aWebhook({ clock: createFakeClock(Date.UTC(2026, 1, 18, 12)) });

    const posted = await adapter.post(outgoingOf({ channel: `${receiver.origin}/hook` }));
    await receiver.stop();

    expect(posted).toMatchObject({ kind: 'later', retryAfterMs });
  });

  it('does not follow a redirect, and says so', async () => {
    const receiver = await aReceiver();

    const posted = await aWebhook().post(outgoingOf({ channel: `${receiver.origin}/moved` }));
    await receiver.stop();

    expect(posted).toMatchObject({ kind: 'closed', why: expect.stringContaining('redirect') });
    expect(receiver.calls).toHaveLength(1);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const receiver = await aReceiver();
    await receiver.stop();

    expect(await aWebhook().post(outgoingOf({ channel: `${receiver.origin}/hook` }))).toMatchObject({ kind: 'later' });
  });

  it('takes what the guard of addresses forbids for a closed channel', async () => {
    const guarded = async (): Promise<never> => {
      throw new UserError('10.0.0.1 is a private address');
    };

    const posted = await aWebhook({ fetch: guarded }).post(outgoingOf({ channel: 'https://hook.example/' }));

    expect(posted).toEqual({ kind: 'closed', why: '10.0.0.1 is a private address' });
  });

  it('takes a channel that is no address for a closed channel', async () => {
    expect(await aWebhook().post(outgoingOf({ channel: 'nowhere' }))).toMatchObject({ kind: 'closed' });
  });

  it.each([undefined, '', 'whsec_!!!'])('asks for a secret where it is %j', (secret) => {
    expect(() => aWebhook({ secret })).toThrow(UserError);
  });
});
