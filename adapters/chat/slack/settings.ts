import type { Log } from '../../../src/ports.ts';

/** What the adapter is given; it reads no environment itself. */
export interface SlackSettings {
  /** `xoxb-…` */
  readonly botToken: string;
  /** `xapp-…`, for Socket Mode. */
  readonly appToken: string | undefined;
  /** For HTTP mode, where there is no app token. */
  readonly http: { readonly signingSecret: string; readonly port: number } | undefined;
  /** undefined: Slack's own. */
  readonly apiUrl: string | undefined;
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
  /** IANA name, for times in words. */
  readonly timeZone: string;
  /** How long a call may take before its outcome is uncertain; 10 s. */
  readonly timeoutMs?: number;
}
