import { dayText } from '../digest/dates.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import type { Block, Span } from '../message/message.ts';
import type { Actor } from '../story/story.ts';
import { fold } from '../text/fold.ts';
import { DAY_MS } from '../time.ts';
import { readSlice, storyNamed } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, pageNote, pageOf, pager } from './rows.ts';
import { itemsWord, repliesNothing } from './words.ts';

const DAYS = 30;
const MOST = 100;
const SILENT_SHOWN = 12;

/** Who of a story's actors its follow-ups name, and of whom nothing is heard. */
export const who: Command<CommandDeps> = {
  name: 'who',
  description: `Who is in the news of a story, and of whom nothing was heard in ${DAYS} days`,
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
  ],
  example: '/story who platforms-probe',
  lookup: true,
  run: async (call, { store, clock, timeZone }) => {
    const { story: name, from } = readSlice(call.text, { count: MOST, most: MOST });
    const story = storyNamed(await store.stories.all(), name);
    const now = clock.now();
    const coverage = await store.coverage.between(story.id, now - DAYS * DAY_MS, now + 1);
    const followUps = coverage.filter(({ verdict }) => verdict.kind === 'follow-up').map(({ item }) => item);
    const { actors, title } = story.profile;
    if (actors.length === 0) return repliesNothing(`${title} names nobody`, '/story show says what it looks for.');
    const heard = actors.map((actor) => ({ actor, items: followUps.filter((item) => isNamedIn(actor, item)) }));
    const named = heard.filter(({ items }) => items.length > 0).toSorted((a, b) => b.items.length - a.items.length);
    const silent = heard.filter(({ items }) => items.length === 0).map(({ actor }) => actor);
    const page = pageOf(named, from, MOST);
    return {
      tone: 'reply',
      title: `${title}: ${named.length} of ${itemsWord(actors.length, 'actor')} named in ${itemsWord(followUps.length, 'follow-up')} of ${DAYS} days`,
      blocks: [
        ...(page.rows.length === 0 ? [] : [listOf(page.rows, timeZone)]),
        ...silentOf(silent),
        ...pageNote(page),
        ...buttonsOf(pager('who', story.id, page)),
      ],
    };
  },
};

/** One actor with the follow-ups that name it; there is one at least. */
interface Heard {
  readonly actor: Actor;
  readonly items: readonly FeedItem[];
}

function listOf(heard: readonly Heard[], timeZone: string): Block {
  return { type: 'list', items: heard.map((each) => row(each, timeZone)) };
}

function row({ actor, items }: Heard, timeZone: string): readonly Span[] {
  const last = items.toSorted((a, b) => instantOf(b) - instantOf(a))[0];
  const role = actor.role === undefined ? '' : ` (${actor.role})`;
  const head: readonly Span[] = [{ bold: actor.name }, `${role} · ${itemsWord(items.length, 'follow-up')}`];
  if (last === undefined) return head;
  return [...head, ` · last ${dayText(instantOf(last), timeZone)}, ${last.source}: `, { quote: last.title }];
}

function silentOf(actors: readonly Actor[]): readonly Block[] {
  if (actors.length === 0) return [];
  const shown = actors.slice(0, SILENT_SHOWN).map(({ name }) => name);
  const more = actors.length - shown.length;
  const names = more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
  return [{ type: 'paragraph', spans: [{ bold: 'Not named: ' }, names] }];
}

/** By name or alias, as whole words; a name that is also a common word must be written as it is. */
function isNamedIn({ name, aliases, ambiguous }: Actor, { title, summary }: FeedItem): boolean {
  const text = `${title} ${summary}`;
  const folded = fold(text);
  return [name, ...aliases].some((called) =>
    ambiguous && called === name ? occurs(called, text) : occurs(fold(called), folded),
  );
}

function occurs(words: string, text: string): boolean {
  for (let at = text.indexOf(words); at >= 0 && words !== ''; at = text.indexOf(words, at + 1)) {
    const isWhole = !isLetter(text.charAt(at - 1)) && !isLetter(text.charAt(at + words.length));
    if (isWhole) return true;
  }
  return false;
}

function isLetter(sign: string): boolean {
  return /[\p{L}\p{N}]/u.test(sign);
}
