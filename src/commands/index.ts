import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { helpFor } from './help.ts';
import { latest } from './latest.ts';
import { list } from './list.ts';
import { show } from './show.ts';
import { why } from './why.ts';

export type { CommandDeps } from './deps.ts';

/** A new command goes here: /help and each platform's registration derive from the list. */
const lookups: readonly Command<CommandDeps>[] = [list, show, latest, why];

/** All commands, in the order in which they are shown. */
export const commands: readonly Command<CommandDeps>[] = [...lookups, helpFor(lookups)];
