import type { Declaration } from '../../../src/commands/command.ts';
import type { Log } from '../../../src/ports.ts';

/** What the adapter is given; it reads no environment itself. */
export interface DiscordSettings {
  readonly botToken: string;
  /** undefined: asked of Discord at the start. */
  readonly applicationId: string | undefined;
  /** Commands for one server appear at once; undefined: for all servers. */
  readonly guildId: string | undefined;
  /** undefined: Discord's own. */
  readonly apiUrl: string | undefined;
  /** What is registered below /story. */
  readonly commands: readonly Declaration[];
  readonly rasterise: (svg: string) => Uint8Array;
  readonly log: Log;
  /** IANA name, for times in words. */
  readonly timeZone: string;
  /** How long a call may take before its outcome is uncertain; 10 s. */
  readonly timeoutMs?: number;
}
