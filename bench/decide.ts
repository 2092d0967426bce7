import { loadLexicon } from '../config/lexicon.ts';
import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import { decide, judge, learn, openWatch } from '../src/relevance/watch.ts';
import { draftProfile } from '../src/story/draft.ts';
import type { Story } from '../src/story/story.ts';
import { makeStream, makeSeeds } from './made-news.ts';

/** Items a second on one core, by the number of stories watched. */
export interface DecideSpeed {
  readonly decide: Readonly<Record<'1' | '100' | '10000', number>>;
  /** The same stream and stories, every item judged in full for every story, one after another. */
  readonly naive: Readonly<Record<'1' | '100' | '10000', number>>;
  /** Items that pass the gate, judged in full with their reasons, a second. */
  readonly full: number;
  /** The share of items that some story's gate lets through. */
  readonly candidates: Readonly<Record<'1' | '100' | '10000', number>>;
}

const ITEMS = 60_000;
const NAIVE_MS = 1_500;
const FULL_ROUNDS = 6;
const WARMING_ROUNDS = 2;
const SIZES = ['1', '100', '10000'] as const;

/** Measures deciding and learning on a made stream of which about 2 % come near a story. Takes about twenty seconds. */
export function measureDecide(): DecideSpeed {
  const lexicon = loadLexicon();
  // Words are stemmed once in a bot's life: that is not what is measured.
  run(openWatch([], lexicon), makeStream(ITEMS, makeSeeds(1)));
  const decided = { '1': 0, '100': 0, '10000': 0 };
  const naive = { '1': 0, '100': 0, '10000': 0 };
  const candidates = { '1': 0, '100': 0, '10000': 0 };
  for (const size of SIZES) {
    const seeds = makeSeeds(Number(size));
    const stories: readonly Story[] = seeds.map((seed, at) => ({
      id: id<'story'>(`story-${at}`),
      profile: draftProfile([seed], lexicon).profile,
      channels: [],
      since: 0,
    }));
    const items = asRead(makeStream(ITEMS, seeds));
    const watch = openWatch(stories, lexicon);
    // The first part warms the engine up, as a running bot is.
    run(watch, items.slice(0, ITEMS / 3));
    const rest = items.slice(ITEMS / 3);
    const startedAt = performance.now();
    candidates[size] = run(watch, rest) / rest.length;
    decided[size] = Math.round((1000 * rest.length) / (performance.now() - startedAt));
    naive[size] = naiveSpeed(watch, stories, rest);
  }
  return { decide: decided, naive, full: fullSpeed(lexicon), candidates };
}

/** Items as a parser hands them over: texts that were joined piece by piece would be put together while the clock runs. */
function asRead(items: readonly FeedItem[]): readonly FeedItem[] {
  return JSON.parse(JSON.stringify(items));
}

type Watch = ReturnType<typeof openWatch>;

function run(watch: Watch, items: readonly FeedItem[]): number {
  let near = 0;
  for (const item of items) {
    const decisions = decide(watch, item);
    if (decisions.length > 0) near += 1;
    learn(watch, item, decisions);
  }
  return near;
}

function naiveSpeed(watch: Watch, stories: readonly Story[], items: readonly FeedItem[]): number {
  const startedAt = performance.now();
  let judged = 0;
  for (const item of items) {
    // A fresh object each time: nothing worked out for the item before is used.
    for (const story of stories) {
      judge(watch, story.id, { ...item });
      judged += 1;
      if (performance.now() - startedAt > NAIVE_MS) return rate(judged / stories.length, startedAt);
    }
  }
  return rate(judged / stories.length, startedAt);
}

function rate(items: number, startedAt: number): number {
  return Math.round((1e5 * items) / (performance.now() - startedAt)) / 100;
}

function fullSpeed(lexicon: ReturnType<typeof loadLexicon>): number {
  const [seed] = makeSeeds(1);
  if (seed === undefined) throw new Error('no seed was made');
  const watch = openWatch(
    [{ id: id<'story'>('story'), profile: draftProfile([seed], lexicon).profile, channels: [], since: 0 }],
    lexicon,
  );
  run(watch, makeStream(5_000, [seed]));
  const near = makeStream(60_000, [seed]).filter((item) => decide(watch, item).length > 0);
  // The first rounds warm the engine up, as a running bot is. Read anew, nothing worked out for an item before is used.
  const rounds = Array.from({ length: FULL_ROUNDS }, () => asRead(near));
  const judgeAll = (items: readonly FeedItem[]): void => {
    for (const item of items) decide(watch, item);
  };
  for (const items of rounds.splice(0, WARMING_ROUNDS)) judgeAll(items);
  const startedAt = performance.now();
  for (const items of rounds) judgeAll(items);
  return Math.round((1000 * near.length * rounds.length) / (performance.now() - startedAt));
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${JSON.stringify(measureDecide())}\n`);
