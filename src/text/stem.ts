import snowball from 'snowball-stemmers';
import { fold } from './fold.ts';

const ALGORITHMS: Readonly<Record<string, string>> = {
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  hu: 'hungarian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  nb: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

const stemmers = new Map<string, ReturnType<typeof snowball.newStemmer>>();

/**
 * The part of a word that its inflected forms share, folded.
 * Snowball's algorithm of the language (snowballstem.org); where there is none, long words lose their ending by length.
 */
export function stemOf(word: string, lang: string): string {
  const lower = word.toLowerCase();
  const name = ALGORITHMS[lang];
  if (name === undefined) return cut(fold(lower));
  let stemmer = stemmers.get(name);
  if (stemmer === undefined) {
    stemmer = snowball.newStemmer(name);
    stemmers.set(name, stemmer);
  }
  const stem = fold(stemmer.stem(lower));
  return stem === '' ? fold(lower) : stem;
}

/** Polish and others without an algorithm inflect in the last two or three letters. */
function cut(folded: string): string {
  return folded.length > 8 ? folded.slice(0, -3) : folded.slice(0, Math.max(4, folded.length - 2));
}
