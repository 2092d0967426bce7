import type { Generated, Kysely } from 'kysely';

/** The rows as they lie in the database. Instants are integers; JSON columns are text, read and written by rows.ts. */
export interface Tables {
  readonly migrations: MigrationRow;
  readonly stories: StoryRow;
  readonly feeds: FeedRow;
  readonly items: ItemRow;
  readonly item_keys: ItemKeyRow;
  readonly developments: DevelopmentRow;
  readonly coverage: CoverageRow;
  readonly alerts: AlertRow;
  readonly stopped: StoppedRow;
  readonly feedback: FeedbackRow;
  readonly overruled: OverruledRow;
}

/** What a facet of the store reads through, and how it changes several rows at once. */
export interface Access {
  readonly read: Kysely<Tables>;
  /** Runs the work in one write transaction: its own, or the one that is open. */
  readonly atomically: <T>(work: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;
}

export interface MigrationRow {
  readonly version: number;
  readonly name: string;
  readonly applied_at: number;
}

export interface StoryRow {
  /** The order in which stories were taken up. */
  readonly seq: Generated<number>;
  readonly id: string;
  readonly profile: string;
  readonly channels: string;
  readonly since: number;
  /** `chat`, or null for a story of the configuration. */
  readonly origin: string | null;
  /** The configuration's profile, where people edited it. */
  readonly configured: string | null;
}

export interface FeedRow {
  readonly url: string;
  readonly position: number;
  readonly name: string;
  readonly lang: string | null;
  readonly country: string | null;
  readonly tier: string;
  readonly every_ms: number;
  /** `chat`, or null for a feed of the configuration. */
  readonly origin: string | null;
  readonly health: string;
  readonly next_poll_at: number;
  readonly last_poll_at: number | null;
  readonly last_good_at: number | null;
  readonly last_item_at: number | null;
  readonly failures: number;
  readonly problem: string | null;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly moved_to: string | null;
  readonly first_polled_at: number | null;
  readonly move_to: string | null;
  readonly move_times: number | null;
  readonly rhythm_ms: number | null;
  readonly ttl_ms: number | null;
  /** Skips as JSON. */
  readonly skips: string | null;
}

export interface ItemRow {
  /** The order of arrival; also the row of the full-text index. */
  readonly seq: Generated<number>;
  readonly id: string;
  readonly keys: string;
  readonly feed: string;
  readonly source: string;
  readonly tier: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly lang: string;
  readonly country: string | null;
  readonly published_at: number | null;
  readonly first_seen_at: number;
  /** The model that said what it means, and what it said; null where none was asked. */
  readonly meaning_model: string | null;
  readonly meaning: Uint8Array | null;
}

/** A key outlives its item: an entry that returns after months is not news. */
export interface ItemKeyRow {
  /** A digest of the key, which may be a long address. */
  readonly key: string;
  readonly item: string;
  readonly seen_at: number;
}

export interface DevelopmentRow {
  readonly id: string;
  readonly story: string;
  readonly strand: string | null;
  readonly title: string;
  readonly opened_at: number;
  readonly updated_at: number;
}

export interface CoverageRow {
  /** The order of deciding; a development's reports follow it. */
  readonly seq: Generated<number>;
  readonly story: string;
  readonly item: string;
  /** The item's first_seen_at, so that a period is read without a join. */
  readonly seen_at: number;
  readonly kind: string;
  readonly score: number;
  readonly threshold: number;
  readonly reasons: string;
  readonly strand: string | null;
  readonly development: string | null;
  /** The development's updated_at once it held this report. */
  readonly development_at: number | null;
  readonly placement: string | null;
  readonly repeats: string | null;
  readonly evidence: string | null;
}

export interface AlertRow {
  /** The order of queueing. */
  readonly seq: Generated<number>;
  readonly id: string;
  readonly platform: string;
  readonly channel: string;
  readonly message: string;
  readonly place: string;
  /** The root's id; for a root its own. */
  readonly thread: string;
  readonly story: string | null;
  readonly development: string | null;
  readonly created_at: number;
  /** pending | sent | given-up | superseded; the last is an amendment that a newer one made needless. */
  readonly state: string;
  readonly attempts: number;
  readonly not_before: number;
  readonly uncertain_since: number | null;
  readonly why: string | null;
  readonly sent_at: number | null;
  readonly receipt: string | null;
  readonly lease: string | null;
  readonly leased_at: number | null;
  readonly lease_until: number | null;
}

/** A destination to which nothing is sent. */
export interface StoppedRow {
  readonly platform: string;
  readonly channel: string;
  readonly why: string;
  readonly since: number;
}

/** What somebody said; no story's end removes it, for it is the audit log. */
export interface FeedbackRow {
  /** The order of saying; also the id. */
  readonly seq: Generated<number>;
  readonly kind: string;
  readonly story: string;
  readonly development: string | null;
  readonly items: string;
  readonly title: string;
  readonly platform: string;
  readonly channel: string;
  readonly said_by: string;
  readonly said_at: number;
  readonly until: number | null;
  readonly undone_by: string | null;
  readonly undone_at: number | null;
  /** The profile before an edit. */
  readonly before: string | null;
}

/** What was decided on an item before a person overruled it: the same columns as in coverage. */
export type OverruledRow = Pick<
  CoverageRow,
  | 'story'
  | 'item'
  | 'kind'
  | 'score'
  | 'threshold'
  | 'reasons'
  | 'strand'
  | 'development'
  | 'development_at'
  | 'placement'
  | 'repeats'
  | 'evidence'
>;
