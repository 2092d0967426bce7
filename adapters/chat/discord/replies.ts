import {
  type AutocompleteInteraction,
  type Interaction,
  MessageFlags,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import type { CommandCall } from '../../../src/commands/command.ts';
import type { Message } from '../../../src/message/message.ts';
import type { Dialogue } from '../../../src/ports.ts';
import type { DiscordApi } from './api.ts';
import { callOf, replacesMessage, typingOf } from './commands.ts';
import { type DrawSettings, drawn, inWords } from './files.ts';
import { modalOf, submissionOf } from './forms.ts';
import { failureOf, isRefusal } from './outcome.ts';
import type { DiscordSettings } from './settings.ts';

export interface Calls {
  readonly api: DiscordApi;
  readonly answer: (call: CommandCall) => Promise<Message>;
  readonly dialogue: Dialogue | undefined;
  /** Keeps the adapter from stopping while an answer is under way. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/**
 * An answer that comes after three seconds is lost, so the question is acknowledged before it is looked at. Only a form
 * must itself be the acknowledgement.
 */
export async function reply(interaction: Interaction, settings: DiscordSettings, calls: Calls): Promise<void> {
  const { answer, dialogue } = calls;
  const around = { ...settings, api: calls.api };
  const submission = submissionOf(interaction);
  const call = submission ?? callOf(interaction, settings.commands);
  if (call === undefined || !interaction.isRepliable()) return;
  try {
    if (submission !== undefined) {
      const submitted = await dialogue?.submit(submission);
      if (submitted === undefined) return;
      const { kind } = submitted;
      return await respond(
        interaction,
        call,
        kind === 'form' ? async () => submitted.instead : submitted.answer,
        around,
      );
    }
    const opened = await dialogue?.form(call);
    if (opened?.kind === 'form' && 'showModal' in interaction) {
      await interaction.showModal(modalOf(opened.form));
      return;
    }
    const refusal = opened?.kind === 'message' ? opened.message : undefined;
    await respond(interaction, call, async () => refusal ?? (await answer(call)), around);
  } catch (thrown) {
    settings.log.error('discord call failed', { command: call.command, why: failureOf(thrown).why });
  }
}

/** Acknowledges, then works, then shows what came of it, to the asker alone. */
async function respond(
  interaction: RepliableInteraction,
  call: CommandCall,
  work: () => Promise<Message>,
  { api, ...settings }: Pick<Calls, 'api'> & DrawSettings,
): Promise<void> {
  if (replacesMessage(interaction, call)) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const message = await work();
  const { payload, files } = drawn(message, undefined, settings);
  const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
  // Without `attachments` an answer that takes another's place would keep its picture.
  const body = { attachments: [], ...payload };
  try {
    await api.send('PATCH', route, body, files);
  } catch (thrown) {
    if (files.length === 0 || !isRefusal(thrown)) throw thrown;
    settings.log.warn('files not attached, their words are shown instead', { why: failureOf(thrown).why });
    await api.send('PATCH', route, { ...inWords(message, undefined, settings), attachments: [] });
  }
}

/** What is typed meanwhile asks anew, so that an offer that comes too late is simply dropped. */
export async function offer(
  interaction: AutocompleteInteraction,
  { log }: DiscordSettings,
  { dialogue }: Calls,
): Promise<void> {
  const typing = typingOf(interaction);
  try {
    await interaction.respond([...((typing && (await dialogue?.suggest(typing))) ?? [])]);
  } catch (thrown) {
    log.warn('discord offer not made', { command: typing?.command, why: failureOf(thrown).why });
  }
}
