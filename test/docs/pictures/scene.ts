import { loadLexicon } from '../../../config/lexicon.ts';
import type { Alert } from '../../../src/alerts/alert.ts';
import { answer } from '../../../src/app/answer.ts';
import { compose } from '../../../src/app/digests.ts';
import { openDesk } from '../../../src/app/desk.ts';
import { POLL_DEFAULTS, pollDue } from '../../../src/app/pipeline.ts';
import { createTeacher } from '../../../src/app/teacher.ts';
import type { ParsedItem } from '../../../src/feeds/item.ts';
import type { Message } from '../../../src/message/message.ts';
import { draftProfile } from '../../../src/story/draft.ts';
import { DAY_MS, HOUR_MS } from '../../../src/time.ts';
import { aFeed, aStory, NOW } from '../../fakes/builders.ts';
import { anEntry, CHARGED, HARBOUR_SEED, OPENS } from '../../fakes/harbour.ts';
import { commandDeps } from '../../fakes/deps.ts';
import { aBody, fakePorts } from '../../fakes/ports.ts';

/** What a channel shows of an invented story. */
export interface Scene {
  /** A root as its thread has brought it up to date, and the thread. */
  readonly alert: Message;
  readonly thread: readonly Message[];
  readonly lookup: Message;
  readonly digest: Message;
}

const DENIED = anEntry('denied', 'Port Authority director denies taking bribe from Kranwerk over crane contract', {
  summary:
    'Lawyer Anneke Visser said the director of the Port Authority would prove in the bribery inquiry that Kranwerk never paid him.',
});
const WEEK = { from: Date.UTC(2026, 1, 16), to: Date.UTC(2026, 1, 23) };
const FEEDS = [
  ['https://courant.example/rss', 'Haven Courant', OPENS],
  ['https://agency.example/rss', 'Press Agency', CHARGED],
  ['https://telegraph.example/rss', 'Harbour Telegraph', DENIED],
] as const;

/** Plays it through the real pipeline: nothing here is written by hand but the news. */
export async function playScene(): Promise<Scene> {
  const lexicon = loadLexicon();
  const ports = await fakePorts();
  const { profile } = draftProfile([HARBOUR_SEED], lexicon);
  const story = aStory('harbour', { profile, since: NOW - HOUR_MS });
  await ports.store.stories.save(story);
  const desk = await openDesk(ports, lexicon);
  const round = async (url: string, name: string, entry: ParsedItem): Promise<void> => {
    ports.parser.set(`${name} ${entry.title}`, [entry]);
    ports.fetcher.set(url, aBody(`${name} ${entry.title}`, url));
    await pollDue(ports, desk, POLL_DEFAULTS);
    ports.clock.advance(HOUR_MS);
  };
  await ports.store.feeds.follow(
    FEEDS.map(([url, name]) => aFeed(url, { name })),
    NOW,
  );
  const old = (url: string): ParsedItem => anEntry(url, 'Weather for the weekend', { publishedAt: NOW - DAY_MS });
  for (const [url, name] of FEEDS) await round(url, name, old(url));
  for (const [url, name, entry] of FEEDS) {
    await round(url, name, {
      ...entry,
      url: `${url.slice(0, -3)}${entry.id.split('/').at(-1)}`,
      publishedAt: ports.clock.now(),
    });
  }
  const alerts = (await ports.store.outbox.unsent(100)).toReversed();
  const asked = { platform: 'console', channel: 'desk', user: 'U1', isAdmin: async () => true };
  const lookup = await answer(
    { ...asked, command: 'latest', text: '' },
    commandDeps(ports, { watch: () => desk.watch(), teacher: createTeacher(ports, desk) }),
  );
  const digest = await compose(ports.store, [story], WEEK, 'UTC');
  await ports.store.close();
  return { alert: newest(alerts), thread: of(alerts, 'reply'), lookup, digest };
}

function of(alerts: readonly Alert[], kind: Alert['place']['kind']): readonly Message[] {
  return alerts.filter(({ place }) => place.kind === kind).map(({ message }) => message);
}

function newest(alerts: readonly Alert[]): Message {
  const shown = of(alerts, 'amend').at(-1) ?? of(alerts, 'root')[0];
  if (shown === undefined) throw new Error('the scene has no alert');
  return shown;
}
