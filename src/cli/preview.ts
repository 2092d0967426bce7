import { payloadOf } from '../../adapters/chat/payloads.ts';
import { alertsFor } from '../alerts/compose.ts';
import { DEFAULT_POLICY } from '../alerts/policy.ts';
import { place } from '../developments/place.ts';
import type { FeedItem } from '../feeds/item.ts';
import { id, type StoryId } from '../ids.ts';
import { judge, openWatch, readerOf } from '../relevance/watch.ts';
import { readSeeds } from '../bot/seeds.ts';
import { draftProfile } from '../story/draft.ts';
import type { ChannelRef, Story } from '../story/story.ts';
import { summarise } from '../summary/extract.ts';
import { readItems } from './items.ts';
import { chosenLexicon } from './profile-options.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly items: string;
  readonly adapter: string;
  readonly seed?: readonly string[];
}

const STORY: StoryId = id('story');

/** Prints {"id","adapter","payloads"} for each item: what an alert on it would send, to the byte. */
export async function printPayloads(options: Options, terminal: Terminal): Promise<0 | 1> {
  const lexicon = chosenLexicon({});
  const seeds = options.seed === undefined ? undefined : await readSeeds(options.seed, undefined);
  const faults = { count: 0 };
  for await (const { item } of readItems(options.items, terminal, faults, 0)) {
    const { profile } = draftProfile(
      seeds ?? [{ title: item.title, paragraphs: [item.summary], lang: item.lang }],
      lexicon,
    );
    const target: ChannelRef = { platform: options.adapter, channel: PREVIEW_CHANNEL[options.adapter] ?? 'preview' };
    const story: Story = { id: STORY, profile, channels: [target], since: 0 };
    const payloads = alertsOn(item, story, lexicon).map(({ message, id: key }) =>
      payloadOf(
        options.adapter,
        { channel: target.channel, message, key, place: 'root', root: undefined, uncertainSince: undefined },
        'UTC',
      ),
    );
    await terminal.out(`${JSON.stringify({ id: item.id, adapter: options.adapter, payloads })}\n`);
  }
  return faults.count === 0 ? 0 : 1;
}

/** Channels of the form that each platform has. */
const PREVIEW_CHANNEL: Readonly<Record<string, string>> = {
  slack: 'C0123456789',
  discord: '123456789012345678',
  webhook: 'https://example.org/hook',
  teams: 'https://example.org/workflow',
  mail: 'team@example.org',
  console: 'console',
};

/** The item taken as a follow-up that opens a development, whatever its score: a preview shows the form. */
function alertsOn(item: FeedItem, story: Story, lexicon: ReturnType<typeof chosenLexicon>) {
  const watch = openWatch([story], lexicon);
  const verdict = { ...judge(watch, STORY, item), kind: 'follow-up' as const };
  const placement = place(STORY, item, verdict.strand, [], readerOf(watch));
  const summary = summarise(placement.development, item, readerOf(watch));
  const now = item.publishedAt ?? item.firstSeenAt;
  return alertsFor({ story: STORY, item, verdict, placement }, story, {
    now,
    summary,
    policy: DEFAULT_POLICY,
    queuedLastHour: () => 0,
    rootOf: () => undefined,
    timeZone: 'UTC',
  });
}
