import { type ExitCode, runCommandLine } from '../../src/cli/program.ts';

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly notes: readonly string[];
  /** stdout as JSON, a value a line. */
  readonly lines: readonly Record<string, unknown>[];
}

/** Runs a command line as the shell would, with a stdin and an environment of its own. */
export async function run(
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  let out = '';
  const notes: string[] = [];
  const code = await runCommandLine(args, {
    env: { LOG_LEVEL: 'warn', ...options.env },
    input: (async function* () {
      yield options.input ?? '';
    })(),
    out: async (text) => {
      out += text;
    },
    note: (line) => notes.push(line),
    outIsTerminal: false,
    noteIsTerminal: false,
    width: 100,
  });
  return {
    code,
    out,
    notes,
    get lines() {
      return out
        .split('\n')
        .filter((line) => line !== '')
        .map((line): Record<string, unknown> => JSON.parse(line));
    },
  };
}
