import { audit } from './audit.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { addFeed, feeds, retryFeed } from './feeds.ts';
import { helpFor } from './help.ts';
import { alreadyKnown, important, notThisStory } from './judge.ts';
import { latest } from './latest.ts';
import { list } from './list.ts';
import { mute, unmute } from './mute.ts';
import { show } from './show.ts';
import { undo } from './undo.ts';
import { why } from './why.ts';

export type { CommandDeps } from './deps.ts';

/** A new command goes here: /help and each platform's registration derive from the list. */
const declared: readonly Command<CommandDeps>[] = [
  list,
  show,
  latest,
  why,
  mute,
  unmute,
  notThisStory,
  alreadyKnown,
  important,
  undo,
  audit,
  feeds,
  addFeed,
  retryFeed,
];

/** All commands, in the order in which they are shown. */
export const commands: readonly Command<CommandDeps>[] = [...declared, helpFor(declared)];
