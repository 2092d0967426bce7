import { isDeepStrictEqual } from 'node:util';
import { createArticleReader } from '../../adapters/feeds/article.ts';
import { readOpml } from '../../adapters/feeds/opml.ts';
import type { Config, StoryConfig } from '../../config/schema.ts';
import type { Desk } from '../app/desk.ts';
import { isSameProfile } from '../story/same-profile.ts';
import { takeUp } from '../app/takeup.ts';
import { type Drafted, translatedOnce } from '../app/translations.ts';
import { UserError } from '../errors.ts';
import type { Feed } from '../feeds/feed.ts';
import type { ArticleReader, Log, Ports } from '../ports.ts';
import { draftProfile } from '../story/draft.ts';
import type { Story } from '../story/story.ts';
import { profileFromYaml } from '../story/yaml.ts';
import { readSeeds, readText } from './seeds.ts';

/**
 * Makes the store follow what the configuration names: its feeds, and its stories, each taken up where it is new or its
 * profile changed. One that people follow from a chat stays until they undo it.
 * A story that cannot be read is logged and goes on as it was; says how many there were.
 */
export async function followConfigured(config: Config, ports: Ports, desk: Desk): Promise<number> {
  const { store, clock, log } = ports;
  await store.feeds.follow(feedsOf(config, log), clock.now());
  const known = new Map((await store.stories.all()).map((story) => [story.id, story]));
  const reader = createArticleReader({
    network: config.network,
    ...(config.contact === undefined ? {} : { contact: config.contact }),
    log,
  });
  let unread = 0;
  try {
    for (const written of config.stories) {
      const story = await storyOf(written, known.get(written.id), reader, desk, ports);
      if (story === undefined) unread += 1;
      else if (!isDeepStrictEqual(story, known.get(story.id))) await takeUp(ports, desk, story);
    }
  } finally {
    await reader.close();
  }
  const named = new Set(config.stories.map(({ id }) => id));
  const dropped = [...known.values()]
    .filter(({ id, origin }) => origin !== 'chat' && !named.has(id))
    .map(({ id }) => id);
  for (const id of dropped) {
    await store.stories.remove(id);
    log.info('story no longer followed', { story: id });
  }
  if (dropped.length > 0) await desk.alone(() => desk.rebuild(clock.now()));
  return unread;
}

/** The feeds of the configuration and of its OPML list, each address once. An unreadable list is logged. */
export function feedsOf(config: Config, log: Log): readonly Feed[] {
  if (config.opml === undefined) return config.feeds;
  try {
    const there = new Set(config.feeds.map((feed) => feed.url));
    const listed = readOpml(readText(config.opml, 'list of feeds'), config.opml).filter((feed) => !there.has(feed.url));
    return [...config.feeds, ...listed];
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    log.error('list of feeds left out', { why: thrown.message, hint: thrown.hint });
    return config.feeds;
  }
}

async function storyOf(
  written: StoryConfig,
  known: Story | undefined,
  reader: ArticleReader,
  desk: Desk,
  { clock, log, translator }: Ports,
): Promise<Story | undefined> {
  try {
    const drafted = await profileOf(written, reader, desk);
    const { profile, warnings } = await translatedOnce(drafted, known, translator);
    for (const { what, hint } of warnings) log.warn(`story ${written.id}: its profile is weak`, { why: what, hint });
    const story: Story = { id: written.id, profile, channels: written.channels, since: known?.since ?? clock.now() };
    return edited(story, written, known, log);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const goesOn = known === undefined ? 'it is not followed' : 'it goes on with the profile it has';
    log.error(`story ${written.id}: ${goesOn}`, { why: thrown.message, hint: thrown.hint });
    return undefined;
  }
}

/**
 * The story with the profile that people gave it in a chat. It holds over a seed, of which a profile is only drafted;
 * over a profile's own file until that is changed.
 */
function edited(story: Story, { from }: StoryConfig, known: Story | undefined, log: Log): Story {
  const configured = known?.configured;
  if (known === undefined || configured === undefined) return story;
  if (from.kind === 'seeds' || isSameProfile(configured, story.profile)) {
    return { ...story, profile: known.profile, configured };
  }
  log.warn(
    `story ${story.id}: its profile was changed in the file, which takes the place of what was edited in a chat`,
  );
  return story;
}

async function profileOf({ from }: StoryConfig, reader: ArticleReader, desk: Desk): Promise<Drafted> {
  if (from.kind === 'profile') {
    return { profile: profileFromYaml(readText(from.path, 'profile'), from.path), warnings: [] };
  }
  return draftProfile(await readSeeds(from.places, reader), desk.lexicon);
}
