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
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

/** What the algorithms leave on some forms and not on others: `soudem`, `soud`; `Virtanen`, `Virtasen`; `oikeus`, `oikeuden`. */
const LEFT_BY_SNOWBALL: Readonly<Record<string, RegExp>> = { cs: /(?<=...)[aeiou]$/, fi: /(?<=....)(ks|[sdnt])$/ };

const stemmers = new Map<string, ReturnType<typeof snowball.newStemmer>>();

/**
 * The part of a word that its inflected forms share, folded.
 * Snowball's algorithm of the language (snowballstem.org); Polish and Greek lose their endings, and where nothing is known
 * of a language, words lose their last letters by length.
 */
export function stemOf(word: string, lang: string): string {
  const lower = word.toLowerCase();
  const name = ALGORITHMS[lang];
  const endings = ENDINGS[lang];
  if (endings !== undefined) return withoutEnding(fold(lower), endings);
  if (name === undefined) return cut(fold(lower));
  let stemmer = stemmers.get(name);
  if (stemmer === undefined) {
    stemmer = snowball.newStemmer(name);
    stemmers.set(name, stemmer);
  }
  const stem = fold(stemmer.stem(lower));
  if (stem === '') return fold(lower);
  const left = LEFT_BY_SNOWBALL[lang];
  return left === undefined ? stem : stem.replace(left, '');
}

const listed = (...lines: readonly string[]): readonly string[] => lines.flatMap((endings) => endings.split(' '));

/**
 * What nouns, adjectives and names are declined by, folded, the longest first; in Polish among them what a stem's last
 * consonant turns into before `-e` and `-y` (`rząd`, `rządzie`; `prokurator`, `prokuratorzy`).
 */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  pl: listed(
    'iejszych iejszym owego owych',
    'iego iemu owym owej iami iach owie',
    'ami ach owi iem ego emu ych ymi imi iej zie ich',
    'em ej im ym om ow ie ia iu ii ji je ja ze zy',
    'a e i o u y',
  ),
  el: listed(
    'ματοσ ματων',
    'ματα ειασ ειου ειων',
    'εισ εων εωσ εασ εια ειο ιου ιων ιασ ουσ',
    'εα ιο ια οσ ου οι ων ησ ασ εσ μα',
    'α η ο ε ι υ ω',
  ),
};
const LEAST_STEM = 3;

function withoutEnding(folded: string, endings: readonly string[]): string {
  const ending = endings.find((one) => folded.endsWith(one) && folded.length - one.length >= LEAST_STEM);
  return ending === undefined ? folded : folded.slice(0, -ending.length);
}

/** Languages without an algorithm mostly inflect in the last two or three letters. */
function cut(folded: string): string {
  return folded.length > 8 ? folded.slice(0, -3) : folded.slice(0, Math.max(4, folded.length - 2));
}
