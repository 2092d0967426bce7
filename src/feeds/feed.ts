import type { FeedUrl } from '../ids.ts';
import type { Instant } from '../time.ts';

/** A feed as it is configured. */
export interface Feed {
  readonly url: FeedUrl;
  readonly name: string;
  /** ISO 639-1; a prior for its items' language. */
  readonly lang: string | undefined;
  /** ISO 3166-1 alpha-2 of the outlet, where it is known. */
  readonly country: string | undefined;
  readonly tier: Tier;
  /** The shortest wait between two polls, in milliseconds. */
  readonly everyMs: number;
  /** `chat`: added by people, and polled until they take it back; else it is the configuration's. */
  readonly origin?: 'chat' | undefined;
}

/** Who speaks: an authority outranks an agency, an agency a national outlet. */
export type Tier = 'authority' | 'agency' | 'national' | 'other';

/** What is known of a feed between two polls. */
export interface FeedState {
  readonly feed: Feed;
  readonly health: Health;
  readonly nextPollAt: Instant;
  readonly lastPollAt: Instant | undefined;
  /** The last poll that brought a readable document or 304. */
  readonly lastGoodAt: Instant | undefined;
  readonly lastItemAt: Instant | undefined;
  readonly failures: number;
  /** One line in plain words; undefined while all is well. */
  readonly problem: string | undefined;
  readonly validators: Validators;
  /** Where the feed moved for good, once that is certain. */
  readonly movedTo: string | undefined;
  /** undefined until the first poll, which posts nothing old. */
  readonly firstPolledAt: Instant | undefined;
  /** A permanent redirect that is not yet certain: where to, and how many polls in a row said so. */
  readonly move?: { readonly to: string; readonly times: number } | undefined;
  /** The usual time between two of its items, in milliseconds; undefined while that is unknown. */
  readonly rhythmMs?: number | undefined;
  /** What its document wishes: it holds also while the document stays unchanged. */
  readonly ttlMs?: number | undefined;
  readonly skips?: Skips | undefined;
}

/** Hours (0 to 23, UTC) and days (0 Sunday to 6) at which a feed need not be asked: skipHours, skipDays. */
export interface Skips {
  readonly hours: readonly number[];
  readonly days: readonly number[];
}

/** new: never polled; failing: no answer or no feed; empty: valid without items; silent: longer than its habit; undated: no item has a date. */
export type Health = 'new' | 'ok' | 'failing' | 'empty' | 'silent' | 'undated' | 'gone';

export interface Validators {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/** What one request for a feed brought. Never thrown: every outcome is a value. */
export type Fetched =
  | {
      readonly kind: 'body';
      readonly bytes: Uint8Array;
      readonly contentType: string | undefined;
      /** The address that answered, after redirects. */
      readonly url: string;
      readonly validators: Validators;
      /** Set where every redirect on the way was permanent. */
      readonly movedTo: string | undefined;
      /** How long the server says that the answer stays fresh, in milliseconds. */
      readonly freshMs?: number | undefined;
    }
  | { readonly kind: 'unchanged'; readonly validators: Validators; readonly freshMs?: number | undefined }
  /** Try again later: 429, 5xx, time-out, no route. `retryAfterMs` is what the server asked for. */
  | { readonly kind: 'later'; readonly why: string; readonly retryAfterMs: number | undefined }
  /** The address will not work as it is: 401, 403, 404, refused by the address guard. */
  | { readonly kind: 'refused'; readonly why: string }
  /** 410: the feed is over. */
  | { readonly kind: 'gone'; readonly why: string };
