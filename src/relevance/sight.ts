import type { FeedItem } from '../feeds/item.ts';
import { CONCEPT } from '../text/rows.ts';
import { type Scan, wordOf } from '../text/scan.ts';
import type { Compiled } from './compiled.ts';
import { type Frequencies, rarityOf } from './frequencies.ts';
import { matchItem } from './match.ts';
import { isLoneWord, type Match } from './match-sums.ts';
import { similarityTo } from './centroid.ts';
import { learntWeight, type Memory } from './memory.ts';
import { nearest, type Neighbour } from './nearest.ts';
import { type Rival, saturate, type Sight } from './measures.ts';
import type { ItemReading } from './state.ts';

const DIGEST_CONCEPT = 'news-digest';
const MANY_PARTS = 4;

/** How near an item is to one story as a whole. */
export interface Closeness {
  readonly memory: Memory;
  readonly cross: boolean;
  readonly accepted: Neighbour | undefined;
  readonly centroid: number;
  readonly seed: number;
}

export function closenessOf(memory: Memory, item: FeedItem, { analysis, vector }: ItemReading): Closeness {
  const cross = analysis.lang !== memory.compiled.profile.lang;
  return {
    memory,
    cross,
    accepted: nearest(memory.accepted, vector, item.id, 1)[0],
    centroid: similarityTo(memory.centroid, vector, cross),
    seed: similarityTo(memory.seedVector, vector, cross),
  };
}

/** The other story that the item is nearest to. */
export function rivalOf(own: Closeness, all: readonly Closeness[]): Rival | undefined {
  let best: Closeness | undefined;
  for (const other of all) {
    if (other.memory === own.memory) continue;
    if (best === undefined || strengthOf(other) > strengthOf(best)) best = other;
  }
  if (best === undefined) return undefined;
  return {
    title: best.memory.compiled.profile.title,
    lead: strengthOf(best) - strengthOf(own),
    seedLead: best.seed - own.seed,
  };
}

const strengthOf = ({ accepted, centroid }: Closeness): number => ((accepted?.similarity ?? 0) + centroid) / 2;

/** Gathers what the signals of one story are measured on. */
export function sightOf(
  scan: Scan,
  { memory, cross, accepted, centroid }: Closeness,
  rival: Rival | undefined,
  item: FeedItem,
  { analysis, neighbours }: ItemReading,
  frequencies: Frequencies,
  far: number,
): Sight {
  const match = matchItem(
    analysis,
    memory.compiled,
    (row) => rarityOf(frequencies, row.feature, row.kind, memory),
    (row) => learntWeight(memory, row, frequencies),
  );
  return {
    item,
    memory,
    match,
    accepted,
    rejected: neighbours.find(({ text }) => !text.standing.has(memory.at)),
    centroid,
    company: companyOf(neighbours, memory.at),
    borneOut: analysis.hasSummary || isKnownByAWord(memory, cross) ? 1 : saturate(ownMass(match), SCANT),
    rival,
    cross,
    hasSummary: analysis.hasSummary,
    isDigest: isDigest(
      scan,
      analysis.rows.some((row) => row.kind === CONCEPT && row.id === DIGEST_CONCEPT),
    ),
    far,
  };
}

/** Neighbours that are no more alike than this say little. */
const FAINT = 0.2;

/** How far the items most like it follow the story, from 0 to 1: near ones count by the square of their likeness. */
function companyOf(neighbours: readonly Neighbour[], story: number): number {
  let following = 0;
  let all = FAINT * FAINT;
  for (const { text, similarity } of neighbours) {
    const weight = similarity * similarity;
    all += weight;
    following += weight * (text.standing.get(story) ?? 0);
  }
  return following / all;
}

/** A bare headline that says so much of the story bears out half of what its company says. */
const SCANT = 0.2;

/** What an item says of the story itself: a word counts once, as a term or as the matter that it stands for. */
const ownMass = ({ actors, topic, concepts }: Match): number => actors + Math.max(topic, concepts);

/** A headline or summary that strings many things together. */
function isDigest(scan: Scan, saysSo: boolean): boolean {
  return saysSo || strungIn(scan.title) + strungIn(scan.summary) >= MANY_PARTS;
}

function strungIn(text: string): number {
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3b || code === 0x7c || code === 0x2022) parts += 1;
  }
  return parts;
}

/** The first phrase that the profile excludes and the item says. */
export function excludedPhrase(compiled: Compiled, scan: Scan): string | undefined {
  for (const forms of compiled.exclude) {
    for (let at = 0; at + forms.length <= scan.tokens.count; at += 1) {
      if (forms.every((form, offset) => wordOf(scan, at + offset)?.form === form)) return forms.join(' ');
    }
  }
  return undefined;
}

/** What of its neighbour's trust an item inherits, by how alike they are. */
const INHERITED = 0.8;
/** The matter without an actor or a place of the story may be anybody's. */
const UNBOUND = 0.6;
/** So may a single word of many, whatever place it is said of: it teaches nothing. */
const LONE_WORD = 0.4;

/**
 * How far an accepted item may stand for the story, from 0 to 1.
 * What it shares with the profile itself counts fully; likeness to an item that was accepted before counts less, so that
 * a chain of items, each a little further away, fades out instead of carrying the story off.
 */
export function trustIn(sight: Sight): number {
  const { match, accepted, memory } = sight;
  const { actors, places } = memory.compiled.profile;
  const isBound = (actors.length === 0 && places.length === 0) || match.actors > 0 || match.place > 0;
  const own = saturate(ownMass(match), 0.8) * (isBound ? 1 : UNBOUND);
  return Math.min(mostTrustIn(sight), own + INHERITED * (accepted?.similarity ?? 0));
}

/** A bare headline with no more of the story than a word speaks for no other. */
function mostTrustIn({ match, memory, cross, hasSummary }: Sight): number {
  if (isKnownByAWord(memory, cross) || !isLoneWord(match)) return 1;
  return hasSummary ? LONE_WORD : 0;
}

/** A story of one paragraph is often told in its own language by one of its words. */
const isKnownByAWord = ({ compiled }: Memory, cross: boolean): boolean => compiled.isBrief && !cross;
