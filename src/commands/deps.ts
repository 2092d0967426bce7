import type { Feedback, Said } from '../feedback/feedback.ts';
import type { FeedbackId, FeedUrl } from '../ids.ts';
import type { Clock, FoundFeed, Log, Store } from '../ports.ts';
import type { Watch } from '../relevance/watch.ts';
import type { WhoMayChange } from './permission.ts';

/** What commands read, and the one thing through which they change anything. */
export interface CommandDeps {
  readonly store: Store;
  /** The watch as it stands: it is replaced when stories change. */
  readonly watch: () => Watch;
  readonly teacher: Teacher;
  readonly feeds: FeedKeeper;
  readonly mayChange: WhoMayChange;
  readonly clock: Clock;
  /** IANA name, for days in words. */
  readonly timeZone: string;
  readonly log: Log;
}

/** Takes in what people say, at once and for good. */
export interface Teacher {
  say(said: Said): Promise<Feedback>;
  /** Takes back what somebody said: all is as if it had never been said. Undefined where there is nothing to undo. */
  undo(feedback: FeedbackId, user: string): Promise<Feedback | undefined>;
}

/** Finds, adds and wakes feeds; what is done has a row of the audit log. */
export interface FeedKeeper {
  /** The feeds at an address of a feed or a page, each asked for and read. Throws a UserError where there is none. */
  find(url: string): Promise<readonly FoundFeed[]>;
  /** Polls it from now on, also after a restart. Throws a UserError where it is polled already. */
  add(found: FoundFeed, said: Said): Promise<Feedback>;
  /** Makes it due at once, as if it had never failed. */
  retry(feed: FeedUrl, said: Said): Promise<Feedback>;
}
