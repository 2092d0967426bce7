import { createArticleReader } from '../../adapters/feeds/article.ts';
import { readSeeds } from '../bot/seeds.ts';
import { draftProfile } from '../story/draft.ts';
import { profileToYaml } from '../story/yaml.ts';
import { noteLog } from './log.ts';
import { chosenLexicon } from './profile-options.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly seed: readonly string[];
  readonly lexicon?: string;
}

/** Prints the profile drafted from the seeds as YAML; what makes it weak goes to stderr. */
export async function printProfile(options: Options, terminal: Terminal): Promise<undefined> {
  const reader = createArticleReader({ network: { allowPrivate: [] }, log: noteLog(terminal) });
  const seeds = await readSeeds(options.seed, reader).finally(() => reader.close());
  const { profile, warnings } = draftProfile(seeds, chosenLexicon(options));
  for (const { what, hint } of warnings) terminal.note(`Weak profile: ${what} ${hint}`);
  await terminal.out(profileToYaml(profile));
}
