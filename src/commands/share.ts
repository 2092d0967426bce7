import type { Alert } from '../alerts/alert.ts';
import { shareId } from '../alerts/ids.ts';
import { UserError } from '../errors.ts';
import { isSamePlace, NO_STORY, type Said } from '../feedback/feedback.ts';
import type { AlertId, StoryId } from '../ids.ts';
import type { Block, Button, Message } from '../message/message.ts';
import { type Instant, MINUTE_MS } from '../time.ts';
import { type Command, type CommandCall, PAGE } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { VALUE_LENGTH } from './rows.ts';

/** A second press within it is a slip. */
const SLIP_MS = 5 * MINUTE_MS;
const LOOKED_THROUGH = 50;
const SHARE = 'share';

/** A lookup's answer with the button that shares it in the channel. */
export function withShare(message: Message, { command, text }: CommandCall): Message {
  const value = `${command} ${text.trim()}`.trim();
  const isNothing = message.tone === 'problem' || (message.tone === 'reply' && message.importance === 'low');
  if (isNothing || value.length > VALUE_LENGTH) return message;
  const share: Button = { label: 'Share in channel', action: SHARE, value };
  const at = message.blocks.findLastIndex(({ type }) => type === 'buttons');
  const last = message.blocks[at];
  const blocks: readonly Block[] =
    last?.type === 'buttons'
      ? message.blocks.with(at, { type: 'buttons', buttons: [...last.buttons, share] })
      : [...message.blocks, { type: 'buttons', buttons: [share] }];
  return { ...message, blocks };
}

/** The command behind the button: asks again and posts the answer, which is in the audit log with who shared it. */
export function shareFor(lookups: readonly Command<CommandDeps>[]): Command<CommandDeps> {
  return {
    name: SHARE,
    description: 'Posts the answer of a lookup in the channel',
    arguments: [{ name: 'lookup', description: 'As it is asked', required: true }],
    example: '/story share latest platforms-probe',
    run: async (call, deps) => {
      const [name = '', ...words] = call.text.trim().split(/\s+/);
      const lookup = lookups.find((command) => command.name === name.toLowerCase());
      if (lookup === undefined) {
        throw new UserError(`"${name}" is no lookup`, { hint: 'Ask first, then press Share in channel.' });
      }
      const asked = { ...call, command: lookup.name, text: words.join(' ') };
      const answer = await lookup.run(asked, deps);
      return answer.tone === 'problem' ? answer : await post(answer, call, asked, deps);
    },
  };
}

async function post(answer: Message, call: CommandCall, asked: CommandCall, deps: CommandDeps): Promise<Message> {
  const { store, clock } = deps;
  const said: Said = {
    kind: SHARE,
    story: await storyIn(asked.text, deps),
    development: undefined,
    items: [],
    title: answer.title,
    target: { platform: call.platform, channel: call.channel },
    user: call.user,
    at: clock.now(),
    until: clock.now(),
  };
  if (await isSlip(said, deps)) return told('Shared already, a moment ago');
  await store.transaction(async (tx) => {
    const { id } = await tx.feedback.record(said);
    await tx.outbox.add([alertOf(shareId(said.target, id), said, shared(answer, call))]);
  });
  return told(
    'Shared in this channel: it appears in a moment',
    'If it does not, the bot is not in the channel: invite it.',
  );
}

async function storyIn(text: string, { store }: CommandDeps): Promise<StoryId> {
  const [first = ''] = text.toLowerCase().split(/\s+/);
  const stories = await store.stories.all();
  return stories.find(({ id }) => id === first)?.id ?? (stories.length === 1 ? stories[0]?.id : undefined) ?? NO_STORY;
}

async function isSlip(said: Said, { store }: CommandDeps): Promise<boolean> {
  const log = await store.feedback.log(undefined, LOOKED_THROUGH);
  return log.some(
    ({ kind, title, target, user, at }) =>
      kind === SHARE &&
      title === said.title &&
      user === said.user &&
      isSamePlace(target, said.target) &&
      said.at - at < SLIP_MS,
  );
}

/** The answer as the channel sees it: without what turned its pages, and with who shared it. */
function shared(answer: Message, { user, userName }: CommandCall): Message {
  const blocks = answer.blocks.flatMap((block): readonly Block[] => {
    if (block.type !== 'buttons') return [block];
    const buttons = block.buttons.filter(({ action }) => action !== PAGE);
    return buttons.length === 0 ? [] : [{ type: 'buttons', buttons }];
  });
  return { ...answer, blocks: [...blocks, { type: 'context', spans: [`Shared by ${userName ?? user}`] }] };
}

function alertOf(
  id: AlertId,
  { target, at }: { readonly target: Said['target']; readonly at: Instant },
  message: Message,
): Alert {
  return {
    id,
    target,
    message,
    place: { kind: 'root' },
    story: undefined,
    development: undefined,
    createdAt: at,
    delivery: { state: 'pending', attempts: 0, notBefore: at, uncertainSince: undefined, why: undefined },
  };
}

function told(title: string, hint?: string): Message {
  const blocks: readonly Block[] = hint === undefined ? [] : [{ type: 'context', spans: [hint] }];
  return { tone: 'reply', title, importance: 'low', blocks };
}
