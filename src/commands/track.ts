import { UserError } from '../errors.ts';
import type { Said } from '../feedback/feedback.ts';
import { canonicalUrl } from '../feeds/url.ts';
import { id, type StoryId } from '../ids.ts';
import type { Block, Message } from '../message/message.ts';
import type { ProfileWarning, Story } from '../story/story.ts';
import { fold } from '../text/fold.ts';
import { isStopWord } from '../text/stop-words.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { itemsWord } from './words.ts';

/** Follows a story from an article on, in the channel in which it is asked. */
export const track: Command<CommandDeps> = {
  name: 'track',
  description: 'Follows a story from an article on: its follow-ups are posted in this channel',
  arguments: [{ name: 'url', description: 'The address of the article', required: true }],
  example: '/story track https://example.org/article',
  changes: true,
  run: async (call, deps) => {
    const url = readAddress(call.text);
    const stories = await deps.store.stories.all();
    const same = stories.find(
      ({ profile }) => profile.url !== undefined && canonicalUrl(profile.url) === canonicalUrl(url),
    );
    if (same !== undefined) {
      throw new UserError(`That story is followed already, as "${same.id}"`, { hint: `/story show ${same.id}` });
    }
    const { profile, warnings } = await deps.editor.draft(url);
    if (profile.strands.length === 0) {
      throw new UserError(`"${profile.title}" says too little to follow it`, {
        hint: 'Give an article about one event, one that names who it is about.',
      });
    }
    const now = deps.clock.now();
    const target = { platform: call.platform, channel: call.channel };
    const story: Story = {
      id: idFor(profile.title, profile.lang, stories),
      profile,
      channels: [target],
      since: now,
      origin: 'chat',
    };
    const said: Said = {
      kind: 'track',
      story: story.id,
      development: undefined,
      items: [],
      title: profile.title,
      target,
      user: call.user,
      at: now,
      until: now,
    };
    const { kept, coverage } = await deps.editor.follow(story, said);
    const found = coverage.filter(({ verdict }) => verdict.kind === 'follow-up').length;
    return followed(story, warnings, found, kept.id);
  },
};

/** What Slack or a reader puts around an address is no part of it. */
function readAddress(text: string): string {
  const url = text.trim().replace(/^<(.*)>$/s, '$1');
  if (url === '')
    throw new UserError('Which article?', { hint: 'Add its address: /story track https://example.org/article' });
  if (/\s/.test(url) || !URL.canParse(url) || !/^https?:\/\//i.test(url)) {
    throw new UserError(`"${url.slice(0, 200)}" is no address`, { hint: 'It begins with https:// and has no spaces.' });
  }
  return url;
}

const LONGEST_ID = 40;
const WORDS = 5;

/** A few telling words of the title, by which the story can be called: `prosecutors-examine-platforms`. */
function idFor(title: string, lang: string, stories: readonly Story[]): StoryId {
  const words = fold(title).match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter((word) => word.length > 2 && !isStopWord(word, lang)).slice(0, WORDS);
  let name = telling[0]?.slice(0, LONGEST_ID) ?? 'story';
  for (const word of telling.slice(1)) {
    if (name.length + 1 + word.length > LONGEST_ID) break;
    name += `-${word}`;
  }
  const taken = new Set<string>(stories.map((story) => story.id));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  return id(free);
}

function followed(
  { id: name, profile }: Story,
  warnings: readonly ProfileWarning[],
  found: number,
  undo: string,
): Message {
  const first = (names: readonly string[]): string =>
    names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ') || 'none';
  const context =
    found === 0
      ? 'Nothing of the last 30 days belongs to it.'
      : `${itemsWord(found, 'item')} of the last 30 days ${found === 1 ? 'belongs' : 'belong'} to it, untold.`;
  const weak: readonly Block[] = warnings.map(({ what, hint }) => ({
    type: 'paragraph',
    spans: [{ bold: 'Weak: ' }, `${what}. ${hint}`],
  }));
  return {
    tone: 'reply',
    title: `Followed in this channel from now on: ${profile.title}`,
    ...(profile.url === undefined ? {} : { link: profile.url }),
    importance: weak.length > 0 ? 'high' : 'normal',
    blocks: [
      {
        type: 'fields',
        fields: [
          { name: 'Name', value: [name] },
          { name: 'Actors', value: [first(profile.actors.map((actor) => actor.name))] },
          { name: 'Terms', value: [first(profile.terms.map(({ phrase }) => phrase))] },
        ],
      },
      ...weak,
      { type: 'context', spans: [`${context} If the bot is not in this channel yet, invite it.`] },
      {
        type: 'buttons',
        buttons: [
          { label: 'What it looks for', action: 'show', value: name },
          { label: 'Undo', action: 'undo', value: undo },
        ],
      },
    ],
  };
}
