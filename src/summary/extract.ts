import type { Development } from '../developments/development.ts';
import type { FeedItem } from '../feeds/item.ts';
import { id } from '../ids.ts';
import type { Prepared, Reader } from '../text/prepared.ts';
import { sentences } from '../text/sentences.ts';
import type { Summary } from './summary.ts';

/** A sentence is told already when the title has this share of its weight. */
const TITLE_SHARE = 0.8;
/** A second sentence is worth a reader's time when it brings this much of the first one's weight. */
const SECOND_SHARE = 0.4;
/** Longer runs without a full stop are teasers or lists, not sentences. */
const LONGEST = 400;
/** What a feed puts below its text is no sentence of it. */
const CONSIDERED = 12;

/**
 * Picks at most two sentences of the item's own text: first the one that says most that is new in the development.
 * Never one that only repeats the title; empty where the item is but a headline.
 */
export function summarise(development: Development, item: FeedItem, reader: Reader): Summary {
  const earlier = development.reports
    .filter((report) => report.item.id !== item.id)
    .map((report) => reader.prepare(report.item));
  const title = reader.prepare(partOf(item, 'title', item.title));
  const candidates = sentences(item.summary)
    .slice(0, CONSIDERED)
    .filter((text) => text.length <= LONGEST && /\p{L}/u.test(text))
    .map((text, at) => ({ text, at, prepared: reader.prepare(partOf(item, String(at), text)) }))
    .filter(({ text, prepared }) => !saysAgain(text, prepared, item.title, title, reader));

  const ranked = candidates
    .map((candidate) => ({ ...candidate, news: newsIn(candidate.prepared, [...earlier, title], reader) }))
    .sort((a, b) => b.news - a.news || a.at - b.at);
  const [first, ...rest] = ranked;
  if (first === undefined) return { sentences: [] };
  const second = rest.find(
    (candidate) => newsIn(candidate.prepared, [...earlier, title, first.prepared], reader) >= SECOND_SHARE * first.news,
  );
  const chosen = second === undefined ? [first] : [first, second];
  return { sentences: chosen.map(({ text }) => ({ text, item: item.id, source: item.source })) };
}

/** A part of an item as an item of its own, so that it is read by the same rules. */
function partOf(item: FeedItem, part: string, text: string): FeedItem {
  return { ...item, id: id(`${item.id}#${part}`), title: text, summary: '' };
}

function saysAgain(text: string, prepared: Prepared, title: string, titled: Prepared, reader: Reader): boolean {
  if (bare(title).includes(bare(text))) return true;
  let weight = 0;
  let told = 0;
  for (const stem of prepared.stems) {
    const rarity = reader.rarity(stem) + 0.01;
    weight += rarity;
    if (titled.stems.has(stem)) told += rarity;
  }
  return weight === 0 || told / weight >= TITLE_SHARE;
}

/** The weight of what the sentence says and none of the others does: rare words, and figures and names once more. */
function newsIn(sentence: Prepared, others: readonly Prepared[], reader: Reader): number {
  const isNew = (value: string, pick: (prepared: Prepared) => ReadonlySet<string>): boolean =>
    !others.some((other) => pick(other).has(value));
  let news = 0;
  for (const stem of sentence.stems) if (isNew(stem, (each) => each.stems)) news += reader.rarity(stem);
  for (const number of sentence.numbers) if (isNew(number, (each) => each.numbers)) news += 1;
  for (const name of sentence.names) if (isNew(name, (each) => each.names)) news += 0.5;
  for (const concept of sentence.concepts) if (isNew(concept, (each) => each.concepts)) news += 0.5;
  return news;
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
