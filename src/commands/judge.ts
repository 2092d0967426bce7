import { UserError } from '../errors.ts';
import { type Said, sameWord, type Word } from '../feedback/feedback.ts';
import { furtherText } from '../feedback/words.ts';
import type { ItemId } from '../ids.ts';
import type { Message } from '../message/message.ts';
import { type About, aboutItem } from './about.ts';
import type { Argument, Command, CommandCall } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { alreadySaid, withUndo } from './undo.ts';

const PARAMETERS: readonly Argument[] = [
  { name: 'item', description: 'Its id or its address', required: true, suggests: 'item' },
  {
    name: 'story',
    description: 'May be left out where one story alone knows the item',
    required: false,
    suggests: 'story',
  },
];

/** The items do not follow the story: they leave it, and their like is judged by them. */
export const notThisStory: Command<CommandDeps> = {
  name: 'not-this-story',
  description: 'Takes an item out of a story; items like it score lower from then on',
  arguments: PARAMETERS,
  example: '/story not-this-story https://example.org/news/1',
  changes: true,
  run: (call, deps) =>
    say(call, deps, 'not-this-story', (about, items) => {
      const like = items.length > 1 ? 'them' : 'it';
      return `Taken out of ${about.story.profile.title}${furtherText(items.length - 1, ', with')}; items like ${like} score lower from now on`;
    }),
};

/** The item follows the story, whatever was decided: it joins it, and what it names is looked for. */
export const thisStory: Command<CommandDeps> = {
  name: 'this-story',
  description: 'Takes in an item that was dropped or nearly taken; what it names is looked for from then on',
  arguments: PARAMETERS,
  example: '/story this-story https://example.org/news/1',
  changes: true,
  run: (call, deps) =>
    say(
      call,
      deps,
      'this-story',
      ({ story }) => `Taken into ${story.profile.title}, and not posted; what it names is looked for from now on`,
    ),
};

/** The item follows the story for sure, and what is new on its development is always told. */
export const important: Command<CommandDeps> = {
  name: 'important',
  description: 'New facts on its development are told beyond the hourly limit, and lead the digest',
  arguments: PARAMETERS,
  example: '/story important https://example.org/news/1',
  changes: true,
  run: (call, deps) =>
    say(
      call,
      deps,
      'important',
      () => 'Marked as important: new facts on it are always posted, and it leads the digest',
    ),
};

/** Further reports of the item's development are kept and not told. */
export const alreadyKnown: Command<CommandDeps> = {
  name: 'already-known',
  description: 'Further reports of its development are kept for the digest and not posted',
  arguments: PARAMETERS,
  example: '/story already-known https://example.org/news/1',
  changes: true,
  run: (call, deps) =>
    say(call, deps, 'already-known', () => 'Noted as known: further reports of it wait for the digest'),
};

async function say(
  call: CommandCall,
  deps: CommandDeps,
  kind: Exclude<Word, 'mute'>,
  words: (about: About, items: readonly ItemId[]) => string,
): Promise<Message> {
  const about = await aboutItem(call.text, deps, kind === 'this-story' ? 'any' : 'near');
  const { item, story, development, developmentId } = about;
  if (kind === 'this-story' && development !== undefined) {
    throw new UserError(`"${item.title}" follows ${story.profile.title} already`, {
      hint: `/story important ${item.id} says that it matters.`,
    });
  }
  if (developmentId === undefined && kind !== 'this-story' && kind !== 'not-this-story') {
    throw new UserError(`"${item.title}" does not follow ${story.profile.title}`, {
      hint: `/story why ${item.id} says why; /story this-story ${item.id} takes it in.`,
    });
  }
  const next: Said = {
    kind,
    story: story.id,
    development: developmentId,
    items: itemsOf(about, kind),
    title: item.title,
    target: { platform: call.platform, channel: call.channel },
    user: call.user,
    at: deps.clock.now(),
    until: undefined,
  };
  const same = sameWord(about.said, next);
  if (same !== undefined) return alreadySaid(same, deps.timeZone);
  return withUndo(words(about, next.items), await deps.teacher.say(next));
}

/** Who takes out what opened a development takes out the development: its other reports tell the same. */
function itemsOf({ item, development }: About, kind: Word): readonly ItemId[] {
  if (kind === 'already-known') return [];
  const reports = development?.reports.map((report) => report.item.id) ?? [];
  return kind === 'not-this-story' && reports[0] === item.id ? reports : [item.id];
}
