import type { FeedKeeper } from '../../src/commands/deps.ts';

/** For commands that have nothing to do with feeds. */
export const NO_FEED_KEEPER: FeedKeeper = {
  find: () => Promise.reject(new Error('no feed is looked for here')),
  add: () => Promise.reject(new Error('no feed is added here')),
  retry: () => Promise.reject(new Error('no feed is retried here')),
};
