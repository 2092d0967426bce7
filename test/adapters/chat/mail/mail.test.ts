import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMail } from '../../../../adapters/chat/mail/index.ts';
import type { MailSettings } from '../../../../adapters/chat/mail/settings.ts';
import { rasterise } from '../../../../adapters/pictures/rasterise.ts';
import { UserError } from '../../../../src/errors.ts';
import { chatAdapterContract } from '../../../contract/chat-adapter.ts';
import { outgoingOf } from '../../../contract/outgoing.ts';
import { createFakeLog } from '../../../fakes/log.ts';
import { aMessage } from '../../../message/messages.ts';
import { type MailServer, startMail } from '../../../servers/mail.ts';
import { aDigestMessage, anAlertMessage } from '../alert.ts';
import { PNG } from '../settings.ts';

const TEAM = 'team@example.org';
const settings: Omit<MailSettings, 'url'> = {
  from: 'Storywatch <news@example.org>',
  rasterise: () => PNG,
  log: createFakeLog(),
  timeZone: 'UTC',
  timeoutMs: 1_000,
};

chatAdapterContract('Mail', async () => {
  const server = await startMail();
  const adapter = createMail({ ...settings, url: server.url });
  const faults = {
    limited: { on: 'RCPT TO', kind: 'status', status: 451 },
    lost: { on: 'DATA', kind: 'lost' },
    failed: { on: 'DATA', kind: 'truncated' },
    unapplied: { on: 'DATA', kind: 'reset' },
    hang: { on: 'DATA', kind: 'hang' },
  } as const;
  return {
    adapter,
    channel: TEAM,
    refused: 'nobody@example.org',
    amends: false,
    held: async () => server.mails.map(({ text }) => text ?? ''),
    fault: (kind) => server.faults.add(faults[kind]),
    close: async () => {
      await adapter.stop();
      await server.stop();
    },
  };
});

describe('a mail', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await startMail();
  });
  afterEach(() => server.stop());

  const post = async (parts: Parameters<typeof outgoingOf>[0], changes: Partial<MailSettings> = {}) => {
    const adapter = createMail({ ...settings, url: server.url, ...changes });
    const posted = await adapter.post(outgoingOf({ channel: TEAM, ...parts }));
    await adapter.stop();
    return posted;
  };
  const receiptOf = async (parts: Parameters<typeof outgoingOf>[0]): Promise<string> => {
    const posted = await post(parts);
    if (posted.kind !== 'posted') throw new Error(posted.why);
    return posted.receipt;
  };
  const header = (at: number, name: string): string | undefined =>
    server.mails[at]?.headers.find(({ key }) => key === name)?.value;

  it('says what a chat would say, as plain text and as a page', async () => {
    await post({ message: anAlertMessage });

    const [mail] = server.mails;
    expect(mail?.from).toMatchObject({ name: 'Storywatch', address: 'news@example.org' });
    expect(mail?.to).toMatchObject([{ address: TEAM }]);
    expect(mail?.subject).toBe('Ministers order *prosecutors* to examine X & Meta');
    expect(mail?.text?.trim()).toBe(
      [
        'Ministers order *prosecutors* to examine X & Meta',
        'https://news.example/a_b',
        'The cabinet agreed on Tuesday to ask, “at once”.',
        'Source: Example Times',
        'Reported: 17 February 2026, 13:05',
        'names X, Meta · 2 independent sources',
      ].join('\n'),
    );
    expect(mail?.html?.trim().split('\n').slice(1)).toEqual([
      '<h1 style="font-size:20px"><a href="https://news.example/a_b">Ministers order *prosecutors* to examine X &amp; Meta</a></h1>',
      '<p>The cabinet agreed on <b>Tuesday</b> to ask, <i>“at once”</i>.</p>',
      '<p><b>Source:</b> Example Times<br><b>Reported:</b> 17 February 2026, 13:05</p>',
      '<p style="color:#5f6368;font-size:13px">names X, Meta · 2 independent sources</p>',
      '</body></html>',
    ]);
  });

  it('is told apart by its key, threads under its root, and can be unsubscribed', async () => {
    const root = await receiptOf({ key: 'root-1', message: aMessage({ title: 'Ministers agree' }) });
    await post({ key: 'reply-1', place: 'reply', root, message: aMessage({ title: 'Parliament answers' }) });

    expect(server.mails.map(({ subject }) => subject)).toEqual(['Ministers agree', 'Re: Ministers agree']);
    expect(server.mails.map(({ messageId }) => messageId)).toEqual(['<root-1@example.org>', '<reply-1@example.org>']);
    expect([header(0, 'references'), header(1, 'references')]).toEqual([undefined, '<root-1@example.org>']);
    expect(header(1, 'in-reply-to')).toBe('<root-1@example.org>');
    expect(header(1, 'list-unsubscribe')).toBe('<mailto:news@example.org?subject=unsubscribe>');
    expect(server.mails[1]?.text).toContain('Parliament answers');
  });

  it('has the same Message-ID each time that it is sent', async () => {
    server.faults.add({ on: 'DATA', kind: 'lost' });

    expect(await post({ key: 'root-1' })).toMatchObject({ kind: 'uncertain' });
    expect(await post({ key: 'root-1', uncertainSince: Date.now() })).toMatchObject({ kind: 'posted' });
    expect([server.taken(), server.mails.length]).toEqual([2, 1]);
  });

  it('shows a picture that it carries, and says in words one that cannot be drawn', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const picture = { type: 'picture', svg, alt: 'Three "follow-ups"' } as const;
    await post({ key: 'a', message: aMessage({ blocks: [picture] }) }, { rasterise });
    await post({ key: 'b', message: aDigestMessage }, { rasterise });

    const [attachment] = server.mails[0]?.attachments ?? [];
    expect(attachment).toMatchObject({
      mimeType: 'image/png',
      disposition: 'inline',
      contentId: '<storywatch-1.png@storywatch>',
    });
    expect(server.mails[0]?.html).toContain(
      '<img src="cid:storywatch-1.png@storywatch" alt="Three &quot;follow-ups&quot;"',
    );
    expect(server.mails[1]?.attachments).toEqual([]);
    expect(server.mails[1]?.html).toContain('<i>Three follow-ups on Monday</i>');
  });

  it.each([
    ['RCPT TO', 451, 'later'],
    ['DATA', 452, 'later'],
    ['RCPT TO', 550, 'closed'],
    ['DATA', 554, 'refused'],
  ] as const)('takes the answer to %s of %i for %s', async (on, status, kind) => {
    server.faults.add({ on, kind: 'status', status });

    const posted = await post({});

    expect(posted).toMatchObject({ kind, why: expect.stringContaining(String(status)) });
    expect(server.mails).toEqual([]);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    await server.stop();

    expect(await post({})).toMatchObject({ kind: 'later' });
  });

  it.each(['', 'team', 'a@b, c@d', 'a@b\nBcc: c@d', 'Team <a@b>', '"a"@b'])(
    'takes %j for no address',
    async (channel) => {
      expect(await post({ channel })).toEqual({ kind: 'closed', why: 'the channel is not one mail address' });
      expect(server.taken()).toBe(0);
    },
  );

  it('lets no text become a header, a tag or a file', async () => {
    const title = 'Agreed\r\nBcc: thief@example.org <script>alert(1)</script>';

    await post({
      message: aMessage({
        title,
        link: 'javascript:alert(1)',
        blocks: [{ type: 'paragraph', spans: ['<img src=x>'] }],
      }),
    });

    const [mail] = server.mails;
    expect(mail?.subject).toBe('Agreed Bcc: thief@example.org <script>alert(1)</script>');
    expect(mail?.bcc).toBeUndefined();
    expect(mail?.html).not.toMatch(/<script|<img|javascript:/);
  });

  it('asks for a password that is taken', async () => {
    const closed = await startMail({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    const adapter = createMail({ ...settings, url: closed.url.replace('//', '//user:wrong@') });

    await expect(adapter.start(async () => aMessage())).rejects.toThrow(UserError);
    const posted = await adapter.post(outgoingOf({ channel: TEAM }));
    await adapter.stop();
    await closed.stop();

    expect(posted).toMatchObject({ kind: 'closed', why: expect.stringContaining('SMTP_URL') });
  });

  it('sends no password over an open line', async () => {
    const { port } = new URL(server.url);

    const posted = await post({}, { url: `smtp://user:secret@127.1:${port}` });

    expect(posted).toMatchObject({ kind: 'closed', why: expect.stringContaining('STARTTLS') });
    expect(server.taken()).toBe(0);
  });
});
