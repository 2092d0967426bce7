import { createTransport } from 'nodemailer';
import type { Posted } from '../../../src/alerts/alert.ts';
import { messageOf, UserError } from '../../../src/errors.ts';
import type { Message } from '../../../src/message/message.ts';
import type { ChatAdapter, Outgoing } from '../../../src/ports.ts';
import { SECOND_MS } from '../../../src/time.ts';
import { createUnderway } from '../../../src/underway.ts';
import { failureOf, isRefusedLogin } from './outcome.ts';
import { isAddress, receiptOf, renderMail } from './render.ts';
import type { MailSettings } from './settings.ts';

/**
 * Sends mail by SMTP; a channel is an address. Takes no commands, and amends nothing: a mail that is sent is sent,
 * and what is new comes as a reply. A repeat after an uncertain attempt has the Message-ID of the first.
 */
export function createMail(settings: MailSettings): ChatAdapter {
  const transport = createTransport(transportOptions(settings));
  const { track, settled } = createUnderway();

  const post = async (outgoing: Outgoing): Promise<Posted> => {
    if (!isAddress(outgoing.channel)) return { kind: 'closed', why: 'the channel is not one mail address' };
    if (outgoing.place === 'amend') return { kind: 'posted', receipt: outgoing.root ?? outgoing.key };
    try {
      const attachments = drawn(outgoing.message, settings);
      const mail = renderMail(outgoing, { ...settings, pictures: attachments.map((picture) => picture?.cid) });
      await transport.sendMail({ ...mail, attachments: attachments.filter((picture) => picture !== undefined) });
      return { kind: 'posted', receipt: receiptOf(mail) };
    } catch (thrown) {
      return failureOf(thrown);
    }
  };

  return {
    platform: 'mail',
    async start() {
      try {
        await transport.verify();
      } catch (thrown) {
        const { why } = failureOf(thrown);
        if (!isRefusedLogin(thrown)) return settings.log.warn('the mail server does not answer yet', { why });
        throw new UserError(why, { hint: 'Check the user and the password in SMTP_URL.', cause: thrown });
      }
    },
    post: (outgoing) => track(post(outgoing)),
    stop: async () => {
      await settled();
      transport.close();
    },
  };
}

function transportOptions({ url, timeoutMs = 10 * SECOND_MS }: MailSettings) {
  const { hostname, password } = new URL(url);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return {
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // A password goes over no open line.
    requireTLS: password !== '' && !isLocal,
    // Whatever a text looks like, it is text.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The message's pictures as attachments that the page shows; one that cannot be drawn is said in words. */
function drawn({ blocks }: Message, { rasterise, log }: MailSettings) {
  return blocks.flatMap((block, at) => {
    if (block.type !== 'picture') return [];
    const filename = `storywatch-${at + 1}.png`;
    try {
      const content = Buffer.from(rasterise(block.svg));
      return [
        {
          filename,
          cid: `${filename}@storywatch`,
          content,
          contentType: 'image/png',
          contentDisposition: 'inline' as const,
        },
      ];
    } catch (thrown) {
      log.warn('picture not attached, its words are sent instead', { why: messageOf(thrown) });
      return [undefined];
    }
  });
}
