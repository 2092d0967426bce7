import type { AlertId, DevelopmentId, StoryId } from '../ids.ts';
import type { Message } from '../message/message.ts';
import type { ChannelRef } from '../story/story.ts';
import type { Instant } from '../time.ts';

/**
 * One thing to be said at one destination: a row of the outbox.
 * Its id is its key: (destination, what it says), so that the same thing is never queued twice.
 */
export interface Alert {
  readonly id: AlertId;
  readonly target: ChannelRef;
  readonly message: Message;
  readonly place: Place;
  readonly story: StoryId | undefined;
  readonly development: DevelopmentId | undefined;
  readonly createdAt: Instant;
  readonly delivery: Delivery;
}

/**
 * Where in the channel it goes. `root` names the alert that opened the thread:
 * a reply or an amendment waits until its root is sent, and is given up when the root is.
 */
export type Place =
  | { readonly kind: 'root' }
  | { readonly kind: 'reply'; readonly root: AlertId }
  | { readonly kind: 'amend'; readonly root: AlertId };

export type Delivery =
  | {
      readonly state: 'pending';
      readonly attempts: number;
      readonly notBefore: Instant;
      /** The first attempt whose outcome nobody knows; the adapter looks for its trace before sending again. */
      readonly uncertainSince: Instant | undefined;
      readonly why: string | undefined;
    }
  | { readonly state: 'sent'; readonly attempts: number; readonly sentAt: Instant; readonly receipt: string }
  | { readonly state: 'given-up'; readonly attempts: number; readonly why: string };

/** What became of one attempt. A refusal is a value, not a throw. */
export type Posted =
  | { readonly kind: 'posted'; readonly receipt: string }
  /** Certainly not sent: rate limit, no connection. */
  | { readonly kind: 'later'; readonly why: string; readonly retryAfterMs: number | undefined }
  /** Perhaps sent: time-out, reset, 5xx, truncated answer. */
  | { readonly kind: 'uncertain'; readonly why: string }
  /** Never to be sent, though the next may be: what it holds is not taken, what it answers is gone. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Not sent, and nothing will be until a person mends it: no such channel, no permission, token revoked. */
  | { readonly kind: 'closed'; readonly why: string };

/** A destination to which nothing is sent since it took nothing; what is said there waits until it is resumed. */
export interface Stopped {
  readonly target: ChannelRef;
  readonly why: string;
  readonly since: Instant;
}

/** A destination that was stopped, and what became of the root messages and replies that waited for it. */
export interface Resumed extends Stopped {
  readonly waiting: number;
  readonly givenUp: number;
}
