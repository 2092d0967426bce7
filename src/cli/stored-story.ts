import { existsSync } from 'node:fs';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import type { Config } from '../../config/schema.ts';
import { UserError } from '../errors.ts';
import type { Store } from '../ports.ts';
import type { Story } from '../story/story.ts';
import { chosenConfig } from './config-file.ts';
import type { Terminal } from './terminal.ts';

/** A followed story and the database it stands in. */
export interface StoredStory {
  readonly story: Story;
  /** All that are followed. */
  readonly stories: readonly Story[];
  readonly store: Store;
  readonly config: Config;
}

/** Opens the database for a followed story while the work lasts. Throws a UserError where either is missing. */
export async function withStory<T>(
  name: string | undefined,
  options: { readonly config?: string },
  terminal: Terminal,
  work: (stored: StoredStory) => Promise<T>,
): Promise<T> {
  if (name === undefined) {
    throw new UserError('Neither --story nor --items is given; expected a followed story, or a file of items.', {
      hint: 'Try --story my-story, or --items items.jsonl --seed article.txt.',
    });
  }
  const config = chosenConfig(options, terminal);
  if (!existsSync(config.database)) {
    throw new UserError(`There is no archive yet: ${config.database} does not exist.`, {
      hint: 'It is made by npx storywatch start; a file of items can be tried with --items.',
    });
  }
  const store = await openSqlite(config.database);
  try {
    const stories = await store.stories.all();
    const story = stories.find((each) => each.id === name);
    if (story === undefined) {
      const known = stories.map((each) => each.id).join(', ') || 'none yet';
      throw new UserError(`No story ${name} is followed; expected one of ${known}.`, {
        hint: 'Stories are taken up by npx storywatch start.',
      });
    }
    return await work({ story, stories, store, config });
  } finally {
    await store.close();
  }
}
