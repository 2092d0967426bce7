import { resolve } from 'node:path';
import type { DigestSchedule } from '../src/digest/week.ts';
import { UserError } from '../src/errors.ts';
import type { Feed } from '../src/feeds/feed.ts';
import { type FeedUrl, id, type StoryId } from '../src/ids.ts';
import type { ChannelRef } from '../src/story/story.ts';
import type { EnvironmentSettings } from './environment.ts';
import { embeddingsOf } from './embeddings.ts';
import { channelRef, durationMs, isPostgres, isWebAddress } from './parts.ts';
import type { Config, StoryConfig, WrittenConfig } from './schema.ts';
import { translationOf } from './translation.ts';

/** Where the configuration stands: its own path, and the folder that its paths are relative to. */
interface Place {
  readonly file: string;
  readonly folder: string;
}

/** Turns a checked configuration into the form that the program uses. */
export function resolveConfig(written: WrittenConfig, settings: EnvironmentSettings, { file, folder }: Place): Config {
  const everyMs = durationMs(written.every) ?? 0;
  const { quietHours } = written.alerts;
  return {
    file,
    database: databaseOf(settings.database ?? written.database, folder),
    stories: written.stories.map((story) => storyOf(story, folder)),
    feeds: written.feeds.map((feed) => feedOf(feed, everyMs)),
    opml: written.opml === undefined ? undefined : resolve(folder, written.opml),
    everyMs,
    digests: written.digests.map((digest) => digestOf(digest, written.timeZone)),
    timeZone: written.timeZone,
    alerts: {
      perHour: written.alerts.perHour,
      ...(quietHours === undefined ? {} : { quietHours: { ...quietHours, timeZone: written.timeZone } }),
    },
    roles: { lookup: written.roles.lookup, change: written.roles.change ?? written.roles.lookup },
    quota: { perUser: written.lookups.perMinute, perChannel: written.lookups.perMinuteInChannel },
    network: {
      allowPrivate: written.network.allowPrivate,
      proxy: written.network.proxy === 'environment' ? settings.proxy : undefined,
    },
    articles: written.articles,
    embeddings: embeddingsOf(written.relevance.embeddings, folder),
    translation: translationOf(written.translation, settings.modelKey),
    graceMs: written.delivery.graceSeconds * 1_000,
    page: written.page === false ? undefined : written.page,
    lexicon: written.lexicon === undefined ? undefined : resolve(folder, written.lexicon),
    contact: written.contact,
    chats: settings.chats,
  };
}

function databaseOf(database: string, folder: string): string {
  if (isPostgres(database)) {
    throw new UserError('DATABASE_URL is a Postgres address, which this version does not serve yet; expected a file.', {
      hint: 'Unset DATABASE_URL, or set it to a path such as ./storywatch.db.',
    });
  }
  return database === ':memory:' ? database : resolve(folder, database);
}

function storyOf(story: WrittenConfig['stories'][number], folder: string): StoryConfig {
  const seeds = typeof story.seed === 'string' ? [story.seed] : (story.seed ?? []);
  const places = seeds.map((place) => (isWebAddress(place) ? place : resolve(folder, place)));
  return {
    id: id<'story'>(story.id) satisfies StoryId,
    from:
      story.profile === undefined
        ? { kind: 'seeds', places }
        : { kind: 'profile', path: resolve(folder, story.profile) },
    channels: story.channels.map(known),
  };
}

function feedOf(feed: WrittenConfig['feeds'][number], everyMs: number): Feed {
  return {
    url: id<'feed'>(feed.url) satisfies FeedUrl,
    name: feed.name ?? new URL(feed.url).hostname.replace(/^www\./, ''),
    lang: feed.lang,
    country: feed.country,
    tier: feed.tier,
    everyMs: feed.every === undefined ? everyMs : (durationMs(feed.every) ?? everyMs),
  };
}

function digestOf(digest: WrittenConfig['digests'][number], timeZone: string): DigestSchedule {
  return { target: known(digest.channel), day: digest.day, time: digest.time, timeZone: digest.timeZone ?? timeZone };
}

/** The rules have seen to it that every channel reads as one. */
function known(text: string): ChannelRef {
  const ref = channelRef(text);
  if (ref === undefined) throw new Error(`channel ${text} passed the rules`);
  return ref;
}
