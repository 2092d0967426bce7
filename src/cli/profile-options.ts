import { loadLexicon } from '../../config/lexicon.ts';
import { readSeeds, readText } from '../bot/seeds.ts';
import { UsageError } from '../errors.ts';
import { draftProfile } from '../story/draft.ts';
import type { Profile, ProfileWarning } from '../story/story.ts';
import { profileFromYaml } from '../story/yaml.ts';
import type { Lexicon } from '../text/lexicon.ts';

export interface ProfileOptions {
  readonly seed?: readonly string[];
  readonly profile?: string;
  readonly lexicon?: string;
}

/** The profile that the options name: the edited one, or one drafted from the seeds, with what makes it weak. */
export async function chosenProfile(
  options: ProfileOptions,
  lexicon: Lexicon,
): Promise<{ readonly profile: Profile; readonly warnings: readonly ProfileWarning[] }> {
  if (options.profile !== undefined) {
    return { profile: profileFromYaml(readText(options.profile, 'profile'), options.profile), warnings: [] };
  }
  if (options.seed === undefined) {
    throw new UsageError('Neither --seed nor --profile is given; expected the article that the story starts from.', {
      hint: 'Try --seed article.txt.',
    });
  }
  return draftProfile(await readSeeds(options.seed, undefined), lexicon);
}

/** The lexicon of the project, with a team's own words where a folder is named. */
export function chosenLexicon(options: { readonly lexicon?: string }): Lexicon {
  return loadLexicon(options.lexicon);
}
