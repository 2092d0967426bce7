import type { Development } from '../developments/development.ts';
import { UserError } from '../errors.ts';
import type { Feedback } from '../feedback/feedback.ts';
import type { FeedItem } from '../feeds/item.ts';
import { canonicalUrl } from '../feeds/url.ts';
import type { DevelopmentId } from '../ids.ts';
import type { Story } from '../story/story.ts';
import { storyNamed } from './arguments.ts';
import type { CommandDeps } from './deps.ts';

/** An item within a story, of which somebody says something. */
export interface About {
  readonly item: FeedItem;
  readonly story: Story;
  /** As it stands; undefined where the item is in none. */
  readonly development: Development | undefined;
  /** The development's id; also where the item was taken out of it. */
  readonly developmentId: DevelopmentId | undefined;
  /** What is in force for the story, oldest first. */
  readonly said: readonly Feedback[];
}

/**
 * Reads `ITEM [STORY]`; the story may be left out where one alone knows the item. Throws a UserError where either is
 * unknown; of an item that came near no story only what is said of `any` story can be meant.
 */
export async function aboutItem(text: string, deps: CommandDeps, of: 'any' | 'near' = 'near'): Promise<About> {
  const [first = '', ...rest] = text.split(/\s+/).filter((word) => word !== '');
  if (first === '') throw new UserError('Which item?', { hint: 'Add its id, as /story why shows it, or its address.' });
  const { store, clock } = deps;
  const item = await itemNamed(first, deps);
  if (item === undefined)
    throw new UserError(`No item "${first}"`, { hint: '/story why WORDS finds it and shows its id.' });
  const coverage = await store.coverage.coverageOf(item.id);
  const all = await store.stories.all();
  const near = all.filter(({ id }) => coverage.some(({ story }) => story === id));
  if (near.length === 0 && of === 'near') {
    throw new UserError(`"${item.title}" came near no story`, {
      hint: `/story why ${item.id} says what was found in it.`,
    });
  }
  const named = rest.join(' ');
  const story = storyNamed(of === 'any' && (named !== '' || near.length === 0) ? all : near, named);
  const development = coverage.find((each) => each.story === story.id)?.placement?.development;
  const said = await store.feedback.inForce(story.id, clock.now());
  const before = said.findLast(({ items, kind }) => kind !== 'mute' && items.includes(item.id));
  return {
    item,
    story,
    development: development && ((await store.coverage.development(development.id)) ?? development),
    developmentId: development?.id ?? before?.development,
    said,
  };
}

/** By id or address; an address may carry trackers that the store's has not. */
export async function itemNamed(asked: string, { store }: CommandDeps): Promise<FeedItem | undefined> {
  const found = await store.coverage.findItem(asked);
  if (found !== undefined || !/^https?:\/\//i.test(asked)) return found;
  return await store.coverage.findItem(canonicalUrl(asked));
}
