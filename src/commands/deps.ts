import type { Feedback, Said } from '../feedback/feedback.ts';
import type { FeedbackId, FeedUrl } from '../ids.ts';
import type { Clock, FoundFeed, Log, Store } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Watch } from '../relevance/watch.ts';
import type { Message } from '../message/message.ts';
import type { ChannelRef, Profile, ProfileWarning, Story } from '../story/story.ts';
import type { CommandCall } from './command.ts';
import type { WhoMayChange } from './permission.ts';

/** What commands read, and the one thing through which they change anything. */
export interface CommandDeps {
  readonly store: Store;
  /** The watch as it stands: it is replaced when stories change. */
  readonly watch: () => Watch;
  readonly teacher: Teacher;
  readonly editor: Editor;
  readonly feeds: FeedKeeper;
  readonly mayChange: WhoMayChange;
  readonly quota: Quota;
  readonly clock: Clock;
  /** IANA name, for days in words. */
  readonly timeZone: string;
  readonly log: Log;
  /** What the next digest of a destination would say by now, of one story or of all that it hears of. */
  readonly digestSoFar: (target: ChannelRef, story: Story | undefined) => Promise<Message>;
}

/** Keeps one user or channel from asking so much that others must wait. */
export interface Quota {
  /** Counts a lookup. Where there were too many: whose limit it is, how many a minute it allows, and when the next may come. */
  take(
    call: Pick<CommandCall, 'platform' | 'channel' | 'user'>,
  ): { readonly whose: 'user' | 'channel'; readonly perMinute: number; readonly waitMs: number } | undefined;
}

/** Takes up stories that people name, at once and for good. */
export interface Editor {
  /** Reads an article and drafts what to look for. Throws a UserError where the address is refused or there is nothing to read. */
  draft(url: string): Promise<{ readonly profile: Profile; readonly warnings: readonly ProfileWarning[] }>;
  /** Follows a story, silently covering the archive. Throws a UserError where one of its id is followed already. */
  follow(story: Story, said: Said): Promise<{ readonly kept: Feedback; readonly coverage: readonly Coverage[] }>;
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
