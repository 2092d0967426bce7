import type { FeedItem } from '../src/feeds/item.ts';
import { id } from '../src/ids.ts';
import type { Seed } from '../src/story/story.ts';

/** A small generator of numbers that look like chance and are the same in every run (Lehmer, MINSTD). */
function makeChance(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const ONSETS = 'b br c ch d dr f fl g gr h j k kl l m n p pr r s sk st t tr v w z'.split(' ');
const VOWELS = 'a e i o u ai ea ou io'.split(' ');
const CODAS = 'n r s t l nd rk st m x ck'.split(' ');
const SMALL = 'the of and to in for on with at from by after over as its was has'.split(' ');
const VOCABULARY = 20_000;
const FLAT = 40;
const NEAR_SHARE = 0.02;
const TITLE_WORDS = 10;
const SUMMARY_WORDS = 18;

function makeWord(chance: () => number): string {
  const syllable = (): string =>
    `${pick(ONSETS, chance)}${pick(VOWELS, chance)}${chance() < 0.5 ? pick(CODAS, chance) : ''}`;
  return syllable() + syllable() + (chance() < 0.5 ? syllable() : '');
}

function pick<Value>(list: readonly Value[], chance: () => number): Value {
  const value = list[Math.floor(chance() * list.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const WORDS: readonly string[] = (() => {
  const chance = makeChance(7);
  return Array.from({ length: VOCABULARY }, () => makeWord(chance));
})();

/** A word by the law of Zipf and Mandelbrot: few are common, most are rare; the commonest are the small words. */
function zipf(chance: () => number): string {
  const rank = FLAT * ((VOCABULARY / FLAT + 1) ** chance() - 1);
  return WORDS[Math.min(VOCABULARY - 1, Math.floor(rank))] ?? 'news';
}

/** Made seed articles, each with names and words of its own. */
export function makeSeeds(count: number): readonly Seed[] {
  const chance = makeChance(11);
  return Array.from({ length: count }, (_, at) => {
    // No word of the stream begins so: who comes near a story does it for the story's words.
    const own = Array.from({ length: 14 }, () => `x${makeWord(chance)}${pick(CODAS, chance)}`);
    const [first = '', last = '', body = '', firm = '', ...matters] = own;
    const person = `${capital(first)} ${capital(last)}`;
    return {
      title: `${capital(body)} ${matters.slice(0, 2).join(' ')} against ${capital(firm)} over ${matters.slice(2, 4).join(' ')}`,
      paragraphs: [
        `The ${capital(body)} has ${capital(firm)} for ${matters.slice(4, 7).join(' and the ')}. By ${person} it was not.`,
        `After the ${matters.slice(7, 9).join(' of ')} it was ${capital(firm)} and ${person} before.`,
      ],
      published: Date.UTC(2031, 0, 1 + (at % 28)),
      lang: 'en',
    };
  });
}

/** A stream of made items; about one in fifty tells of one of the seeds. */
export function makeStream(count: number, seeds: readonly Seed[]): readonly FeedItem[] {
  const chance = makeChance(23);
  return Array.from({ length: count }, (_, at) => {
    const isNear = chance() < NEAR_SHARE;
    const seed = isNear ? pick(seeds, chance) : undefined;
    const title =
      seed === undefined
        ? sentence(TITLE_WORDS, chance)
        : `${seed.title.split(' ').slice(0, 5).join(' ')} ${sentence(4, chance)}`;
    const summary =
      seed === undefined
        ? sentence(SUMMARY_WORDS, chance)
        : `${(seed.paragraphs[at % 2] ?? '').split('. ')[0]} ${sentence(8, chance)}`;
    return {
      id: id<'item'>(`made-${at}`),
      keys: [],
      feed: id<'feed'>('https://made.example/rss'),
      source: 'made.example',
      tier: 'other',
      url: `https://made.example/news/${title.toLowerCase().replaceAll(' ', '-')}-${at}`,
      title,
      summary,
      lang: 'en',
      country: undefined,
      publishedAt: Date.UTC(2031, 1, 1) + at * 1000,
      firstSeenAt: Date.UTC(2031, 1, 1) + at * 1000,
    };
  });
}

function sentence(length: number, chance: () => number): string {
  const words = Array.from({ length }, (_, at) => {
    if (at % 3 === 2) return pick(SMALL, chance);
    const word = zipf(chance);
    return chance() < 0.15 ? capital(word) : word;
  });
  return capital(words.join(' '));
}
