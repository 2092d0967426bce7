import type { Message } from '../message/message.ts';

/** `1 follow-up`, `2 follow-ups`, `no follow-ups`. */
export function itemsWord(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count === 0 ? 'no' : count.toLocaleString('en')} ${many}`;
}

/** A calm answer where there is nothing to show. */
export function repliesNothing(title: string, hint: string): Message {
  return { tone: 'reply', title, importance: 'low', blocks: [{ type: 'paragraph', spans: [hint] }] };
}

/** A score between 0 and 1 as a reader compares it. */
export function scoreText(score: number): string {
  return score.toFixed(2);
}
