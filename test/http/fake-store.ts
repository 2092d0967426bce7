import type { Alert } from '../../src/alerts/alert.ts';
import type { Development } from '../../src/developments/development.ts';
import type { Feedback } from '../../src/feedback/feedback.ts';
import type { FeedState } from '../../src/feeds/feed.ts';
import type { Store } from '../../src/ports.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import type { Story } from '../../src/story/story.ts';

/** What the page may read; the rest of the store throws when it is touched, for the page is read-only. */
export interface Shelf {
  readonly stories?: readonly Story[];
  readonly feeds?: readonly FeedState[];
  readonly developments?: readonly Development[];
  readonly coverage?: readonly Coverage[];
  readonly unsent?: readonly Alert[];
  readonly stopped?: Awaited<ReturnType<Store['outbox']['stopped']>>;
  readonly feedback?: readonly Feedback[];
  readonly depth?: Awaited<ReturnType<Store['outbox']['depth']>>;
  /** Makes every reading fail with this message. */
  readonly broken?: string;
}

export function fakeStore(shelf: Shelf): Store {
  const read = async <T>(value: T): Promise<T> => {
    if (shelf.broken !== undefined) throw new Error(shelf.broken);
    return value;
  };
  const forbidden = (): never => {
    throw new Error('the page writes nothing');
  };
  return {
    stories: { all: () => read(shelf.stories ?? []), save: forbidden, remove: forbidden },
    feeds: {
      all: () => read(shelf.feeds ?? []),
      due: forbidden,
      follow: forbidden,
      recordPoll: forbidden,
      add: forbidden,
      remove: forbidden,
      itemsSince: forbidden,
    },
    coverage: {
      unseen: forbidden,
      saveItems: forbidden,
      save: forbidden,
      overrule: forbidden,
      developments: () => read(shelf.developments ?? []),
      development: forbidden,
      findItem: forbidden,
      coverageOf: forbidden,
      unsure: forbidden,
      between: () => read(shelf.coverage ?? []),
      items: forbidden,
      search: forbidden,
      counts: () => read({ read: 212, followUps: 5, repeats: 2, unsure: 9 }),
      forget: forbidden,
    },
    outbox: {
      add: forbidden,
      claim: forbidden,
      settle: forbidden,
      stop: forbidden,
      stopped: () => read(shelf.stopped ?? []),
      resume: forbidden,
      find: forbidden,
      queuedSince: forbidden,
      unsent: () => read(shelf.unsent ?? []),
      depth: () => read(shelf.depth ?? { pending: 1, sent: 7, givenUp: 2 }),
    },
    feedback: {
      record: forbidden,
      find: forbidden,
      undo: forbidden,
      inForce: () => read(shelf.feedback ?? []),
      log: forbidden,
    },
    transaction: forbidden,
    close: async () => undefined,
  };
}
