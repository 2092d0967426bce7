import { meant, nearest } from '../commands/arguments.ts';
import { type Asker, type CommandCall, type Declaration, PAGE } from '../commands/command.ts';
import { behindButtons, type CommandDeps, commands, withShare } from '../commands/index.ts';
import { isAllowed, whoText } from '../commands/permission.ts';
import type { Quota } from '../commands/deps.ts';
import { withResumed } from '../commands/stopped.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Message } from '../message/message.ts';
import { SECOND_MS } from '../time.ts';
import { resumeDestination } from './resume.ts';

/**
 * Answers a slash command or a button; a channel that was stopped is tried again.
 * Never throws: a fault is a message that says what to do, or by what to find it in the log.
 */
export async function answer(call: CommandCall, deps: CommandDeps): Promise<Message> {
  return await guarded(call, deps, async () => {
    const asked = turned(call);
    const command = commandNamed(asked.command);
    const refusal = await refused(command, asked, deps);
    if (refusal !== undefined) return refusal;
    const excess = command.changes === true ? undefined : deps.quota.take(asked);
    if (excess !== undefined) return tooMany(excess);
    const message = await command.run(asked, deps);
    const shown = command.lookup === true ? withShare(message, asked) : message;
    return withResumed(shown, await resumeDestination(deps, call), deps.timeZone);
  });
}

/** Does the work; a fault is a message. */
export async function guarded<T>(
  call: CommandCall,
  { clock, log }: CommandDeps,
  work: () => Promise<T>,
): Promise<T | Message> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof UserError) return problem(thrown.message, thrown.hint);
    const reference = referenceOf(call, clock.now());
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    log.error('command failed', { reference, command: call.command, why: messageOf(thrown), stack });
    return problem(
      'Storywatch could not answer that',
      `Try again in a minute. If it stays so, tell whoever runs it: reference ${reference}.`,
    );
  }
}

/** What is said to who may not; undefined for who may. Throws a UserError where the platform does not say. */
export async function refused(
  { changes }: Declaration,
  asker: Asker,
  { roles }: CommandDeps,
): Promise<Message | undefined> {
  const to = changes === true ? 'change' : 'lookup';
  if (await isAllowed(asker, to, roles)) return undefined;
  const title = changes === true ? 'You may not change anything here' : 'You may not look things up here';
  return problem(title, whoText(to, roles[to]));
}

/** A button that turns the page holds the whole question. */
function turned(call: CommandCall): CommandCall {
  if (call.command !== PAGE) return call;
  const [command = '', ...words] = call.text.trim().split(/\s+/);
  return { ...call, command, text: words.join(' ') };
}

function commandNamed(name: string): (typeof commands)[number] {
  const found = [...commands, ...behindButtons].find((command) => command.name === name.toLowerCase());
  if (found !== undefined) return found;
  const names = commands.map((command) => command.name);
  throw new UserError(`No command "${name}"${meant(nearest(name, names))}`, {
    hint: `There are: ${names.join(', ')}.`,
  });
}

function tooMany({ whose, perMinute, waitMs }: NonNullable<ReturnType<Quota['take']>>): Message {
  const seconds = Math.ceil(waitMs / SECOND_MS);
  const [one, of] = whose === 'user' ? ['You have', 'for each user'] : ['This channel has', 'for each channel'];
  return problem(
    `${one} asked a lot at once: try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}`,
    `There ${perMinute === 1 ? 'is one lookup' : `are ${perMinute} lookups`} a minute ${of}.`,
  );
}

function problem(title: string, hint: string | undefined): Message {
  return { tone: 'problem', title, blocks: hint === undefined ? [] : [{ type: 'paragraph', spans: [hint] }] };
}

/** Short enough to read out, and the same words stand in the log. */
function referenceOf({ platform, command }: CommandCall, now: number): string {
  return `${platform}-${command.slice(0, 12)}-${Math.floor(now).toString(36)}`;
}
