import type { Interaction, ModalSubmitInteraction } from 'discord.js';
import type { Submission } from '../../../src/commands/command.ts';
import { cleanForm } from '../../../src/message/clean-form.ts';
import { cut } from '../../../src/message/clean.ts';
import { FIELD_LENGTH, type Form, type FormField } from '../../../src/message/form.ts';
import { askedBy } from './commands.ts';
import { DISCORD } from './limits.ts';

/** What the custom_id of our forms starts with. */
const FORM_PREFIX = 'storywatch-form:';
const ROW = 1;
const SHORT = 1;
const LONG = 2;

/** A form as a modal, as an interaction of type 9 takes it. Its texts are shown as they are: no markup, no mentions. Pure. */
export function modalOf(form: Form) {
  const { about, fields, action, value } = cleanForm(form);
  return {
    title: cut(about, DISCORD.modalTitle),
    custom_id: `${FORM_PREFIX}${action}:${value}`,
    components: fields.map((field) => ({ type: ROW, components: [inputOf(field)] })),
  };
}

function inputOf({ id, label, hint, value, isLong }: FormField) {
  return {
    type: 4,
    custom_id: id,
    label: cut(label, DISCORD.modalLabel),
    placeholder: cut(hint, DISCORD.placeholder),
    style: isLong ? LONG : SHORT,
    required: false,
    max_length: FIELD_LENGTH,
    value: cut(value, FIELD_LENGTH),
  } as const;
}

/** A form that is filled in, as a call; undefined for what is not ours. */
export function submissionOf(interaction: Interaction): Submission | undefined {
  if (!isOurs(interaction)) return undefined;
  const [command = '', ...value] = interaction.customId.slice(FORM_PREFIX.length).split(':');
  const values = Object.fromEntries(
    interaction.fields.fields.map((field) => [field.customId, interaction.fields.getTextInputValue(field.customId)]),
  );
  return { ...askedBy(interaction), command, text: value.join(':'), values };
}

function isOurs(interaction: Interaction): interaction is ModalSubmitInteraction {
  return interaction.isModalSubmit() && interaction.customId.startsWith(FORM_PREFIX);
}
