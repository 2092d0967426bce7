import type { FeedItem } from '../src/feeds/item.ts';
import { stemOf } from '../src/text/stem.ts';
import { isStopWord } from '../src/text/stop-words.ts';
import { fold } from '../src/text/fold.ts';
import type { LabelledSet, Task } from './sets.ts';

/** A plain method: a score for each item of a stream, in order, with nothing that comes after. */
export type Baseline = (set: LabelledSet, task: Task, stream: Stream) => ReadonlyMap<string, number>;

/** The words of each item and how common they were when it came. */
export interface Stream {
  readonly items: readonly {
    readonly item: FeedItem;
    readonly counts: ReadonlyMap<string, number>;
    readonly length: number;
  }[];
  /** Inverse document frequency at the time of an item, by its place. */
  readonly idf: (at: number, stem: string) => number;
  readonly meanLength: number;
}

const TITLE_TIMES = 2;

/** Reads a stream once for all baselines. */
export function readStream(set: LabelledSet): Stream {
  const seen = new Map<string, number[]>();
  let total = 0;
  const items = set.items.map((item, at) => {
    const counts = countsOf(item.title, item.summary, item.lang);
    for (const stem of counts.keys()) {
      const places = seen.get(stem) ?? [];
      places.push(at);
      seen.set(stem, places);
    }
    const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
    total += length;
    return { item, counts, length };
  });
  const idf = (at: number, stem: string): number => {
    const places = seen.get(stem) ?? [];
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return Math.log((at + 100) / (low + 0.5));
  };
  return { items, idf, meanLength: total / Math.max(1, items.length) };
}

export function countsOf(title: string, summary: string, lang: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [text, times] of [
    [title, TITLE_TIMES],
    [summary, 1],
  ] as const) {
    for (const word of text.split(/[^\p{L}\p{N}]+/u)) {
      const folded = fold(word);
      if (folded.length < 2 || isStopWord(folded, lang)) continue;
      const stem = stemOf(word, lang);
      counts.set(stem, (counts.get(stem) ?? 0) + times);
    }
  }
  return counts;
}

function seedCounts(task: Task): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const seed of task.seeds) {
    for (const [stem, count] of countsOf(seed.title, seed.paragraphs.join(' '), seed.lang ?? 'en')) {
      counts.set(stem, (counts.get(stem) ?? 0) + count);
    }
  }
  return counts;
}

type Weights = Map<string, number>;

function weigh(counts: ReadonlyMap<string, number>, idf: (stem: string) => number): Weights {
  const weights: Weights = new Map();
  let square = 0;
  for (const [stem, count] of counts) {
    const weight = (1 + Math.log(count)) * idf(stem);
    weights.set(stem, weight);
    square += weight * weight;
  }
  const norm = Math.sqrt(square) || 1;
  for (const [stem, weight] of weights) weights.set(stem, weight / norm);
  return weights;
}

function dot(a: Weights, b: Weights): number {
  let sum = 0;
  for (const [stem, weight] of a) sum += weight * (b.get(stem) ?? 0);
  return sum;
}

/** Cosine of TF-IDF vectors with the seed. */
export const tfIdf: Baseline = (_set, task, stream) => {
  const seed = seedCounts(task);
  return new Map(
    stream.items.map(({ item, counts }, at) => {
      const idf = (stem: string): number => stream.idf(at, stem);
      return [item.id, dot(weigh(seed, idf), weigh(counts, idf))];
    }),
  );
};

/** Okapi BM25 of the item for the seed's words, as a share of what the seed gives itself (k1 1.2, b 0.75). */
export const bm25: Baseline = (_set, task, stream) => {
  const seed = seedCounts(task);
  return new Map(
    stream.items.map(({ item, counts, length }, at) => {
      let score = 0;
      let whole = 0;
      for (const stem of seed.keys()) {
        const idf = stream.idf(at, stem);
        const count = counts.get(stem) ?? 0;
        whole += idf;
        score += (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / stream.meanLength));
      }
      return [item.id, score / (whole || 1)];
    }),
  );
};

/** How many of the seed's five most telling words an item has, in fifths: what a keyword filter offers. */
export const boolean: Baseline = (_set, task, stream) => {
  const seed = seedCounts(task);
  const words = [...seed]
    .map(([stem, count]) => ({ stem, weight: (1 + Math.log(count)) * stream.idf(stream.items.length, stem) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 5);
  return new Map(
    stream.items.map(({ item, counts }) => [
      item.id,
      words.filter(({ stem }) => counts.has(stem)).length / words.length,
    ]),
  );
};

/** Rocchio's centroid of the seed and all items that came near enough so far. */
export const adaptive =
  (accept: number): Baseline =>
  (_set, task, stream) => {
    const centroid: Weights = new Map(weigh(seedCounts(task), (stem) => stream.idf(0, stem)));
    const scores = new Map<string, number>();
    for (const [at, { item, counts }] of stream.items.entries()) {
      const weights = weigh(counts, (stem) => stream.idf(at, stem));
      const norm = Math.sqrt([...centroid.values()].reduce((sum, weight) => sum + weight * weight, 0)) || 1;
      const score = dot(weights, centroid) / norm;
      scores.set(item.id, score);
      if (score < accept) continue;
      for (const [stem, weight] of weights) centroid.set(stem, (centroid.get(stem) ?? 0) + weight);
    }
    return scores;
  };
