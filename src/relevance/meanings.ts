import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import type { Story } from '../story/story.ts';
import { cutAtWord } from '../text/cut-words.ts';
import { cosine, directionOf, type Meaning } from '../text/meaning.ts';
import { percent, type Sight } from './measures.ts';
import { isUsualKnown, makeUsual, takeUsual, type Usual, deviationsAbove } from './usual.ts';
import type { Reason } from './verdict.ts';

/** What the texts of stories mean; worked out beforehand, for deciding asks no model. */
export interface Meant {
  /** In log-odds: what being alike in meaning can add at most. */
  readonly weight: number;
  readonly passages: ReadonlyMap<StoryId, readonly Passage[]>;
}

export interface Passage {
  readonly text: string;
  readonly meaning: Meaning;
}

/** How alike in meaning items are to the stories of a watch, and how alike they usually are. */
export interface Meanings {
  readonly weight: number;
  /** By place in the watch. */
  readonly stories: readonly MeantStory[];
  /** The item that was compared last: deciding and learning ask one after the other. */
  compared: { readonly item: FeedItem; readonly found: readonly (Likeness | undefined)[] } | undefined;
}

interface MeantStory {
  readonly lang: string;
  readonly passages: readonly { readonly text: string; readonly model: string; readonly direction: Float32Array }[];
  /** Over items of the story's language, and over others: models find texts of one language more alike. */
  readonly own: Usual;
  readonly other: Usual;
}

/** The passage that the item is most like. */
interface Likeness {
  readonly text: string;
  /** Cosine. */
  readonly value: number;
  readonly usual: Usual;
}

/** In deviations above what is usual: from here on it speaks for an item, here it opens the gate, and here it says all it can. */
const SPEAKS = 2;
const OPENS = 4;
const SAYS_ALL = 6;
const SHOWN_CHARS = 80;

export function makeMeanings(stories: readonly Story[], { weight, passages }: Meant): Meanings {
  return {
    weight,
    stories: stories.map(({ id, profile }) => ({
      lang: profile.lang,
      passages: (passages.get(id) ?? []).map(({ text, meaning }) => ({
        text,
        model: meaning.model,
        direction: directionOf(meaning),
      })),
      own: makeUsual(),
      other: makeUsual(),
    })),
    compared: undefined,
  };
}

/** The candidates, and the stories to which the item is so alike in meaning that it needs no word in common. */
export function withAlike(meanings: Meanings, item: FeedItem, candidates: readonly number[]): readonly number[] {
  const opened = likenesses(meanings, item).flatMap((likeness, at) =>
    likeness !== undefined && standsOut(likeness) >= OPENS && !candidates.includes(at) ? [at] : [],
  );
  return opened.length === 0 ? candidates : [...candidates, ...opened];
}

/** In log-odds: what the model starts from was learnt on items that have words of the story. */
const WORDLESS = -1;

/** What an item's meaning says for the story that was looked at; nothing where it is alike as items usually are. */
export function meaningReasons(meanings: Meanings, { item, memory, match }: Sight): readonly Reason[] {
  const likeness = likenesses(meanings, item)[memory.at];
  if (likeness === undefined) return [];
  const share = Math.min(1, (standsOut(likeness) - SPEAKS) / (SAYS_ALL - SPEAKS));
  if (share <= 0 || meanings.weight === 0) return [];
  const { text, value, usual } = likeness;
  const alike = `${percent(value)} alike, where other items are ${percent(usual.mean)}`;
  const evidence = `reads alike in meaning to "${cutAtWord(text, SHOWN_CHARS)}": ${alike}`;
  const meant = { signal: 'meaning', contribution: meanings.weight * share, evidence };
  if (match.matched > 0) return [meant];
  return [meant, { signal: 'wordless', contribution: WORDLESS, evidence: 'has no word of the story' }];
}

/** Takes in how alike the item is to the stories that it has nothing to do with. */
export function learnMeaning(meanings: Meanings, item: FeedItem, isNear: (at: number) => boolean): void {
  for (const [at, likeness] of likenesses(meanings, item).entries()) {
    if (likeness !== undefined && !isNear(at)) takeUsual(likeness.usual, likeness.value);
  }
}

function standsOut({ usual, value }: Likeness): number {
  return isUsualKnown(usual) ? deviationsAbove(usual, value) : 0;
}

const NONE: readonly undefined[] = [];

function likenesses(meanings: Meanings, item: FeedItem): readonly (Likeness | undefined)[] {
  const { meaning } = item;
  if (meaning === undefined) return NONE;
  if (meanings.compared?.item === item) return meanings.compared.found;
  const direction = directionOf(meaning);
  const found = meanings.stories.map((story) => likenessTo(story, meaning.model, direction, item.lang));
  meanings.compared = { item, found };
  return found;
}

function likenessTo(
  { passages, lang, own, other }: MeantStory,
  model: string,
  direction: Float32Array,
  itemLang: string,
): Likeness | undefined {
  let best: Likeness | undefined;
  const usual = itemLang === lang ? own : other;
  for (const passage of passages) {
    if (passage.model !== model) continue;
    const value = cosine(passage.direction, direction);
    if (best === undefined || value > best.value) best = { text: passage.text, value, usual };
  }
  return best;
}
