import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createFaults, type Fault, type Faults } from './faults.ts';

/** A mail server on the loopback interface, with one mailbox for everybody, which drops a Message-ID that it has. */
export interface MailServer {
  /** What SMTP_URL is set to. */
  readonly url: string;
  /** The mails that the mailbox shows, oldest first. */
  readonly mails: readonly Email[];
  /** How often a mail was taken, repeats included. */
  readonly taken: () => number;
  /** On `RCPT TO` or `DATA`: status, reset, lost, truncated, hang. */
  readonly faults: Faults;
  stop(): Promise<void>;
}

export async function startMail(options: SMTPServerOptions = {}): Promise<MailServer> {
  const faults = createFaults();
  const mails: Email[] = [];
  const sockets = new Map<number, Socket>();
  let taken = 0;

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const fault = faults.take('RCPT TO');
      if (fault !== undefined) return done(refusal(fault));
      done(address.startsWith('nobody@') ? refusal({ on: '', kind: 'status', status: 550 }) : undefined);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const fault = faults.take('DATA');
        const socket = sockets.get(session.remotePort);
        if (fault?.kind === 'status') return done(refusal(fault));
        if (fault?.kind === 'reset') return socket?.destroy();
        taken += 1;
        const mail = await PostalMime.parse(Buffer.concat(chunks));
        if (mails.every(({ messageId }) => messageId !== mail.messageId)) mails.push(mail);
        if (fault?.kind === 'hang') return;
        if (fault?.kind === 'truncated') socket?.write('2');
        if (fault !== undefined) return socket?.destroy();
        done(null, 'taken');
      });
    },
    ...options,
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort ?? 0, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    taken: () => taken,
    faults,
    stop: async () => {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function refusal({ status = 451 }: Fault): Error {
  return Object.assign(new Error(status < 500 ? 'try again later' : 'no such mailbox'), { responseCode: status });
}
