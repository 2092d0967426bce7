import type { App } from '@slack/bolt';
import { z } from 'zod';
import { messageOf } from '../../../src/errors.ts';
import type { Submission } from '../../../src/commands/command.ts';
import type { Form } from '../../../src/message/form.ts';
import type { Message } from '../../../src/message/message.ts';
import type { CallSettings } from './calls.ts';
import type { Members } from './members.ts';
import { renderSlack } from './render.ts';
import { FORM, formErrors, formView, messageView, VALUE } from './views.ts';

/** What `private_metadata` holds. */
export const Memory = z
  .string()
  .transform((text): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  })
  .pipe(z.object({ channel: z.string(), action: z.string(), value: z.string() }));

const Sent = z
  .object({
    user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
    view: z.object({
      id: z.string(),
      private_metadata: Memory,
      state: z.object({
        values: z.record(z.string(), z.object({ [VALUE]: z.object({ value: z.string().nullish() }) })),
      }),
    }),
  })
  .transform(({ user, view }) => ({
    viewId: view.id,
    call: {
      platform: 'slack',
      channel: view.private_metadata.channel,
      user: user.id,
      userName: user.username ?? user.name ?? user.id,
      command: view.private_metadata.action,
      text: view.private_metadata.value,
      values: Object.fromEntries(
        Object.entries(view.state.values).map(([id, state]) => [id, state[VALUE]?.value ?? '']),
      ),
    },
  }));

/**
 * Takes forms: what is wrong is said in the modal, which stays open; else it shows that work goes on, then the answer.
 * Slack waits three seconds for the first of it.
 */
export function registerForms(app: App, settings: CallSettings, members: Members): void {
  app.view(FORM, async ({ ack, body }) => {
    const sent = Sent.safeParse(body);
    if (!sent.success || settings.dialogue === undefined) return await ack();
    const { viewId, call: filled } = sent.data;
    const call: Submission = { ...filled, ...members(filled.user) };
    const submitted = await settings.dialogue.submit(call);
    if (submitted.kind === 'form') return await ack({ response_action: 'errors', errors: formErrors(submitted.form) });
    // Bolt's own type of a view knows no rich_text of ours.
    await ack({
      response_action: 'update',
      view: JSON.parse(JSON.stringify(messageView(WAITING, call.channel, settings.timeZone))),
    });
    await settings.track(showLater(viewId, call, submitted.answer, settings));
  });
}

const WAITING: Message = {
  tone: 'reply',
  title: 'Trying it on what the last days brought …',
  blocks: [{ type: 'paragraph', spans: ['This takes some seconds.'] }],
};

async function showLater(
  viewId: string,
  call: Submission,
  answer: () => Promise<Message>,
  settings: CallSettings,
): Promise<void> {
  await showInView(viewId, call, await answer(), settings);
}

/** Shows a message in a modal; where that was closed meanwhile, to its user in the channel. */
export async function showInView(
  viewId: string,
  { channel, user }: { readonly channel: string; readonly user: string },
  message: Message,
  { api, log, timeZone }: CallSettings,
): Promise<void> {
  try {
    await api.call('views.update', { view_id: viewId, view: messageView(message, channel, timeZone) });
  } catch (thrown) {
    log.warn('slack modal is gone, the answer goes as an ephemeral message', { why: messageOf(thrown) });
    await api.call('chat.postEphemeral', { channel, user, ...renderSlack(message, { timeZone }) });
  }
}

/** Opens a form, or puts it into the modal in which it was asked for. */
export async function showForm(
  form: Form,
  {
    channel,
    triggerId,
    viewId,
  }: { readonly channel: string; readonly triggerId: string | undefined; readonly viewId: string | undefined },
  { api }: CallSettings,
): Promise<void> {
  const view = formView(form, channel);
  if (viewId === undefined) await api.call('views.open', { trigger_id: triggerId, view });
  else await api.call('views.update', { view_id: viewId, view });
}
