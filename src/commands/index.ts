import { audit } from './audit.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { digest } from './digest.ts';
import { draft } from './draft.ts';
import { edit } from './edit.ts';
import { exportFile } from './export.ts';
import { addFeed, feeds, retryFeed } from './feeds.ts';
import { helpFor } from './help.ts';
import { alreadyKnown, important, notThisStory, thisStory } from './judge.ts';
import { latest } from './latest.ts';
import { list } from './list.ts';
import { mute, unmute } from './mute.ts';
import { search } from './search.ts';
import { shareFor } from './share.ts';
import { show } from './show.ts';
import { timeline } from './timeline.ts';
import { track } from './track.ts';
import { undo } from './undo.ts';
import { who } from './who.ts';
import { why } from './why.ts';

export type { CommandDeps } from './deps.ts';
export { withShare } from './share.ts';

/** A new command goes here: /help and each platform's registration derive from the list. */
const declared: readonly Command<CommandDeps>[] = [
  list,
  show,
  latest,
  search,
  timeline,
  who,
  why,
  digest,
  exportFile,
  track,
  edit,
  mute,
  unmute,
  thisStory,
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

/** Behind buttons alone: nobody types them. */
export const behindButtons: readonly Command<CommandDeps>[] = [
  shareFor(declared.filter(({ lookup }) => lookup)),
  draft,
];
