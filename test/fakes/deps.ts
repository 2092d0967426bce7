import { digestSoFar } from '../../src/app/digests.ts';
import { createDrafts } from '../../src/app/drafts.ts';
import type { CommandDeps } from '../../src/commands/deps.ts';
import type { Ports } from '../../src/ports.ts';
import { NO_FEED_KEEPER } from './feed-keeper.ts';

const unused = async (): Promise<never> => {
  throw new Error('no story is taken up or changed here');
};

/** What commands are given, over these ports: everybody may change things, and no digest is scheduled. */
export function commandDeps(
  { store, clock, log }: Pick<Ports, 'store' | 'clock' | 'log'>,
  own: Pick<CommandDeps, 'watch' | 'teacher'> & Partial<CommandDeps>,
): CommandDeps {
  const timeZone = own.timeZone ?? 'UTC';
  return {
    store,
    clock,
    log,
    roles: { lookup: 'everyone', change: 'everyone' },
    drafts: createDrafts(clock),
    quota: { take: () => undefined },
    editor: { draft: unused, follow: unused, preview: unused, change: unused },
    feeds: NO_FEED_KEEPER,
    timeZone,
    digestSoFar: (target, story) => digestSoFar({ store, clock }, [], { target, story, timeZone }),
    ...own,
  };
}
