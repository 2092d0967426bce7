import { cleanForm } from '../../../src/message/clean-form.ts';
import { cut } from '../../../src/message/clean.ts';
import { FIELD_LENGTH, type Form, type FormField } from '../../../src/message/form.ts';
import type { Message } from '../../../src/message/message.ts';
import { breakControls } from './escape.ts';
import { VIEW } from './limits.ts';
import type { PlainText, SlackBlock } from './payload.ts';
import { renderSlack } from './render.ts';

/** The callback_id of our forms. */
export const FORM = 'storywatch.form';
/** The action_id of the one element of a field. */
export const VALUE = 'value';

/** A modal, as `views.open` and `views.update` take it. */
export interface SlackView {
  readonly type: 'modal';
  readonly callback_id: string;
  readonly title: PlainText;
  readonly submit?: PlainText;
  readonly close: PlainText;
  /** Comes back with whatever is done in the modal. */
  readonly private_metadata: string;
  readonly blocks: readonly (SlackBlock | InputBlock)[];
}

interface InputBlock {
  readonly type: 'input';
  readonly block_id: string;
  readonly optional: true;
  readonly label: PlainText;
  readonly hint: PlainText;
  readonly element: {
    readonly type: 'plain_text_input';
    readonly action_id: typeof VALUE;
    readonly multiline: boolean;
    readonly max_length: number;
    readonly initial_value?: string;
  };
}

/** Where a modal was opened, and what its form is about: a modal itself knows no channel. */
export interface ViewMemory {
  readonly channel: string;
  readonly action: string;
  readonly value: string;
}

/** A form as a modal. Pure. */
export function formView(form: Form, channel: string): SlackView {
  const { title, about, submit, fields, action, value } = cleanForm(form);
  return {
    type: 'modal',
    callback_id: FORM,
    title: plain(title, VIEW.title),
    submit: plain(submit, VIEW.title),
    close: plain('Cancel', VIEW.title),
    private_metadata: memoryOf({ channel, action, value }),
    blocks: [aboutBlock(about), ...fields.map(inputOf)],
  };
}

/** A message in the place of a form. Pure. */
export function messageView(message: Message, channel: string, timeZone: string): SlackView {
  return {
    type: 'modal',
    callback_id: FORM,
    title: plain('Storywatch', VIEW.title),
    close: plain('Close', VIEW.title),
    private_metadata: memoryOf({ channel, action: '', value: '' }),
    blocks: renderSlack(message, { timeZone }).blocks,
  };
}

/** What is wrong with a form's values, by field, as Slack shows it in the modal. */
export function formErrors(form: Form): Readonly<Record<string, string>> {
  const { fields } = cleanForm(form);
  return Object.fromEntries(
    fields.flatMap(({ id, fault }) => (fault === undefined ? [] : [[id, cut(breakControls(fault), VIEW.error)]])),
  );
}

function memoryOf(memory: ViewMemory): string {
  return JSON.stringify(memory);
}

function aboutBlock(about: string): SlackBlock {
  const text = cut(breakControls(about), VIEW.text);
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text, style: { bold: true } }] }],
  };
}

function inputOf({ id, label, hint, value, isLong }: FormField): InputBlock {
  const initial = cut(breakControls(value), FIELD_LENGTH);
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plain(label, VIEW.text),
    hint: plain(hint, VIEW.text),
    element: {
      type: 'plain_text_input',
      action_id: VALUE,
      multiline: isLong,
      max_length: FIELD_LENGTH,
      ...(initial === '' ? {} : { initial_value: initial }),
    },
  };
}

function plain(text: string, max: number): PlainText {
  return { type: 'plain_text', text: cut(breakControls(text), max), emoji: false };
}
