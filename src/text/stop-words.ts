import words from 'stopwords-iso' with { type: 'json' };
import { fold } from './fold.ts';

const sets = new Map<string, ReadonlySet<string>>();

/** Whether a folded word says nothing by itself in this language (the lists of stopwords-iso). */
export function isStopWord(folded: string, lang: string): boolean {
  let set = sets.get(lang);
  if (set === undefined) {
    set = new Set((words[lang] ?? words['en'] ?? []).map(fold));
    sets.set(lang, set);
  }
  return set.has(folded) || folded.length < 2;
}
