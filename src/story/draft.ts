import { id } from '../ids.ts';
import { cutAtWord } from '../text/cut-words.ts';
import { fold } from '../text/fold.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { sentences } from '../text/sentences.ts';
import { draftActors } from './actors.ts';
import { homeOf } from './home.ts';
import { type Reading, readSeeds, type Segment, sensesIn } from './reading.ts';
import type { Actor, PlaceWeight, Profile, ProfileWarning, Seed, Strand, Term } from './story.ts';
import { draftPlaces, draftTerms, termsIn } from './terms.ts';
import { warningsFor } from './warnings.ts';

const MAX_STRANDS = 8;
const MIN_STRAND_TOKENS = 12;
const STRAND_TERMS = 10;
const STRAND_TITLE_LENGTH = 60;
const TITLE_LENGTH = 120;
const HOME_WEIGHT = 0.6;
/** Where a seed tells of another country, its own is seldom named, yet often meant. */
const SILENT_HOME_WEIGHT = 0.3;

/** Drafts what a story is about from one to three seeds, to be read and edited by a person. */
export function draftProfile(
  seeds: readonly Seed[],
  lexicon: Lexicon,
): { readonly profile: Profile; readonly warnings: readonly ProfileWarning[] } {
  const reading = readSeeds(seeds, lexicon);
  const actors = draftActors(reading);
  const terms = draftTerms(reading);
  const places = withHome(draftPlaces(reading), reading.lang);
  const dates = seeds.flatMap((seed) => (seed.published === undefined ? [] : [seed.published]));
  const profile: Profile = {
    title: titleOf(seeds),
    lang: reading.lang,
    published: dates.length === 0 ? undefined : Math.min(...dates),
    url: seeds.find((seed) => seed.url !== undefined)?.url,
    actors,
    terms,
    places,
    strands: draftStrands(reading, actors, terms),
    exclude: [],
    threshold: undefined,
  };
  return { profile, warnings: warningsFor(profile) };
}

/** The first headline; a seed without one lends the first sentence of its first paragraph. */
function titleOf(seeds: readonly Seed[]): string {
  const title = seeds.find((seed) => seed.title !== '')?.title;
  if (title !== undefined) return title;
  const lede = seeds[0]?.paragraphs[0] ?? '';
  const end = lede.search(/[.!?](\s|$)/);
  const sentence = end < 0 ? lede : lede.slice(0, end);
  if (sentence.length <= TITLE_LENGTH) return sentence;
  return `${sentence.slice(0, sentence.lastIndexOf(' ', TITLE_LENGTH))} …`;
}

/** A story's own country is seldom named where it is told: however late it is, it weighs no less than if it were not. */
function withHome(places: readonly PlaceWeight[], lang: string): readonly PlaceWeight[] {
  const home = homeOf(lang);
  if (home === undefined) return places;
  const others = places.filter(({ id }) => id !== home);
  const isAbroad = others.some(({ weight }) => weight >= HOME_WEIGHT);
  const named = places.find(({ id }) => id === home)?.weight ?? 0;
  const own = { id: home, weight: Math.max(named, isAbroad ? SILENT_HOME_WEIGHT : HOME_WEIGHT) };
  return [...others, own].sort((a, b) => b.weight - a.weight);
}

/** Every paragraph that says enough is a strand; the headline belongs to the first. */
function draftStrands(reading: Reading, actors: readonly Actor[], terms: readonly Term[]): readonly Strand[] {
  const title = reading.segments.filter((segment) => segment.isTitle);
  const paragraphs = reading.segments.filter((segment) => !segment.isTitle);
  const long = paragraphs.filter((segment, index) => index === 0 || segment.scan.tokens.count >= MIN_STRAND_TOKENS);
  const [first, ...rest] = long;
  const parts = [[...title, ...(first === undefined ? [] : [first])], ...rest.map((segment) => [segment])];
  return parts
    .slice(0, MAX_STRANDS)
    .map((segments, index) => strandOf(segments, index, actors, terms))
    .filter((strand) => strand.actors.length + strand.terms.length > 1);
}

function strandOf(
  segments: readonly Segment[],
  index: number,
  actors: readonly Actor[],
  terms: readonly Term[],
): Strand {
  const text = segments
    .map(({ scan }) => ` ${fold(`${scan.title} ${scan.summary}`).replace(/[^\p{L}\p{N}]+/gu, ' ')} `)
    .join(' ');
  const isNamed = (name: string): boolean =>
    text.includes(
      ` ${fold(name)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `,
    );
  const here = actors.filter((actor) => isNamed(actor.name) || actor.aliases.some(isNamed)).map((actor) => actor.name);
  const stems = new Set(segments.flatMap((segment) => termsIn(segment).map(({ phrase }) => fold(phrase))));
  const words = terms
    .filter((term) => stems.has(fold(term.phrase)))
    .slice(0, STRAND_TERMS)
    .map((term) => term.phrase);
  const places = segments.flatMap(({ scan }) =>
    sensesIn(scan).flatMap(({ sense }) => (sense.isPlace ? [sense.id] : [])),
  );
  return {
    id: id<'strand'>(`s${index + 1}`),
    title: strandTitle(segments),
    actors: here,
    terms: words,
    places: [...new Set(places)],
    weight: Math.max(...segments.map((segment) => segment.weight)),
  };
}

/** The first words of the paragraph's first sentence: what a reader of the article knows the strand by. */
function strandTitle(segments: readonly Segment[]): string {
  const { scan } = segments.find((segment) => !segment.isTitle) ?? segments[0] ?? {};
  const text = scan === undefined ? '' : scan.title || scan.summary;
  const [first = ''] = sentences(text);
  return cutAtWord(first.replace(/[\s.]{1,9}$/, ''), STRAND_TITLE_LENGTH);
}
