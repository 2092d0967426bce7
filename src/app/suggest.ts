import type { Argument, Choice, Typing } from '../commands/command.ts';
import { type CommandDeps, commands } from '../commands/index.ts';
import { nearest } from '../commands/arguments.ts';
import { headOf } from '../developments/head.ts';
import { dayText } from '../digest/dates.ts';
import { messageOf } from '../errors.ts';
import { isSamePlace } from '../feedback/feedback.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import { cleanTitle, cut } from '../message/clean.ts';
import type { Story } from '../story/story.ts';
import { fold } from '../text/fold.ts';
import { DAY_MS } from '../time.ts';
import { refused } from './answer.ts';

/** Platforms take 25. */
const MOST = 25;
const LONGEST = 100;
/** Whose developments are offered, where nothing says which story is meant. */
const STORIES_LOOKED_AT = 20;
const RECENT_MS = 30 * DAY_MS;

/**
 * Offers values for an argument while it is typed, nothing to who may not ask.
 * Never throws: where nothing can be offered, it can still be typed.
 */
export async function suggest(typing: Typing, deps: CommandDeps): Promise<readonly Choice[]> {
  try {
    const command = commands.find(({ name }) => name === typing.command);
    const argument = command?.arguments.find(({ name }) => name === typing.argument);
    if (command === undefined || argument === undefined) return [];
    if ((await refused(command, typing, deps)) !== undefined) return [];
    return (await choicesFor(argument, typing, deps)).slice(0, MOST);
  } catch (thrown) {
    deps.log.error('suggesting failed', { command: typing.command, why: messageOf(thrown) });
    return [];
  }
}

async function choicesFor(argument: Argument, typing: Typing, deps: CommandDeps): Promise<readonly Choice[]> {
  if (argument.suggests === undefined) return [];
  const stories = await deps.store.stories.all();
  return argument.suggests === 'story' ? storiesLike(typing.typed, stories) : await itemsLike(typing, stories, deps);
}

/** Those whose id or title has what is typed, those that begin so first; else the one that is spelt most alike. */
function storiesLike(typed: string, stories: readonly Story[]): readonly Choice[] {
  const wanted = fold(typed.trim());
  const named = stories.map((story) => ({ story, text: fold(`${story.id} ${story.profile.title}`) }));
  const found = named
    .filter(({ text }) => text.includes(wanted))
    .toSorted((a, b) => Number(b.text.startsWith(wanted)) - Number(a.text.startsWith(wanted)))
    .map(({ story }) => story);
  const alike = nearest(
    typed.trim(),
    stories.map(({ id }) => id),
  );
  const shown = found.length > 0 ? found : stories.filter(({ id }) => id === alike);
  return shown
    .filter(({ id }) => id.length <= LONGEST)
    .map(({ id, profile }) => ({ name: nameOf(`${id}: ${profile.title}`), value: id }));
}

/** The headlines of what came up last in the stories of this channel, else of all, that have what is typed. */
async function itemsLike(typing: Typing, stories: readonly Story[], deps: CommandDeps): Promise<readonly Choice[]> {
  const { store, clock, timeZone } = deps;
  const here = stories.filter(({ channels }) => channels.some((channel) => isSamePlace(channel, typing)));
  const asked = (here.length > 0 ? here : stories).slice(0, STORIES_LOOKED_AT);
  const words = fold(typing.typed).split(/\s+/);
  const heads: FeedItem[] = [];
  for (const { id, since } of asked) {
    const developments = await store.coverage.developments(id, clock.now() - RECENT_MS);
    heads.push(...developments.map((development) => headOf(development, since)));
  }
  return heads
    .filter(({ id, title, source }) => {
      const text = fold(`${id} ${title} ${source}`);
      return id.length <= LONGEST && words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => instantOf(b) - instantOf(a))
    .map((item) => ({
      name: nameOf(`${dayText(instantOf(item), timeZone)} ${item.source}: ${item.title}`),
      value: item.id,
    }));
}

function nameOf(text: string): string {
  return cut(cleanTitle(text), LONGEST);
}
