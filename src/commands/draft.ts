import { UserError } from '../errors.ts';
import type { Said } from '../feedback/feedback.ts';
import type { Message } from '../message/message.ts';
import { readEdit } from '../story/edit.ts';
import { stampOf } from '../story/same-profile.ts';
import type { Story } from '../story/story.ts';
import { type Command, type CommandCall, DRAFT } from './command.ts';
import type { CommandDeps, Draft } from './deps.ts';
import { changedMeanwhile, formOf } from './edit.ts';
import { changesText } from './preview.ts';

/** The buttons under a preview: `save NAME`, `again NAME`, `discard NAME`. */
export const draft: Command<CommandDeps> = {
  name: DRAFT,
  description: 'Saves, changes again or discards what was filled in',
  arguments: [{ name: 'what', description: 'As the button has it', required: true }],
  example: '/story edit platforms-probe',
  changes: true,
  run: async (call, deps) => {
    const { what, name, found, story } = await read(call, deps);
    if (what === 'save') return await save(call, name, found, story, deps);
    if (what === 'again') throw new UserError('There are no forms here', { hint: `/story edit ${story.id}` });
    deps.drafts.forget(name);
    return { tone: 'reply', title: `Discarded: ${story.profile.title} is as it was`, importance: 'low', blocks: [] };
  },
  form: {
    open: async (call, deps) => {
      if (!call.text.startsWith('again ')) return undefined;
      const { found, story } = await read(call, deps);
      const again = readEdit(story.profile, found.edit);
      return formOf(story, found.edit, again.kind === 'faults' ? again.faults : new Map());
    },
    submit: () => Promise.reject(new Error('the form of a draft is that of edit')),
  },
};

interface Read {
  readonly what: string;
  readonly name: string;
  readonly found: Draft;
  readonly story: Story;
}

async function read(call: CommandCall, { drafts, store }: CommandDeps): Promise<Read> {
  const [what = '', name = ''] = call.text.trim().split(/\s+/);
  const found = drafts.find(name, call);
  const story = (await store.stories.all()).find(({ id }) => id === found?.story);
  if (found === undefined || story === undefined) {
    throw new UserError('That is gone: what is filled in is kept for an hour', {
      hint: 'Begin anew with /story edit.',
    });
  }
  return { what, name, found, story };
}

async function save(
  { platform, channel, user }: CommandCall,
  name: string,
  { edit, stamp }: Draft,
  story: Story,
  { editor, drafts, clock }: CommandDeps,
): Promise<Message> {
  const read = readEdit(story.profile, edit);
  if (stampOf(story.profile) !== stamp) return changedMeanwhile(story);
  if (read.kind === 'faults') throw new UserError([...read.faults.values()].join(' '), { hint: 'Change it again.' });
  const changes = changesText(story.profile, read.profile);
  const said: Said & { readonly before: Story['profile'] } = {
    kind: 'edit',
    story: story.id,
    development: undefined,
    items: [],
    title: `${story.profile.title}: ${changes}`.slice(0, 300),
    target: { platform, channel },
    user,
    at: clock.now(),
    until: clock.now(),
    before: story.profile,
  };
  const kept = await editor.change(read.profile, said);
  if (kept === undefined) return changedMeanwhile(story);
  drafts.forget(name);
  return {
    tone: 'reply',
    title: `Saved: ${story.profile.title} looks for this from now on`,
    importance: 'low',
    blocks: [
      { type: 'paragraph', spans: [changes] },
      {
        type: 'buttons',
        buttons: [
          { label: 'What it looks for', action: 'show', value: story.id },
          { label: 'Undo', action: 'undo', value: kept.id },
        ],
      },
    ],
  };
}
