import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import type { Terminal } from './terminal.ts';

const OWN = fileURLToPath(new URL('../../config/storywatch.yaml', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../config/example.yaml', import.meta.url));

/** Loads the named configuration, or the team's own, or the example, and says so. Throws a UserError that lists every fault. */
export function chosenConfig(options: { readonly config?: string }, terminal: Terminal): Config {
  if (options.config !== undefined) return loadConfig(options.config, terminal.env);
  if (existsSync(OWN)) return loadConfig(OWN, terminal.env);
  terminal.note('There is no config/storywatch.yaml yet: running config/example.yaml, which posts to this terminal.');
  return loadConfig(EXAMPLE, terminal.env);
}
