import type { CommandCall, Submission, Submitted } from '../commands/command.ts';
import type { CommandDeps } from '../commands/deps.ts';
import { behindButtons, commands } from '../commands/index.ts';
import type { Dialogue, Opened } from '../ports.ts';
import { guarded, refused } from './answer.ts';
import { suggest } from './suggest.ts';

/** What a platform can ask beside commands. The permission is asked for at each step, for a form may lie open for long. */
export function createDialogue(deps: CommandDeps): Dialogue {
  return {
    suggest: (typing) => suggest(typing, deps),
    form: (call) => openForm(call, deps),
    submit: (call) => submitForm(call, deps),
  };
}

async function openForm(call: CommandCall, deps: CommandDeps): Promise<Opened> {
  const command = formCommand(call);
  if (command?.form === undefined) return undefined;
  const { open } = command.form;
  const opened = await guarded(call, deps, async () => {
    const refusal = await refused(command, call, deps);
    if (refusal !== undefined) return refusal;
    const form = await open(call, deps);
    return form === undefined ? undefined : ({ kind: 'form', form } as const);
  });
  return opened !== undefined && 'tone' in opened ? { kind: 'message', message: opened } : opened;
}

async function submitForm(call: Submission, deps: CommandDeps): Promise<Submitted> {
  const command = formCommand(call);
  const submitted = await guarded(call, deps, async () => {
    if (command?.form === undefined) throw new Error(`${call.command} has no form`);
    return (await refused(command, call, deps)) ?? (await command.form.submit(call, deps));
  });
  if ('tone' in submitted) return { kind: 'answer', answer: async () => submitted };
  return submitted.kind === 'form'
    ? submitted
    : { kind: 'answer', answer: () => guarded(call, deps, submitted.answer) };
}

function formCommand(call: CommandCall) {
  return [...commands, ...behindButtons].find(
    ({ name, form }) => form !== undefined && name === call.command.toLowerCase(),
  );
}
