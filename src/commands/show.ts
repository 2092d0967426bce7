import type { Development } from '../developments/development.ts';
import { dayText } from '../digest/dates.ts';
import { feedHealth } from '../digest/words.ts';
import type { Feedback } from '../feedback/feedback.ts';
import type { Block, Span } from '../message/message.ts';
import { watchedProfile } from '../relevance/watch.ts';
import { destinationText } from '../story/destination.ts';
import type { Story } from '../story/story.ts';
import { translationLines } from '../story/translated.ts';
import { DAY_MS } from '../time.ts';
import { storyNamed } from './arguments.ts';
import { saidText } from './audit.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { buttonsOf, developmentRow, ROWS } from './rows.ts';
import { scoreText } from './words.ts';

const NAMES_SHOWN = 12;
const RECENT_MS = 30 * DAY_MS;

/** What a story looks for, what happened last, and whether its feeds are well. */
export const show: Command<CommandDeps> = {
  name: 'show',
  description: 'What a story looks for, its last developments and the health of its feeds',
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
  ],
  example: '/story show platforms-probe',
  lookup: true,
  run: async (call, { store, clock, timeZone, watch }) => {
    const kept = storyNamed(await store.stories.all(), call.text);
    const story = { ...kept, profile: watchedProfile(watch(), kept) };
    const developments = await store.coverage.developments(story.id, clock.now() - RECENT_MS);
    const feeds = await store.feeds.all();
    const last = developments.toSorted((a, b) => b.updatedAt - a.updatedAt).slice(0, ROWS);
    const { url } = story.profile;
    return {
      tone: 'reply',
      title: story.profile.title,
      ...(url === undefined ? {} : { link: url }),
      blocks: [
        { type: 'fields', fields: profileFields(story, timeZone) },
        ...strandBlocks(story),
        ...developmentBlocks(last, developments.length, timeZone),
        ...saidBlocks(await store.feedback.inForce(story.id, clock.now()), timeZone),
        { type: 'context', spans: [`${feedHealth(feeds)}.`] },
        ...buttonsOf([{ label: 'Latest follow-ups', action: 'latest', value: story.id }]),
      ],
    };
  },
};

type Field = { readonly name: string; readonly value: readonly Span[] };

function profileFields({ id, profile, since, channels }: Story, timeZone: string): readonly Field[] {
  const actors = named(profile.actors.map(({ name, role }) => (role === undefined ? name : `${name} (${role})`)));
  const terms = named(profile.terms.toSorted((a, b) => b.weight - a.weight).map(({ phrase }) => phrase));
  const translated = translationLines(profile.translated);
  return [
    { name: 'Name', value: [id] },
    { name: 'Followed since', value: [dayText(since, timeZone)] },
    {
      name: 'Posts to',
      value: [named(channels.map(destinationText))],
    },
    { name: 'Actors', value: [actors] },
    { name: 'Terms', value: [terms] },
    ...(translated.length === 0 ? [] : [{ name: 'Translated', value: [named(translated)] }]),
    { name: 'Threshold', value: [thresholdWords(profile.threshold)] },
    ...(profile.exclude.length === 0 ? [] : [{ name: 'Never', value: [named(profile.exclude)] }]),
  ];
}

function thresholdWords(threshold: number | undefined): string {
  if (threshold === undefined) return "the model's own: as many follow-ups as it can find with few mistakes";
  const side =
    threshold >= 0.7
      ? 'strict: few mistakes, some follow-ups missed'
      : threshold <= 0.4
        ? 'generous: few follow-ups missed, some mistakes'
        : 'balanced';
  return `a score of ${scoreText(threshold)} of 1, ${side}`;
}

function strandBlocks({ profile }: Story): readonly Block[] {
  if (profile.strands.length === 0) return [];
  const items = profile.strands.slice(0, ROWS).map((strand): readonly Span[] => {
    const parts = named([...strand.actors, ...strand.terms], 8);
    return [{ bold: strand.title }, parts === '' ? '' : `: ${parts}`];
  });
  const more = profile.strands.length - items.length;
  return [
    { type: 'heading', text: 'Strands: an item follows the story if it follows one' },
    { type: 'list', items: more > 0 ? [...items, [`… ${more} more`]] : items },
  ];
}

function developmentBlocks(shown: readonly Development[], total: number, timeZone: string): readonly Block[] {
  const text = total > shown.length ? `Last developments, ${shown.length} of ${total} in 30 days` : 'Last developments';
  if (shown.length === 0) return [{ type: 'context', spans: ['No development in the last 30 days.'] }];
  return [
    { type: 'heading', text },
    { type: 'list', items: shown.map((each) => developmentRow(each, each.updatedAt, timeZone)) },
  ];
}

/** What people taught and muted, newest first. */
function saidBlocks(said: readonly Feedback[], timeZone: string): readonly Block[] {
  if (said.length === 0) return [];
  const shown = said.slice(-ROWS).toReversed();
  const items = shown.map((each): readonly Span[] => [`${saidText(each, timeZone)} · ${each.user}`]);
  const more = said.length - shown.length;
  return [
    { type: 'heading', text: 'What people said' },
    { type: 'list', items: more > 0 ? [...items, [`… ${more} more: /story audit`]] : items },
  ];
}

function named(names: readonly string[], most = NAMES_SHOWN): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}
