import type { FeedItem } from '../feeds/item.ts';
import type { Embeddings, Ports, Store } from '../ports.ts';
import { meantText, passagesOf } from '../relevance/passages.ts';
import type { Meant, Passage } from '../relevance/meanings.ts';
import type { Story } from '../story/story.ts';
import type { Meaning } from '../text/meaning.ts';
import type { Gathered } from './gather.ts';

/** Of what one poll brings so many are asked, the newest: a feed's archive is long, and only context. */
const ASKED_AT_ONCE = 200;
/** What texts of stories mean is kept: a desk is built again after each word of a person. */
const KEPT_TEXTS = 5_000;

/** Asks what the new items of a poll mean, before anything is decided. Where the model fails they go on without. */
export async function withMeanings(
  gathered: Gathered,
  { embeddings, store }: Pick<Ports, 'embeddings' | 'store'>,
): Promise<Gathered> {
  if (embeddings === undefined || gathered.items.length === 0) return gathered;
  const fresh = await newestOf(gathered.items, store);
  const meanings = await embeddings.embedder.embed(fresh.map(meantText));
  const found = new Map(fresh.map((item, at) => [item, meanings[at]]));
  return { ...gathered, items: gathered.items.map((item) => meaningItem(item, found.get(item))) };
}

async function newestOf(items: readonly FeedItem[], { coverage }: Store): Promise<readonly FeedItem[]> {
  return (await coverage.unseen(items)).slice(-ASKED_AT_ONCE);
}

/** The item with what it means, where that is known. */
export function meaningItem(item: FeedItem, meaning: Meaning | undefined): FeedItem {
  return meaning === undefined ? item : { ...item, meaning };
}

/** Says what stories mean, for a watch over them; undefined where no model is asked. */
export type MeantStories = (stories: Iterable<Story>) => Promise<Meant | undefined>;

export function createMeantStories(embeddings: Embeddings | undefined): MeantStories {
  if (embeddings === undefined) return async () => undefined;
  const { embedder, weight } = embeddings;
  const known = new Map<string, Meaning>();
  return async (stories) => {
    const texts = new Map([...stories].map(({ id, profile }) => [id, passagesOf(profile)]));
    const missing = [...new Set([...texts.values()].flat())].filter((text) => !known.has(text));
    const meanings = await embedder.embed(missing);
    for (const [at, text] of missing.entries()) {
      const meaning = meanings[at];
      if (meaning !== undefined) known.set(text, meaning);
    }
    const passages = new Map([...texts].map(([id, own]) => [id, own.flatMap((text) => passageOf(text, known))]));
    for (const oldest of known.keys()) if (known.size > KEPT_TEXTS) known.delete(oldest);
    return { weight, passages };
  };
}

function passageOf(text: string, known: ReadonlyMap<string, Meaning>): readonly Passage[] {
  const meaning = known.get(text);
  return meaning === undefined ? [] : [{ text, meaning }];
}
