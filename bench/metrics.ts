import type { FeedItem } from '../src/feeds/item.ts';
import { DAY_MS } from '../src/time.ts';
import type { Task } from './sets.ts';

/** How well a story was followed; rates from 0 to 1. */
export interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** F1 with related context left out: a team may see it either way. */
  readonly lenient: number;
  readonly averagePrecision: number;
}

/** What was said of each item: its score, and whether it was taken as a follow-up. Items that are missing score 0. */
export interface Answer {
  readonly score: number;
  readonly follows: boolean;
}

export type Answers = ReadonlyMap<string, Answer>;

const NOTHING: Answer = { score: 0, follows: false };

/** Scores the answers of one story, on the items that `counts` lets through. */
export function figuresOf(task: Task, answers: Answers, counts: (id: string) => boolean = () => true): Figures {
  let hits = 0;
  let alarms = 0;
  let related = 0;
  let positives = 0;
  const ranked: { readonly score: number; readonly follows: boolean }[] = [];
  for (const [id, truth] of task.truth) {
    if (!counts(id)) continue;
    const { score, follows } = answers.get(id) ?? NOTHING;
    ranked.push({ score, follows: truth === 1 });
    if (truth === 1) positives += 1;
    if (!follows) continue;
    if (truth === 1) hits += 1;
    else if (truth === -1) related += 1;
    else alarms += 1;
  }
  const f1 = (wrong: number): number => (2 * hits) / Math.max(1, hits + wrong + positives);
  return {
    precision: hits / Math.max(1, hits + alarms + related),
    recall: hits / Math.max(1, positives),
    f1: f1(alarms + related),
    lenient: f1(alarms),
    averagePrecision: averagePrecision(ranked, positives),
  };
}

/** The mean of the precisions at each follow-up, ranked by score; ties count against. */
function averagePrecision(ranked: { readonly score: number; readonly follows: boolean }[], positives: number): number {
  ranked.sort((a, b) => b.score - a.score || Number(a.follows) - Number(b.follows));
  let hits = 0;
  let sum = 0;
  for (const [at, { follows }] of ranked.entries()) {
    if (!follows) continue;
    hits += 1;
    sum += hits / (at + 1);
  }
  return sum / Math.max(1, positives);
}

/** The mean over stories. */
export function meanOf(all: readonly Figures[]): Figures {
  const mean = (key: keyof Figures): number =>
    all.reduce((sum, figures) => sum + figures[key], 0) / Math.max(1, all.length);
  return {
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    lenient: mean('lenient'),
    averagePrecision: mean('averagePrecision'),
  };
}

/** Whether an item came more than a day after the day given. */
export function isLater(item: FeedItem, day: number): boolean {
  return item.publishedAt !== undefined && item.publishedAt >= day + DAY_MS;
}
