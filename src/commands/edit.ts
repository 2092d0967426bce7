import { UserError } from '../errors.ts';
import { FIELD_LENGTH, type Form } from '../message/form.ts';
import type { Message } from '../message/message.ts';
import { changesBetween, type EditField, editOf, type ProfileEdit, readEdit } from '../story/edit.ts';
import { EXAMPLE_LINE } from '../story/translated.ts';
import { stampOf } from '../story/same-profile.ts';
import type { Story } from '../story/story.ts';
import { storyNamed } from './arguments.ts';
import { type Command, DRAFT, type Submission, type Submitted } from './command.ts';
import type { CommandDeps, Draft } from './deps.ts';
import { previewOf } from './preview.ts';

/** Changes what a story looks for: by a form, then a preview, then a button that saves. */
export const edit: Command<CommandDeps> = {
  name: 'edit',
  description: 'Changes what a story looks for; shows what that would have posted before it is saved',
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
  ],
  example: '/story edit platforms-probe',
  changes: true,
  run: async (call, { store }) => {
    const { id } = storyNamed(await store.stories.all(), call.text);
    throw new UserError('There are no forms here', {
      hint: `Use /story edit ${id} in Slack or Discord, or edit the profile that the configuration names.`,
    });
  },
  form: {
    open: async (call, { store }) => {
      const story = storyNamed(await store.stories.all(), call.text);
      return formOf(story, editOf(story.profile));
    },
    submit,
  },
};

/** The form with these values in it, and what is wrong with them. */
export function formOf(story: Story, values: ProfileEdit, faults: ReadonlyMap<EditField, string> = new Map()): Form {
  const field = (id: EditField, label: string, hint: string) => {
    const fault = faults.get(id);
    const value = values[id] ?? '';
    if (value.length > FIELD_LENGTH) {
      throw new UserError(`${story.profile.title} has more ${label.toLowerCase()} than a form takes`, {
        hint: 'Write its profile to a file, edit that, and name it as profile in the configuration.',
      });
    }
    return { id, label, hint, value, isLong: id !== 'threshold', ...(fault === undefined ? {} : { fault }) };
  };
  return {
    title: 'Edit the story',
    about: story.profile.title,
    fields: [
      field('actors', 'Actors', 'One a line: Name = other name; other name'),
      field('terms', 'Terms', 'One a line: words that follow-ups use'),
      field('exclude', 'Exclusions', 'One a line: an item with one of these is never part of it'),
      field('threshold', 'Threshold', "A score from 0 to 1; empty: the model's own"),
      ...(values.translated === undefined ? [] : [field('translated', 'Translated', `One a line: ${EXAMPLE_LINE}`)]),
    ],
    submit: 'Preview',
    action: 'edit',
    value: `${story.id.slice(0, 60)} ${stampOf(story.profile)}`,
  };
}

async function submit(call: Submission, deps: CommandDeps): Promise<Submitted> {
  const [name = '', stamp = ''] = call.text.split(' ');
  const story = storyNamed(await deps.store.stories.all(), name);
  const { values, platform, user } = call;
  const written: ProfileEdit = {
    actors: values['actors'] ?? '',
    terms: values['terms'] ?? '',
    exclude: values['exclude'] ?? '',
    threshold: values['threshold'] ?? '',
    ...(values['translated'] === undefined ? {} : { translated: values['translated'] }),
  };
  const draft: Draft = { by: { platform, user }, story: story.id, stamp, edit: written };
  const again = { label: 'Change again', action: DRAFT, value: `again ${deps.drafts.keep(draft)}` };
  if (stampOf(story.profile) !== stamp) return { kind: 'answer', answer: async () => changedMeanwhile(story) };
  const read = readEdit(story.profile, written);
  if (read.kind === 'faults') {
    const faults = [...read.faults.values()];
    const instead: Message = {
      tone: 'problem',
      title: `Nothing is changed yet: ${faults.length === 1 ? 'one thing is' : `${faults.length} things are`} wrong`,
      blocks: [
        { type: 'list', items: faults.map((fault) => [fault]) },
        { type: 'buttons', buttons: [again] },
      ],
    };
    return { kind: 'form', form: formOf(story, written, read.faults), instead };
  }
  if (changesBetween(story.profile, read.profile).length === 0) {
    const title = `Nothing is changed: ${story.profile.title} looks for all that already`;
    return { kind: 'answer', answer: async () => ({ tone: 'reply', title, importance: 'low', blocks: [] }) };
  }
  return {
    kind: 'answer',
    answer: async () => previewOf(story, read.profile, await deps.editor.preview(story, read.profile), again),
  };
}

/** Somebody was faster: what is written was written about another profile. */
export function changedMeanwhile({ id, profile }: Story): Message {
  return {
    tone: 'problem',
    title: `${profile.title} was changed meanwhile: nothing of yours is saved`,
    blocks: [{ type: 'paragraph', spans: [`/story audit ${id} says by whom; /story edit ${id} begins anew.`] }],
  };
}
