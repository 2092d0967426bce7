import type { Stance } from '../alerts/policy.ts';
import { type DevelopmentId, type FeedbackId, id, type ItemId, type StoryId } from '../ids.ts';
import { logistic } from '../relevance/model.ts';
import type { LessonKind } from '../relevance/teach.ts';
import type { Reason, Verdict } from '../relevance/verdict.ts';
import type { ChannelRef, Profile } from '../story/story.ts';
import type { Instant } from '../time.ts';
import { KIND_WORDS } from './words.ts';

/**
 * What people say of an item, a development or a story.
 * this-story, not-this-story: the items follow it, or do not, whatever was decided. important: they do, and new facts are
 * always told. already-known: further reports are kept and not told. mute: nothing is told at the destination until an instant.
 */
export type Word = 'this-story' | 'not-this-story' | 'important' | 'already-known' | 'mute';

/**
 * What people do, which is over once it is done and never in force.
 * share: an answer was posted in the channel. track: a story is followed from an article on. edit: a profile was changed.
 * add-feed, retry-feed: of feeds, and of no story; the title is then the added feed's address, or the feed's name.
 */
export type Deed = 'share' | 'track' | 'edit' | 'add-feed' | 'retry-feed';

export type FeedbackKind = Word | Deed;

/** What somebody says, before it is kept. */
export interface Said {
  readonly kind: FeedbackKind;
  /** NO_STORY where it is about none, or about several. */
  readonly story: StoryId;
  /** undefined: for a mute, the whole story; else the item stands in no development. */
  readonly development: DevelopmentId | undefined;
  /** The items whose verdict it overrules; empty where it is about alerts alone. */
  readonly items: readonly ItemId[];
  /** The headline, or the story's title, by which a reader knows what it is about. */
  readonly title: string;
  /** Where it was said; a mute holds there alone. */
  readonly target: ChannelRef;
  /** The platform's name of who said it. */
  readonly user: string;
  readonly at: Instant;
  /** The end of a mute; for a deed the moment itself; undefined for all else, which holds until it is undone. */
  readonly until: Instant | undefined;
  /** The profile before an edit. */
  readonly before?: Profile;
}

export const NO_STORY = id<'story'>('');

/** A row of the audit log: it is never changed but for its being undone, and never removed. */
export interface Feedback extends Said {
  readonly id: FeedbackId;
  readonly undone: { readonly at: Instant; readonly user: string } | undefined;
}

/** Whether it holds at an instant. */
export function isInForce({ undone, until }: Feedback, now: Instant): boolean {
  return undone === undefined && (until === undefined || until > now);
}

/** In log-odds, to either side: sure enough for the item to teach, and beyond it. */
const WORD = 6;

/**
 * The verdict that people put in the place of the decided one; undefined where they let it stand. The latest word counts.
 * Its reason is what is missing to the sum that the word stands for, so that the score still is the sum of the reasons.
 */
export function overruled(decided: Verdict, said: readonly Feedback[]): Verdict | undefined {
  const last = said.findLast(({ kind, undone }) => undone === undefined && isVerdict(kind));
  if (last === undefined) return undefined;
  const follows = last.kind !== 'not-this-story';
  const sum = decided.reasons.reduce((total, { contribution }) => total + contribution, 0);
  const reason: Reason = {
    signal: 'said',
    contribution: (follows ? WORD : -WORD) - sum,
    evidence: `said by ${last.user}: ${KIND_WORDS[last.kind].toLowerCase()}`,
  };
  const reasons = [reason, ...decided.reasons].toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return {
    kind: follows ? 'follow-up' : 'unrelated',
    score: logistic(sum + reason.contribution),
    threshold: decided.threshold,
    reasons,
    strand: follows ? decided.strand : undefined,
  };
}

/** What a story is taught at most: the newest words count. */
const TAUGHT_LIMIT = 200;

/** What the story is to make of items, by what was said of it; oldest first, the latest word on each item. */
export function lessonsOf(said: readonly Feedback[]): ReadonlyMap<ItemId, LessonKind> {
  const lessons = new Map<ItemId, LessonKind>();
  for (const { kind, items, undone } of said) {
    if (undone !== undefined || !isVerdict(kind)) continue;
    for (const item of items) {
      // What would have been missed stays so where it is called important later.
      const isMissed = kind === 'important' && lessons.get(item) === 'missed';
      lessons.delete(item);
      lessons.set(item, isMissed ? 'missed' : LESSONS[kind]);
    }
  }
  return new Map([...lessons].slice(-TAUGHT_LIMIT));
}

const LESSONS = { 'this-story': 'missed', 'not-this-story': 'unrelated', important: 'follow-up' } as const;

function isVerdict(kind: FeedbackKind): kind is keyof typeof LESSONS {
  return Object.hasOwn(LESSONS, kind);
}

/** What holds for alerts on a development at a destination: the latest word that is in force there. `said` is oldest first. */
export function stanceOn(
  said: readonly Feedback[],
  target: ChannelRef,
  development: DevelopmentId,
  now: Instant,
): Stance {
  const last = said.findLast((each) => {
    if (!isInForce(each, now) || !isStance(each.kind)) return false;
    if (each.development !== undefined && each.development !== development) return false;
    return each.kind !== 'mute' || isSamePlace(each.target, target);
  });
  if (last === undefined) return 'usual';
  if (last.kind === 'mute') return 'muted';
  return last.kind === 'important' ? 'important' : 'known';
}

function isStance(kind: FeedbackKind): boolean {
  return kind === 'mute' || kind === 'important' || kind === 'already-known';
}

/** The developments that people called important last. */
export function importantOf(said: readonly Feedback[]): ReadonlySet<DevelopmentId> {
  const important = new Set<DevelopmentId>();
  for (const { kind, development, undone } of said) {
    if (undone !== undefined || development === undefined || !isOpinion(kind)) continue;
    if (kind === 'important') important.add(development);
    else important.delete(development);
  }
  return important;
}

/** The word in force that says the same already; undefined where it would be new. A mute is always new: it has an end. */
export function sameWord(said: readonly Feedback[], next: Said): Feedback | undefined {
  if (next.kind === 'mute') return undefined;
  const last = said.findLast(
    ({ kind, undone, development, items }) =>
      undone === undefined &&
      isOpinion(kind) &&
      development === next.development &&
      (development !== undefined || items.some((item) => next.items.includes(item))),
  );
  const isSame = last?.kind === next.kind && next.items.every((item) => last.items.includes(item));
  return isSame ? last : undefined;
}

function isOpinion(kind: FeedbackKind): boolean {
  return isVerdict(kind) || kind === 'already-known';
}

/** Whether two destinations are one. */
export function isSamePlace(a: ChannelRef, b: ChannelRef): boolean {
  return a.platform === b.platform && a.channel === b.channel;
}
