import type { App } from '@slack/bolt';
import { z } from 'zod';
import { messageOf } from '../../../src/errors.ts';
import { type CommandCall, isInPlace } from '../../../src/commands/command.ts';
import type { Message } from '../../../src/message/message.ts';
import type { Dialogue } from '../../../src/ports.ts';
import { type FileSettings, withFiles } from './files.ts';
import { Memory, registerForms, showForm, showInView } from './forms.ts';
import { createMembers } from './members.ts';
import { isUnknownCall } from './outcome.ts';
import { ACTION_PREFIX, renderSlack } from './render.ts';

export interface CallSettings extends FileSettings {
  /** IANA name. */
  readonly timeZone: string;
  readonly answer: (call: CommandCall) => Promise<Message>;
  readonly dialogue: Dialogue | undefined;
  /** Keeps the adapter from stopping while an answer is under way. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/** How to reach who asked. */
interface Asked {
  readonly call: CommandCall;
  /** undefined: the server gives none, and so no form can be opened. */
  readonly triggerId: string | undefined;
  /** The answer takes the place of the message under whose button it was asked. */
  readonly inPlace: boolean;
  /** The modal in which the button stands. */
  readonly viewId: string | undefined;
  /** Only outside of a modal. */
  respond(payload: object): Promise<unknown>;
}

/** Registers the slash command and the buttons: acknowledged at once, answered to the asker alone, each call once. */
export function registerCalls(app: App, settings: CallSettings): void {
  const isNew = rememberTriggers();
  const members = createMembers(settings.api, settings.log);
  const handle = async (asked: Asked): Promise<void> => {
    if (asked.triggerId === undefined || isNew(asked.triggerId)) {
      await settings.track(reply({ ...asked, call: { ...asked.call, ...members(asked.call.user) } }, settings));
    }
  };
  registerForms(app, settings, members);
  app.command('/story', async ({ command, ack, respond }) => {
    await ack();
    await handle({
      call: { ...callOf(command.channel_id, command.user_id, command.text), userName: command.user_name },
      triggerId: command.trigger_id,
      inPlace: false,
      viewId: undefined,
      respond: (payload) => respond({ ...payload }),
    });
  });
  app.action(BUTTONS, async ({ body, action, ack, respond }) => {
    await ack();
    const press = Press.safeParse({ body, action });
    if (!press.success) return;
    await handle({ ...press.data, respond: (payload) => respond({ ...payload }) });
  });
}

const BUTTONS = /^storywatch\./;

/** A press of one of our buttons, read from Slack's block_actions. */
const Press = z
  .object({
    body: z.object({
      trigger_id: z.string().optional(),
      user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
      channel: z.object({ id: z.string() }).optional(),
      view: z.object({ id: z.string(), private_metadata: Memory }).optional(),
      container: z.object({ channel_id: z.string().optional(), is_ephemeral: z.boolean().default(false) }).optional(),
    }),
    action: z.object({ action_id: z.string(), value: z.string().default('') }),
  })
  .transform(({ body, action }) => {
    const command = action.action_id.slice(ACTION_PREFIX.length).replace(/\.\d+$/, '');
    return {
      triggerId: body.trigger_id,
      viewId: body.view?.id,
      inPlace: isInPlace(command) && body.container?.is_ephemeral === true,
      call: {
        platform: 'slack',
        channel: body.channel?.id ?? body.container?.channel_id ?? body.view?.private_metadata.channel ?? '',
        user: body.user.id,
        userName: body.user.username ?? body.user.name ?? body.user.id,
        command,
        text: action.value,
      },
    };
  });

async function reply(asked: Asked, settings: CallSettings): Promise<void> {
  const { call, triggerId, viewId } = asked;
  const opened = await settings.dialogue?.form(call);
  if (opened?.kind === 'form') {
    try {
      return await showForm(opened.form, { channel: call.channel, triggerId, viewId }, settings);
    } catch (thrown) {
      settings.log.warn('slack form not opened', { command: call.command, why: messageOf(thrown) });
      if (!isUnknownCall(thrown)) return await respondTo(asked, NOT_OPENED, settings);
    }
  }
  // A server without forms gets the words of the command.
  const message = opened?.kind === 'message' ? opened.message : await settings.answer(call);
  if (viewId !== undefined) await showInView(viewId, call, message, settings);
  else await respondTo(asked, message, settings);
}

/** Slack gives three seconds from the question on. */
const NOT_OPENED: Message = {
  tone: 'problem',
  title: 'The form could not be opened',
  blocks: [{ type: 'paragraph', spans: ['Ask again: Slack lets it be opened within three seconds only.'] }],
};

async function respondTo({ call, respond, inPlace }: Asked, answered: Message, settings: CallSettings): Promise<void> {
  const { api, log, timeZone } = settings;
  const message = await withFiles(answered, call.user, settings);
  const payload = renderSlack(message, { timeZone });
  try {
    await respond({ ...payload, response_type: 'ephemeral', replace_original: inPlace });
  } catch (thrown) {
    // The response address lives half an hour and takes five answers.
    log.warn('slack response address failed, the answer goes as an ephemeral message', { why: messageOf(thrown) });
    await api.call('chat.postEphemeral', { channel: call.channel, user: call.user, ...payload });
  }
}

/** What was typed after /story, as a call. Slack escapes three signs and wraps addresses. */
export function callOf(channel: string, user: string, typed: string): CommandCall {
  const text = typed
    .replace(/<(https?:[^|>]*)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
  const [command = ''] = text.split(/\s/, 1);
  return {
    platform: 'slack',
    channel,
    user,
    command: command === '' ? 'help' : command.toLowerCase(),
    text: text.slice(command.length).trim(),
  };
}

/** Slack sends a call again where it missed the acknowledgement. */
const TRIGGERS_REMEMBERED = 1_000;

function rememberTriggers(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    for (const oldest of seen) {
      if (seen.size <= TRIGGERS_REMEMBERED) break;
      seen.delete(oldest);
    }
    return true;
  };
}
