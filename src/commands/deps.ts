import type { Clock, Log, Store } from '../ports.ts';
import type { Watch } from '../relevance/watch.ts';

/** What commands read. None of them writes. */
export interface CommandDeps {
  readonly store: Store;
  /** The watch as it stands: it is replaced when stories change. */
  readonly watch: () => Watch;
  readonly clock: Clock;
  /** IANA name, for days in words. */
  readonly timeZone: string;
  readonly log: Log;
}
