import { statSync } from 'node:fs';
import type { StoryId } from '../ids.ts';
import { dayOf, lookForDay, makeDating } from '../relevance/dating.ts';
import type { Profile, Story } from '../story/story.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Instant } from '../time.ts';
import { readItems } from './items.ts';
import type { Terminal } from './terminal.ts';

/**
 * The story that is followed in a file of items. Where its article has no date, the items most like it tell its day, and
 * a note says so; from stdin, which cannot be read twice, it stays without one.
 */
export async function storyOf(
  id: StoryId,
  profile: Profile,
  path: string,
  terminal: Terminal,
  lexicon: Lexicon,
): Promise<Story> {
  const since = profile.published ?? (await dayIn(path, profile, terminal, lexicon));
  return { id, profile, channels: [], since: since ?? 0 };
}

async function dayIn(
  path: string,
  profile: Profile,
  terminal: Terminal,
  lexicon: Lexicon,
): Promise<Instant | undefined> {
  if (!canReadTwice(path)) return undefined;
  const dating = makeDating(profile, lexicon);
  // Faulty lines are told when they are decided.
  const silent: Terminal = { ...terminal, note: () => {} };
  for await (const { item } of readItems(path, silent, { count: 0 }, 0)) lookForDay(dating, item);
  const day = dayOf(dating);
  if (day !== undefined) {
    const date = new Date(day).toISOString().slice(0, 10);
    terminal.note(
      `The article has no date; by the items most like it, it is of ${date}. What is more than 30 days older counts as background.`,
    );
  }
  return day;
}

const canReadTwice = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
