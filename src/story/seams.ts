import type { Profile, Translation } from './story.ts';

/** Puts what a profile looks for into other languages. */
export interface Translator {
  /** Asks once. Never throws: in plain words why there is nothing, where there is nothing. */
  translate(
    profile: Profile,
  ): Promise<
    | { readonly kind: 'translated'; readonly translated: readonly Translation[] }
    | { readonly kind: 'failed'; readonly why: string }
  >;
}
