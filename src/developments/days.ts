import { isCalendarWord } from '../text/calendar-words.ts';
import { fold } from '../text/fold.ts';

const LINKS: ReadonlySet<string> = new Set(['de', 'of']);
const LAST_DAY = 31;

/** The figures of a text that are days of a month, each with the date as written: `12` is of `12 May`, `12 de mayo`, `May 12`. */
export function daysIn(text: string): ReadonlyMap<string, string> {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const isCalendar = (at: number): boolean => isCalendarWord(fold(words[at] ?? ''));
  const days = new Map<string, string>();
  for (const [at, word] of words.entries()) {
    if (!/^\d{1,2}$/.test(word) || Number(word) < 1 || Number(word) > LAST_DAY) continue;
    const to = LINKS.has(words[at + 1] ?? '') ? at + 2 : at + 1;
    if (isCalendar(to)) days.set(word, words.slice(at, to + 1).join(' '));
    else if (isCalendar(at - 1)) days.set(word, `${words[at - 1]} ${word}`);
  }
  return days;
}
