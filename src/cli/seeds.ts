import { readFileSync } from 'node:fs';
import { loadLexicon } from '../../config/lexicon.ts';
import { messageOf, UserError } from '../errors.ts';
import type { ArticleReader } from '../ports.ts';
import { draftProfile } from '../story/draft.ts';
import { parseSeed } from '../story/seed.ts';
import type { Profile, ProfileWarning, Seed } from '../story/story.ts';
import { profileFromYaml } from '../story/yaml.ts';
import type { Lexicon } from '../text/lexicon.ts';

/** Reads articles from files, and from addresses where a reader is given. Throws a UserError naming the one that cannot be read. */
export async function readSeeds(
  places: readonly string[],
  reader: ArticleReader | undefined,
): Promise<readonly Seed[]> {
  const seeds: Seed[] = [];
  for (const place of places) {
    const address = /^https?:\/\//.test(place);
    if (address && reader === undefined) {
      throw new UserError(`The seed ${place} is an address; this command reads files only.`, {
        hint: `Save the article first: npx storywatch profile --seed ${place} > story.yaml, then use --profile story.yaml.`,
      });
    }
    seeds.push(address && reader !== undefined ? await reader.read(place) : parseSeed(readText(place, 'seed'), place));
  }
  return seeds;
}

/** A text file in UTF-8. Throws a UserError that names what the file was meant to be. */
export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(`The ${what} ${path} cannot be read: ${messageOf(cause)}`, {
      hint: 'Check the path and that this user may read the file.',
      cause,
    });
  }
}

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
    throw new UserError('Neither --seed nor --profile is given; expected the article that the story starts from.', {
      hint: 'Try --seed article.txt.',
    });
  }
  return draftProfile(await readSeeds(options.seed, undefined), lexicon);
}

/** The lexicon of the project, with a team's own words where a folder is named. */
export function chosenLexicon(options: { readonly lexicon?: string }): Lexicon {
  return loadLexicon(options.lexicon);
}
