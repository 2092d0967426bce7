import type { FeedItem } from '../../src/feeds/item.ts';
import type { Prepared, Reader } from '../../src/text/prepared.ts';

/** Concepts or places: each id with the words that stand for it in any language; `*` ends a stem. */
export interface WordList {
  readonly id: string;
  readonly words: Readonly<Record<string, readonly string[]>>;
}

const STOP = new Set(
  'the a an of to in on at for and or by with from is are was were be been has have had it its that this as not will would says said after over el la los las de del en y que un una por con para se su al lo le les des du et est une dans pour sur par au aux il der die das und von zu den dem mit im ist ein eine auf für des nicht auch e di il che per un una con del della o os as da do em um uma no na é'.split(
    ' ',
  ),
);

/**
 * Reads by spelling alone: words folded and cut to six letters, names by their capitals inside a sentence, figures, and the given lists.
 * Enough for tests; rarity is learnt from the items that were prepared.
 */
export function plainReader(
  lists: { readonly concepts?: readonly WordList[]; readonly places?: readonly WordList[] } = {},
): Reader {
  const known = new Map<string, Prepared>();
  const frequency = new Map<string, number>();
  return {
    prepare(item) {
      const key = `${item.id} ${item.title} ${item.summary}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const prepared = read(item, lists);
      for (const stem of prepared.stems) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
      known.set(key, prepared);
      return prepared;
    },
    rarity: (stem) => 1 - Math.log(1 + (frequency.get(stem) ?? 0)) / Math.log(2 + known.size),
  };
}

function read(
  item: FeedItem,
  lists: { readonly concepts?: readonly WordList[]; readonly places?: readonly WordList[] },
): Prepared {
  const text = `${item.title}. ${item.summary}`;
  const tokens = text.match(/[\p{L}\p{N}.,%]*[\p{L}\p{N}%]/gu) ?? [];
  const folded = tokens.map(fold);
  const title = (item.title.match(/[\p{L}\p{N}]+/gu) ?? []).map(fold);
  return {
    lang: item.lang,
    stems: stemsOf(text),
    titleStems: stemsOf(item.title),
    titlePlaces: found(title, lists.places ?? [], item.lang),
    names: namesOf(text),
    numbers: new Set(tokens.filter((token) => /^\d/.test(token)).map((token) => token.replace(/[.,](?=\d{3})/g, ''))),
    concepts: found(folded, lists.concepts ?? [], item.lang),
    places: found(folded, lists.places ?? [], item.lang),
  };
}

function stemsOf(text: string): ReadonlySet<string> {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 2 && !STOP.has(word)).map((word) => word.slice(0, 6)));
}

function namesOf(text: string): ReadonlySet<string> {
  const matches = text.matchAll(/(?<=[\p{Ll},;:] )\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)*/gu);
  return new Set([...matches].map(([name]) => fold(name)));
}

function found(tokens: readonly string[], list: readonly WordList[], lang: string): ReadonlySet<string> {
  const padded = ` ${tokens.join(' ')} `;
  const matches = (word: string): boolean => {
    const bare = fold(word);
    return bare.endsWith('*') ? padded.includes(` ${bare.slice(0, -1)}`) : padded.includes(` ${bare} `);
  };
  return new Set(list.filter(({ words }) => (words[lang] ?? []).some(matches)).map((each) => each.id));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
