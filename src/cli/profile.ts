import { createArticleReader } from '../../adapters/feeds/article.ts';
import { loadConfig } from '../../config/load.ts';
import { translated } from '../app/translations.ts';
import { readSeeds } from '../bot/seeds.ts';
import { createTranslation } from '../bot/translation.ts';
import { draftProfile } from '../story/draft.ts';
import { profileToYaml } from '../story/yaml.ts';
import { noteLog } from './log.ts';
import { chosenLexicon } from './profile-options.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly seed: readonly string[];
  readonly lexicon?: string;
  readonly config?: string;
}

/**
 * Prints the profile drafted from the seeds as YAML; what makes it weak goes to stderr. With a configuration that asks a
 * model for translations, it has them.
 */
export async function printProfile(options: Options, terminal: Terminal): Promise<undefined> {
  const config = options.config === undefined ? undefined : loadConfig(options.config, terminal.env);
  const network = config?.network ?? { allowPrivate: [], proxy: undefined };
  const reader = createArticleReader({ network, log: noteLog(terminal) });
  const seeds = await readSeeds(options.seed, reader).finally(() => reader.close());
  const translation = createTranslation({ translation: config?.translation, network });
  const drafted = draftProfile(seeds, chosenLexicon(options));
  const { profile, warnings } = await translated(drafted, translation.translator).finally(() => translation.close());
  for (const { what, hint } of warnings) terminal.note(`Weak profile: ${what} ${hint}`);
  await terminal.out(profileToYaml(profile));
}
