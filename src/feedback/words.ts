import type { Feedback, FeedbackKind } from './feedback.ts';

/** What somebody said, as the button that says it. */
export const KIND_WORDS: Readonly<Record<FeedbackKind, string>> = {
  'this-story': 'This story',
  'not-this-story': 'Not this story',
  important: 'Important',
  'already-known': 'Already known',
  mute: 'Mute',
  share: 'Shared',
  track: 'Followed',
  edit: 'Edited',
  'add-feed': 'Feed added',
  'retry-feed': 'Feed polled again',
};

/** `Not this story: "A headline" and 2 further reports`. */
export function feedbackText({ kind, title, items }: Pick<Feedback, 'kind' | 'title' | 'items'>): string {
  return `${KIND_WORDS[kind]}: "${title}"${furtherText(items.length - 1)}`;
}

/** ` and 2 further reports`, or nothing. */
export function furtherText(further: number, join = ' and'): string {
  if (further < 1) return '';
  return `${join} ${further === 1 ? 'one further report' : `${further} further reports`}`;
}
