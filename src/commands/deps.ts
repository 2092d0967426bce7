import type { Feedback, Said } from '../feedback/feedback.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { FeedbackId, FeedUrl, StoryId } from '../ids.ts';
import type { Clock, FoundFeed, Log, Store } from '../ports.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Watch } from '../relevance/watch.ts';
import type { Message } from '../message/message.ts';
import type { ProfileEdit } from '../story/edit.ts';
import type { ChannelRef, Profile, ProfileWarning, Story } from '../story/story.ts';
import type { CommandCall } from './command.ts';
import type { Roles } from './permission.ts';

/** What commands read, and the one thing through which they change anything. */
export interface CommandDeps {
  readonly store: Store;
  /** The watch as it stands: it is replaced when stories change. */
  readonly watch: () => Watch;
  readonly teacher: Teacher;
  readonly editor: Editor;
  readonly drafts: Drafts;
  readonly feeds: FeedKeeper;
  readonly roles: Roles;
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

/** Takes up and changes stories that people name, at once and for good. */
export interface Editor {
  /** Reads an article and drafts what to look for. Throws a UserError where the address is refused or there is nothing to read. */
  draft(url: string): Promise<{ readonly profile: Profile; readonly warnings: readonly ProfileWarning[] }>;
  /** Follows a story, silently covering the archive. Throws a UserError where one of its id is followed already. */
  follow(story: Story, said: Said): Promise<{ readonly kept: Feedback; readonly coverage: readonly Coverage[] }>;
  /** Tries a profile of a story on what the last days brought, beside the one in force. Changes nothing. May take a minute. */
  preview(story: Story, profile: Profile): Promise<Preview>;
  /**
   * Puts another profile in force at once. What was decided stays.
   * Undefined where the story's profile is no longer `said.before`: then nothing is changed.
   */
  change(profile: Profile, said: Said & { readonly before: Profile }): Promise<Feedback | undefined>;
}

/** Keeps what somebody filled in until it is saved. */
export interface Drafts {
  /** The name by which it is found again. */
  keep(draft: Draft): string;
  /** Undefined where it is gone, or another user's. */
  find(name: string, by: Draft['by']): Draft | undefined;
  forget(name: string): void;
}

export interface Draft {
  readonly by: Pick<CommandCall, 'platform' | 'user'>;
  readonly story: StoryId;
  /** Of the profile that was edited. */
  readonly stamp: string;
  readonly edit: ProfileEdit;
}

/** What two profiles would have posted within some days. */
export interface Preview {
  readonly days: number;
  /** Items read within them. */
  readonly read: number;
  readonly inForce: Tried;
  readonly tried: Tried;
  readonly newlyPosted: readonly FeedItem[];
  readonly noLongerPosted: readonly FeedItem[];
}

export interface Tried {
  readonly posts: number;
  readonly perWeek: number;
  /** The nearest ones first. */
  readonly nearMisses: readonly { readonly item: FeedItem; readonly why: string }[];
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
