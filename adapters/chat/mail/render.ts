import { cleanMessage } from '../../../src/message/clean-message.ts';
import { fileAsText } from '../../../src/message/file-text.ts';
import { type Limits, shorten } from '../../../src/message/fit.ts';
import { toPlain } from '../../../src/message/plain.ts';
import type { Outgoing } from '../../../src/ports.ts';
import { htmlOf } from './html.ts';

/** A mail as the transport takes it, but for the pictures' bytes. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

export interface MailRendering {
  /** As SMTP_FROM has it: `news@example.org` or `Storywatch <news@example.org>`. */
  readonly from: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Content ids of the pictures that are attached. */
  readonly pictures: readonly (string | undefined)[];
}

/** Mail has no limits that matter: these keep a hostile feed from filling a mailbox. */
const MAIL_LIMITS: Limits = {
  title: 250,
  line: 5_000,
  name: 200,
  total: 60_000,
  blocks: 100,
  items: 100,
  fields: 20,
  buttons: 0,
  label: 80,
  alt: 2_000,
  overhead: 8,
  cost: (piece) => piece.length,
};

/**
 * Renders a message as a mail. Pure. Its Message-ID is made of the key, the same for each attempt, by which a mailbox
 * knows a repeat; a reply names its root's, and has its subject, by which mail programs know a thread.
 */
export function renderMail(outgoing: Outgoing, { from, timeZone, pictures }: MailRendering): Mail {
  const message = shorten(cleanMessage(fileAsText(outgoing.message)), MAIL_LIMITS);
  const root = outgoing.root === undefined ? undefined : readReceipt(outgoing.root);
  const address = addressIn(from);
  return {
    from,
    to: outgoing.channel,
    subject: root === undefined ? message.title : `Re: ${root.subject}`,
    messageId: messageIdOf(outgoing.key, address),
    ...(root === undefined ? {} : { inReplyTo: root.messageId, references: root.messageId }),
    headers: {
      'List-Unsubscribe': `<mailto:${address}?subject=unsubscribe>`,
      // Who is away need not tell a machine.
      'Auto-Submitted': 'auto-generated',
    },
    text: toPlain(message, { timeZone }),
    html: htmlOf(message, { timeZone, pictures }),
  };
}

/** The receipt of a mail: what a reply to it needs. */
export function receiptOf({ messageId, subject }: Mail): string {
  return `${messageId} ${subject}`;
}

function readReceipt(receipt: string): { readonly messageId: string; readonly subject: string } {
  const end = receipt.indexOf(' ');
  return { messageId: receipt.slice(0, end), subject: receipt.slice(end + 1) };
}

function messageIdOf(key: string, address: string): string {
  return `<${key.replace(/[^\w.-]/g, '')}@${address.split('@')[1] ?? 'localhost'}>`;
}

/** The bare address of `Name <address>`. */
export function addressIn(mailbox: string): string {
  return /<([^<>]*)>\s*$/.exec(mailbox)?.[1]?.trim() ?? mailbox.trim();
}

/** Whether a mail can be sent to it: one address, with nothing in it that a header could misread. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\],;:\\"\p{C}]+@[^\s@<>()[\],;:\\"\p{C}]+$/u.test(text);
}
