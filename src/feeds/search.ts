import { id } from '../ids.ts';
import type { Profile, Strand } from '../story/story.ts';
import { HOUR_MS } from '../time.ts';
import type { Feed } from './feed.ts';

/** Where and in which language to search. */
export interface SearchPlace {
  /** ISO 639-1. */
  readonly lang: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

const ACTORS = 4;
const TERMS = 3;
/** Search engines cut longer queries. */
const MAX_QUERY = 180;
/** Search feeds are for what the outlets' own feeds miss; engines block those who ask often. */
const EVERY_MS = HOUR_MS;

/**
 * The news search feeds of a profile, one of each engine for each strand and place: any of the strand's strongest actors
 * together with any of its terms. The words are the profile's own, so that a place of another language finds names only.
 */
export function searchFeeds(profile: Profile, places: readonly SearchPlace[]): readonly Feed[] {
  return places.flatMap((place) =>
    profile.strands.flatMap((strand) => {
      const query = queryOf(profile, strand);
      return query === '' ? [] : [googleNews(query, place, strand), bingNews(query, place, strand)];
    }),
  );
}

function queryOf(profile: Profile, strand: Strand): string {
  const actors = strongest(
    profile.actors.map(({ name, weight }) => ({ text: name, weight })),
    strand.actors,
    ACTORS,
  );
  const terms = strongest(
    profile.terms.map(({ phrase, weight }) => ({ text: phrase, weight })),
    strand.terms,
    TERMS,
  );
  for (let count = TERMS; count >= 0; count--) {
    const query = [anyOf(actors), anyOf(terms.slice(0, count))].filter((part) => part !== '').join(' ');
    if (query.length <= MAX_QUERY) return query;
  }
  return anyOf(actors.slice(0, 1));
}

function strongest(
  known: readonly { readonly text: string; readonly weight: number }[],
  wanted: readonly string[],
  count: number,
): readonly string[] {
  return known
    .filter(({ text }) => wanted.includes(text))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, count)
    .map(({ text }) => text);
}

/** Quotation marks keep the words of a name together; those inside it would end it. */
function anyOf(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word.replaceAll('"', ' ')}"`);
  return quoted.length > 1 ? `(${quoted.join(' OR ')})` : (quoted[0] ?? '');
}

function googleNews(query: string, { lang, country }: SearchPlace, strand: Strand): Feed {
  const parameters = new URLSearchParams({ q: `${query} when:7d`, hl: lang, gl: country, ceid: `${country}:${lang}` });
  return feedOf(`https://news.google.com/rss/search?${parameters}`, `Google News: ${strand.title}`, lang);
}

function bingNews(query: string, { lang, country }: SearchPlace, strand: Strand): Feed {
  const parameters = new URLSearchParams({ q: query, format: 'rss', setlang: lang, cc: country });
  return feedOf(`https://www.bing.com/news/search?${parameters}`, `Bing News: ${strand.title}`, lang);
}

function feedOf(url: string, name: string, lang: string): Feed {
  return { url: id(url), name, lang, country: undefined, tier: 'other', everyMs: EVERY_MS };
}
