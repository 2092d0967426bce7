import { muteValue } from '../alerts/buttons.ts';
import { dayText } from '../digest/dates.ts';
import { UserError } from '../errors.ts';
import { isSamePlace, type Said } from '../feedback/feedback.ts';
import type { Message } from '../message/message.ts';
import { showTime } from '../message/times.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';
import type { Story } from '../story/story.ts';
import { aboutItem } from './about.ts';
import { storyNamed } from './arguments.ts';
import type { Command, CommandCall } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { withUndo } from './undo.ts';

/** How long somebody can mute. */
const SPANS: ReadonlyMap<string, { readonly label: string; readonly ms: number }> = new Map([
  ['4h', { label: '4 hours', ms: 4 * HOUR_MS }],
  ['1d', { label: '1 day', ms: DAY_MS }],
  ['1w', { label: '1 week', ms: 7 * DAY_MS }],
]);

/** Holds a story's or a development's alerts at this destination for the digest. */
export const mute: Command<CommandDeps> = {
  name: 'mute',
  description: 'Keeps the alerts of a story out of this channel for a while; they wait for the digest',
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
    { name: 'time', description: '4h, 1d or 1w', required: false, choices: [...SPANS.keys()] },
  ],
  example: '/story mute platforms-probe 1d',
  changes: true,
  run: async (call, deps) => {
    const { span, subject } = await readMute(call, deps);
    const length = SPANS.get(span ?? '');
    if (length === undefined) return askHowLong(subject);
    const now = deps.clock.now();
    const until = now + length.ms;
    const said: Said = {
      kind: 'mute',
      story: subject.story.id,
      development: subject.development,
      items: [],
      title: subject.title,
      target: targetOf(call),
      user: call.user,
      at: now,
      until,
    };
    const title = `Muted here for ${length.label}, until ${untilText(until, deps.timeZone)}: "${subject.title}" waits for the digest`;
    return withUndo(title, await deps.teacher.say(said));
  },
};

/** Ends every mute of a story at this destination, those of its developments too. */
export const unmute: Command<CommandDeps> = {
  name: 'unmute',
  description: 'Lets the alerts of a story come into this channel again',
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
  ],
  example: '/story unmute platforms-probe',
  changes: true,
  run: async (call, { store, teacher, clock }) => {
    const story = storyNamed(await store.stories.all(), call.text);
    const said = await store.feedback.inForce(story.id, clock.now());
    const mutes = said.filter(({ kind, target }) => kind === 'mute' && isSamePlace(target, targetOf(call)));
    for (const { id } of mutes) await teacher.undo(id, call.user);
    const title = mutes.length === 0 ? 'is not muted here' : 'is no longer muted here: alerts come as ever';
    return { tone: 'reply', title: `${story.profile.title} ${title}`, importance: 'low', blocks: [] };
  },
};

/** What is muted: a story, or one of its developments. */
interface Subject {
  readonly story: Story;
  readonly development: Said['development'];
  /** The item by which the development was named. */
  readonly item: Said['items'][number] | undefined;
  readonly title: string;
}

/** Reads `[STORY] [SPAN] [on ITEM]`. */
async function readMute(
  call: CommandCall,
  deps: CommandDeps,
): Promise<{ readonly span: string | undefined; readonly subject: Subject }> {
  const words = call.text.split(/\s+/).filter((word) => word !== '');
  const on = words.at(-2) === 'on' ? words.splice(-2)[1] : undefined;
  const span = SPANS.has(words.at(-1)?.toLowerCase() ?? '') ? words.pop()?.toLowerCase() : undefined;
  if (span === undefined && isSpan(words.at(-1))) {
    throw new UserError(`No time "${words.at(-1)}"`, { hint: 'There are: 4h, 1d, 1w.' });
  }
  const subject = await subjectOf(words.join(' '), on, deps);
  if (!subject.story.channels.some((channel) => isSamePlace(channel, targetOf(call)))) {
    throw new UserError(`${subject.story.profile.title} posts nothing here`, {
      hint: 'Mute it in the channel in which its alerts appear.',
    });
  }
  return { span, subject };
}

/** `2d` is a time that somebody wished for. */
function isSpan(word: string | undefined): boolean {
  return word !== undefined && /^\d+(m|min|h|hours?|d|days?|w|weeks?)$/i.test(word);
}

async function subjectOf(name: string, on: string | undefined, deps: CommandDeps): Promise<Subject> {
  if (on === undefined) {
    const story = storyNamed(await deps.store.stories.all(), name);
    return { story, development: undefined, item: undefined, title: story.profile.title };
  }
  const { story, item, developmentId: development } = await aboutItem(`${on} ${name}`, deps);
  return { story, development, item: item.id, title: item.title };
}

function askHowLong({ story, item, title }: Subject): Message {
  const buttons = [...SPANS].map(([span, { label }]) => ({
    label,
    action: 'mute',
    value: muteValue(story.id, item, span),
  }));
  const whole = item === undefined ? '' : ` For the whole story: /story mute ${story.id}.`;
  return {
    tone: 'reply',
    title: `Mute "${title}" here for how long?`,
    importance: 'low',
    blocks: [
      { type: 'paragraph', spans: [`What is new then waits for the digest.${whole}`] },
      { type: 'buttons', buttons },
    ],
  };
}

function targetOf({ platform, channel }: CommandCall): Said['target'] {
  return { platform, channel };
}

/** `19 Feb, 13:00`. */
export function untilText(until: Instant, timeZone: string): string {
  return `${dayText(until, timeZone)}, ${showTime(until, 'time', timeZone)}`;
}
