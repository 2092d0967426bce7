import type { Alert, Delivery, Place, Posted, Resumed, Stopped } from './alerts/alert.ts';
import type { CommandCall } from './commands/command.ts';
import type { Dialogue } from './commands/dialogue.ts';
import type { Development } from './developments/development.ts';
import type { Counts } from './digest/counts.ts';
import type { Feedback, Said } from './feedback/feedback.ts';
import type { Feed, FeedState } from './feeds/feed.ts';
import type { FeedItem } from './feeds/item.ts';
import type { FeedFetcher, FeedParser } from './feeds/seams.ts';
import type { AlertId, DevelopmentId, FeedbackId, FeedUrl, ItemId, StoryId } from './ids.ts';
import type { Message } from './message/message.ts';
import type { Coverage } from './relevance/coverage.ts';
import type { Embeddings } from './relevance/seams.ts';
import type { Verdict } from './relevance/verdict.ts';
import type { Translator } from './story/seams.ts';
import type { ChannelRef, Story } from './story/story.ts';
import type { Query } from './text/query.ts';
import type { Instant } from './time.ts';

export type { Resumed } from './alerts/alert.ts';
export type { Dialogue, Opened } from './commands/dialogue.ts';
export type { Counts } from './digest/counts.ts';
export type * from './feeds/seams.ts';
export type * from './relevance/seams.ts';
export type * from './story/seams.ts';

/** Every seam between the product and the outside; those of feeds and models stand in the seams.ts of their folders. */
export interface Ports {
  readonly store: Store;
  readonly fetcher: FeedFetcher;
  readonly parser: FeedParser;
  /** By platform. */
  readonly chats: ReadonlyMap<string, ChatAdapter>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Undefined where no model is asked what texts mean. */
  readonly embeddings?: Embeddings | undefined;
  readonly translator?: Translator | undefined;
}

/** A chat platform. A fifth member needs three platforms that have it. */
export interface ChatAdapter {
  readonly platform: string;
  /** Resolves once the platform accepts posts and commands. Throws a UserError for a token that is refused. */
  start(answer: (call: CommandCall) => Promise<Message>, dialogue?: Dialogue): Promise<void>;
  /** Never throws: a refusal is a value. Posting the same key twice leaves one message where the platform allows it. */
  post(outgoing: Outgoing): Promise<Posted>;
  /** Idempotent; resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export interface Outgoing {
  readonly channel: string;
  readonly message: Message;
  /** The alert's id: opaque, stable over retries. */
  readonly key: AlertId;
  readonly place: Place['kind'];
  /** The receipt of the root message; present for `reply` and `amend`. */
  readonly root: string | undefined;
  /** Set where an earlier attempt may have arrived: look for the key since then before sending again. */
  readonly uncertainSince: Instant | undefined;
}

export interface Store {
  readonly stories: StoryStore;
  readonly feeds: FeedStore;
  readonly coverage: CoverageStore;
  readonly outbox: Outbox;
  readonly feedback: FeedbackStore;
  /**
   * All of the work or none of it, on the disk when it resolves. Not nested.
   * `relaxed` is quicker, for work that is simply done again: a power cut, though no crash of the program, may undo the
   * last of it, each transaction whole. Whatever is committed after it without `relaxed` brings it to the disk too.
   */
  transaction<T>(work: (store: Store) => Promise<T>, options?: { readonly relaxed?: boolean }): Promise<T>;
  close(): Promise<void>;
}

export interface StoryStore {
  /** In the order they were taken up. */
  all(): Promise<readonly Story[]>;
  /** Adds the story, or replaces it. */
  save(story: Story): Promise<void>;
  remove(story: StoryId): Promise<void>;
}

export interface FeedStore {
  all(): Promise<readonly FeedState[]>;
  /** Feeds whose next poll is due, longest overdue first. */
  due(now: Instant): Promise<readonly FeedState[]>;
  /**
   * Makes these the configured feeds: new ones are due at once, missing ones go unless people added them, the state of the
   * others stays.
   */
  follow(feeds: readonly Feed[], now: Instant): Promise<void>;
  recordPoll(state: FeedState): Promise<void>;
  /** Adds one feed, due at once. False where its address is polled already. */
  add(feed: Feed, now: Instant): Promise<boolean>;
  remove(feed: FeedUrl): Promise<void>;
  /** How many items each feed brought that were first seen since then; feeds that brought none are left out. */
  itemsSince(since: Instant): Promise<ReadonlyMap<FeedUrl, number>>;
}

export interface CoverageStore {
  /** The items of which no key has been seen, neither before nor earlier in the list; in the given order. */
  unseen(items: readonly FeedItem[]): Promise<readonly FeedItem[]>;
  /**
   * Keeps items, their keys and their words for search. Items that are there already stay as they are;
   * one that comes back under another key is known by that key too. Says how many were new.
   */
  saveItems(items: readonly FeedItem[]): Promise<number>;
  /** Keeps verdicts and placements; the items must be there. One row a (story, item): what is decided anew counts as decided last. */
  save(coverage: readonly Coverage[]): Promise<void>;
  /**
   * Puts a person's verdict in the place of the one that was decided; `by` says which, and undefined restores what was
   * decided, placement and all. An item whose verdict is no follow-up leaves its development, one whose verdict is one stays
   * where it stands. Nothing known: nothing happens.
   */
  overrule(story: StoryId, item: ItemId, by: (decided: Verdict) => Verdict | undefined): Promise<void>;
  developments(story: StoryId, updatedSince: Instant): Promise<readonly Development[]>;
  development(id: DevelopmentId): Promise<Development | undefined>;
  /** By id, by address, or by an id's beginning of at least six characters. */
  findItem(text: string): Promise<FeedItem | undefined>;
  coverageOf(item: ItemId): Promise<readonly Coverage[]>;
  /** What is unsure of items first seen since then, whatever the story, oldest first. */
  unsure(since: Instant): Promise<readonly Coverage[]>;
  /** What was decided for a story on items first seen in [from, to), oldest first. */
  between(story: StoryId, from: Instant, to: Instant): Promise<readonly Coverage[]>;
  /** Items first seen in [from, to), oldest first, at most `limit` of the newest. */
  items(from: Instant, to: Instant, limit: number): Promise<readonly FeedItem[]>;
  /** Full text over titles and summaries, newest first: a query, or words of which each must occur. */
  search(asked: string | Query, limit: number): Promise<readonly FeedItem[]>;
  counts(from: Instant, to: Instant): Promise<Counts>;
  /**
   * Forgets items first seen before `itemsBefore` that follow no story, and keys not met since `keysBefore`.
   * Says how many items went; many at once are forgotten in several steps.
   */
  forget(itemsBefore: Instant, keysBefore: Instant): Promise<number>;
}

/** What people said, which is also the audit log: nothing is removed from it. */
export interface FeedbackStore {
  /** Keeps it, and gives it the id by which it can be undone. */
  record(said: Said): Promise<Feedback>;
  find(id: FeedbackId): Promise<Feedback | undefined>;
  /** Marks it as undone. Undefined where there is no such row, or it is undone already. */
  undo(id: FeedbackId, user: string, at: Instant): Promise<Feedback | undefined>;
  /** What holds for a story now: neither undone nor run out; oldest first, at most the newest 1,000. */
  inForce(story: StoryId, now: Instant): Promise<readonly Feedback[]>;
  /** Everything, also what was undone; newest first. Of one story, or of all. */
  log(story: StoryId | undefined, limit: number): Promise<readonly Feedback[]>;
}

export interface Outbox {
  /** Queues alerts; one whose id is there already is left alone. */
  add(alerts: readonly Alert[]): Promise<void>;
  /**
   * Takes due alerts under a lease of `leaseMs`, oldest first, at most one at a time of each thread.
   * An alert whose earlier lease ran out without an outcome comes back with `uncertainSince` set.
   * Nothing is taken for the targets in `busy`, and for stopped ones. Of several amendments of one root only the newest is ever taken.
   */
  claim(now: Instant, leaseMs: number, limit: number, busy?: readonly ChannelRef[]): Promise<readonly Claimed[]>;
  /** Records an outcome. False where the lease was lost meanwhile: then nothing is changed. */
  settle(claimed: Claimed, delivery: Delivery): Promise<boolean>;
  /** Stops a destination, until it is resumed. False where it is stopped already: then it stays as it is. */
  stop(stopped: Stopped): Promise<boolean>;
  /** Stopped destinations, longest first, each with how many root messages and replies wait for it. */
  stopped(): Promise<readonly (Stopped & { readonly waiting: number })[]>;
  /**
   * Resumes a stopped destination, and gives up what `stale` picks of what waits there, which it is shown oldest first.
   * Undefined where it is not stopped.
   */
  resume(target: ChannelRef, stale: (waiting: readonly Alert[]) => readonly Alert[]): Promise<Resumed | undefined>;
  find(id: AlertId): Promise<Alert | undefined>;
  /** How many root messages and replies were queued for the target since then. */
  queuedSince(target: ChannelRef, since: Instant): Promise<number>;
  /** Alerts that are not sent: pending and given up, newest first. */
  unsent(limit: number): Promise<readonly Alert[]>;
  depth(): Promise<{ readonly pending: number; readonly sent: number; readonly givenUp: number }>;
}

export interface Claimed {
  readonly alert: Alert;
  /** The root's receipt, for a reply or an amendment. */
  readonly root: string | undefined;
  /** Fences off a worker whose lease ran out. */
  readonly lease: string;
}

/** Runs jobs again and again; a job never overlaps itself, and its failure is logged and counted, never thrown. */
export interface Scheduler {
  start(jobs: readonly Job[]): void;
  /** Resolves when no job runs any more. */
  stop(): Promise<void>;
}

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface Clock {
  now(): Instant;
}

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  observe(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
}
