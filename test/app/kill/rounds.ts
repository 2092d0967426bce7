import { createFetcher } from '../../../adapters/feeds/http.ts';
import { parseDocument, readDocument } from '../../../adapters/feeds/read.ts';
import { openSqlite } from '../../../adapters/store/sqlite.ts';
import { openDesk } from '../../../src/app/desk.ts';
import { DRAIN_DEFAULTS, drainOutbox } from '../../../src/app/outbox.ts';
import { createPacer } from '../../../src/app/pacer.ts';
import { POLL_DEFAULTS, pollDue } from '../../../src/app/pipeline.ts';
import type { ChatAdapter, Ports } from '../../../src/ports.ts';
import { draftProfile } from '../../../src/story/draft.ts';
import { compileLexicon } from '../../../src/text/lexicon.ts';
import { MINUTE_MS } from '../../../src/time.ts';
import { NOW, aFeed, aStory } from '../../fakes/builders.ts';
import { HARBOUR_SEED } from '../../fakes/harbour.ts';

/** What happens in one bot, killed now and then or not: the same rounds, by the same clock. */

export const ROUND_MS = 10 * MINUTE_MS;
const LEASE_MS = MINUTE_MS;

export interface RoundSettings {
  readonly database: string;
  /** Where the outside is played: feeds under /feed, the chat under /chat. */
  readonly outside: string;
  /** How many bots ran before: each finds the leases of the one before it run out. */
  readonly life: number;
  /** Wraps what a bot reaches the outside and its store by. */
  readonly wrap: (ports: Ports) => Ports;
}

/** Polls and posts, round after round, from where the outside stands until it has no further round. */
export async function liveThrough({ database, outside, life, wrap }: RoundSettings): Promise<void> {
  const clock = { time: NOW };
  const quiet = { info: () => {}, warn: () => {}, error: console.error };
  const fetcher = createFetcher({ network: { allowPrivate: ['127.0.0.1'] } });
  const ports = wrap({
    store: await openSqlite(database),
    fetcher,
    parser: {
      parse: parseDocument,
      read: (document, feed, now) => readDocument({ document, feed, now }),
      close: async () => {},
    },
    chats: new Map([['console', chatOver(outside)]]),
    clock: { now: () => clock.time },
    log: quiet,
    metrics: { count: () => {}, observe: () => {} },
  });
  // The story is told in one language: a life without the lexicon begins in half the time.
  const lexicon = compileLexicon([], []);
  const profile = draftProfile([HARBOUR_SEED], lexicon).profile;
  await ports.store.stories.save(aStory('harbour', { profile, since: NOW }));
  await ports.store.feeds.follow([aFeed(`${outside}/feed/a`), aFeed(`${outside}/feed/b`)], NOW);
  const desk = await openDesk(ports, lexicon);
  for (;;) {
    const round = Number(await ask(`${outside}/round`));
    if (round < 0) break;
    clock.time = NOW + round * ROUND_MS;
    await pollDue(ports, desk, { ...POLL_DEFAULTS, force: true, policy: { perHour: 1_000 } });
    clock.time += life * 2 * LEASE_MS;
    await drainOutbox(ports, { ...DRAIN_DEFAULTS, leaseMs: LEASE_MS, pacer: createPacer({}) });
    await ask(`${outside}/done/${round}`);
  }
  await fetcher.close();
  await ports.store.close();
}

/** A chat that keeps the key of each message, and can be asked for it: what Slack's metadata and Discord's nonce give. */
function chatOver(outside: string): ChatAdapter {
  return {
    platform: 'console',
    start: async () => {},
    async post({ key, place, root, uncertainSince }) {
      if (uncertainSince !== undefined) {
        const found = await ask(`${outside}/chat/find/${key}`);
        if (found !== '') return { kind: 'posted', receipt: found };
      }
      return { kind: 'posted', receipt: await ask(`${outside}/chat/post/${place}/${key}/${root ?? 'none'}`) };
    },
    stop: async () => {},
  };
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
