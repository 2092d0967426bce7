import type { FeedItem } from '../feeds/item.ts';
import type { ItemId, StoryId } from '../ids.ts';
import type { Block, Button } from '../message/message.ts';

/** What a button's value may hold on every platform. */
const VALUE_LENGTH = 80;

/** Under a root message: why for the latest item, and what people say of the whole development, which its opener names. */
export function rootButtons(latest: FeedItem, opener: FeedItem, story: StoryId): Block {
  const mute: Button = { label: 'Mute', action: 'mute', value: muteValue(story, opener.id) };
  return { type: 'buttons', buttons: [whyButton(latest), ...feedbackButtons(opener, story), mute] };
}

/** Under a reply: why, and what people say of this one report. */
export function replyButtons(item: FeedItem, story: StoryId): Block {
  return { type: 'buttons', buttons: [whyButton(item), ...feedbackButtons(item, story)] };
}

/** What people can say of an item that follows the story. */
export function feedbackButtons(item: FeedItem, story: StoryId): readonly Button[] {
  const value = itemValue(item, story);
  return [
    { label: 'Not this story', action: 'not-this-story', value },
    { label: 'Already known', action: 'already-known', value },
    { label: 'Important', action: 'important', value },
  ];
}

/** What people can say of an item that a story did not take. */
export function takeInButton(item: FeedItem, story: StoryId, label = 'This story'): Button {
  return { label, action: 'this-story', value: itemValue(item, story) };
}

function whyButton(item: FeedItem): Button {
  return { label: 'Why?', action: 'why', value: item.id };
}

/** The item and its story; of a long name its beginning, by which a story can be called too. */
function itemValue(item: FeedItem, story: StoryId): string {
  return `${item.id} ${story}`.slice(0, VALUE_LENGTH).trimEnd();
}

/** What a mute is about, as `/story mute` reads it: the story, the span where it is chosen, and the item of a development. */
export function muteValue(story: StoryId, item: ItemId | undefined, span?: string): string {
  const rest = `${span === undefined ? '' : ` ${span}`}${item === undefined ? '' : ` on ${item}`}`;
  return `${story.slice(0, VALUE_LENGTH - rest.length)}${rest}`;
}
