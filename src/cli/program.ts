import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { messageOf, UsageError, UserError } from '../errors.ts';
import { addDecisionCommands } from './decision-commands.ts';
import { addFeedCommands } from './feed-commands.ts';
import { addServiceCommands } from './service-commands.ts';
import type { Terminal } from './terminal.ts';

/** Exit codes: 0 ok, 1 the work failed, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

/** How a command's work ended; undefined counts as 0. */
export type Outcome = ExitCode | undefined;

/** Runs an action and keeps its exit code; the sub-command modules register their actions through it. */
export type Run = (work: () => Promise<Outcome>) => Promise<void>;

const INTRO =
  'Follows news stories for policy teams: takes an article, drafts a story profile, polls feeds, decides which items are follow-ups, says why, and posts short alerts.';

const EXAMPLES = `
Examples:
  $ npx storywatch demo                                     the first story, replayed in half a minute
  $ npx storywatch start                                    run the bot from config/storywatch.yaml
  $ npx storywatch profile --seed article.txt               draft a story profile from an article
  $ npx storywatch decide --seed article.txt --items -      judge items, one JSON object a line
  $ npx storywatch check-config                             what is wrong with the configuration, line by line

Results go to stdout, everything else to stderr. Exit code 0: ok, 1: the work failed, 2: wrong use.`;

/** Runs one command line and returns its exit code. Never throws: a fault is told on stderr. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const run: Run = async (work) => {
    code = (await work()) ?? 0;
  };
  try {
    await buildProgram(terminal, run).parseAsync([...args], { from: 'user' });
    return code;
  } catch (thrown) {
    return report(thrown, terminal);
  }
}

function buildProgram(terminal: Terminal, run: Run): Command {
  const program = new Command('storywatch').description(INTRO).version(version()).addHelpText('after', EXAMPLES);
  addServiceCommands(program, terminal, run);
  addDecisionCommands(program, terminal, run);
  addFeedCommands(program, terminal, run);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void terminal.out(text),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) =>
        write(`${text.trim()}\nSee: npx storywatch ${command === program ? '' : `${command.name()} `}--help`),
    });
  }
  return program;
}

/** The package's version, as package.json has it. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String(Reflect.get(JSON.parse(text), 'version'));
}

function report(thrown: unknown, terminal: Terminal): ExitCode {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  if (thrown instanceof UserError) {
    terminal.note(thrown.message);
    if (thrown.hint !== undefined) terminal.note(thrown.hint);
    return thrown instanceof UsageError ? 2 : 1;
  }
  terminal.note(`Storywatch met a fault of its own: ${messageOf(thrown)}`);
  terminal.note(thrown instanceof Error ? (thrown.stack ?? '') : '');
  return 1;
}
