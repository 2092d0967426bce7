import type { FeedKeeper } from '../commands/deps.ts';
import { UserError } from '../errors.ts';
import { countryOfHost } from '../feeds/country.ts';
import type { Feed } from '../feeds/feed.ts';
import { retried } from '../feeds/schedule.ts';
import { hostOf } from '../feeds/url.ts';
import { id } from '../ids.ts';
import { cleanLine } from '../message/clean.ts';
import type { FeedFinder, FoundFeed, Ports } from '../ports.ts';

const LONGEST_NAME = 80;

/** Finds, adds and wakes feeds for people. What they do and its row of the audit log are one transaction. */
export function createFeedKeeper(
  { store, clock, log }: Pick<Ports, 'store' | 'clock' | 'log'>,
  finder: FeedFinder,
  everyMs: number,
): FeedKeeper {
  return {
    async find(url) {
      try {
        return await finder.find(url);
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        log.warn('no feed found', { url, why: thrown.message });
        // The same words whether the address is refused, silent or no feed: nobody shall explore our network by asking.
        throw new UserError(`No feed can be read at "${url}"`, {
          hint: 'Give the public address of a feed, or of a page that names its feed.',
        });
      }
    },

    add: (found, said) =>
      store.transaction(async (tx) => {
        const feed = feedOf(found, everyMs);
        if (!(await tx.feeds.add(feed, clock.now()))) {
          throw new UserError(`${feed.name} is followed already`, { hint: '/story feeds shows all.' });
        }
        return tx.feedback.record(said);
      }),

    retry: (url, said) =>
      store.transaction(async (tx) => {
        const state = (await tx.feeds.all()).find(({ feed }) => feed.url === url);
        if (state === undefined) throw new UserError('This feed is no longer followed');
        await tx.feeds.recordPoll(retried(state, clock.now()));
        return tx.feedback.record(said);
      }),
  };
}

function feedOf({ url, title, lang }: FoundFeed, everyMs: number): Feed {
  const host = hostOf(url);
  const name = cleanLine(title).slice(0, LONGEST_NAME).trim() || host;
  return { url: id(url), name, lang, country: countryOfHost(host), tier: 'other', everyMs, origin: 'chat' };
}
