import type { StoryId, StrandId } from '../ids.ts';
import type { Instant } from '../time.ts';

/** What is followed: a profile and the destinations that are told. */
export interface Story {
  readonly id: StoryId;
  readonly profile: Profile;
  readonly channels: readonly ChannelRef[];
  /** When the story was taken up; items published long before are background. */
  readonly since: Instant;
  /** Followed from a chat; where it is left out the configuration names the story. */
  readonly origin?: 'chat';
  /** What the configuration says of a story whose profile people have edited since. */
  readonly configured?: Profile;
}

/** One destination: a channel on one platform. Both strings are opaque to the core. */
export interface ChannelRef {
  /** console | slack | discord | webhook | mail */
  readonly platform: string;
  readonly channel: string;
}

/** The article a story starts from. */
export interface Seed {
  readonly title: string;
  /** In order of appearance; the first is the lede. May be empty when the title says it all. */
  readonly paragraphs: readonly string[];
  readonly url?: string;
  readonly published?: Instant;
  /** ISO 639-1, where it is known. */
  readonly lang?: string;
}

/**
 * What a story is about, drafted from its seeds and editable as YAML.
 * An item follows the story if it follows one strand.
 */
export interface Profile {
  readonly title: string;
  /** ISO 639-1 of the seed. */
  readonly lang: string;
  readonly published: Instant | undefined;
  readonly url: string | undefined;
  readonly actors: readonly Actor[];
  readonly terms: readonly Term[];
  /** ISO 3166-1 alpha-2, or a region of the lexicon such as EU, each with its weight from 0 to 1. */
  readonly places: readonly PlaceWeight[];
  readonly strands: readonly Strand[];
  /** An item with one of these phrases is unrelated, whatever else it says. */
  readonly exclude: readonly string[];
  /** The score from which an item is a follow-up; undefined: the model's own. */
  readonly threshold: number | undefined;
  /** What a model was asked for, or a person wrote; left out where nobody was asked. */
  readonly translated?: readonly Translation[];
}

/** A person, body, company or product. */
export interface Actor {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly role: string | undefined;
  /** The bare name is a common word (X, Meta): it counts only beside another actor or term of the strand. */
  readonly ambiguous: boolean;
  /** 0..1, by position and repetition. */
  readonly weight: number;
}

export interface Term {
  /** One word or a few, as they stand in the seed. */
  readonly phrase: string;
  /** The lexicon's concept, which has words in many languages. */
  readonly concept: string | undefined;
  readonly weight: number;
}

/** A term or a name of the profile in another language. It counts less than its own, and only in items of its language. */
export interface Translation {
  /** ISO 639-1. */
  readonly lang: string;
  readonly phrase: string;
  /** The phrase of the term, or the name of the actor. */
  readonly of: string;
}

export interface PlaceWeight {
  readonly id: string;
  readonly weight: number;
}

/** One thread of the story: a few actors and terms that must occur together. */
export interface Strand {
  readonly id: StrandId;
  /** A few words that a reader recognises. */
  readonly title: string;
  readonly actors: readonly string[];
  readonly terms: readonly string[];
  readonly places: readonly string[];
  readonly weight: number;
}

/** What makes a profile weaker than it should be, each with what would mend it. */
export interface ProfileWarning {
  readonly what: string;
  readonly hint: string;
}
