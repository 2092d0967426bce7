import type { Log } from '../../../src/ports.ts';

/** What the adapter is given; it reads no environment itself. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://`. */
  readonly url: string;
  /** `news@example.org` or `Storywatch <news@example.org>`. */
  readonly from: string;
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
  /** IANA name, for times in words. */
  readonly timeZone: string;
  /** How long the server may be silent before the outcome is uncertain; 10 s. */
  readonly timeoutMs?: number;
}
