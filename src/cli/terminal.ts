import { once } from 'node:events';

/** Where a command reads and writes. Results go to `out`, everything else to `note`. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Hands over each key at once instead of whole lines, or ends that; missing where the input is no terminal. */
  readonly keys?: (on: boolean) => void;
  /** Writes to stdout and waits where the reader is slower. */
  out(text: string): Promise<void>;
  /** Writes a line to stderr. */
  note(line: string): void;
  readonly outIsTerminal: boolean;
  readonly noteIsTerminal: boolean;
  readonly width: number;
}

const DEFAULT_WIDTH = 100;

/** The terminal of this process. A reader that goes away (`| head`) ends the process quietly. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    env: process.env,
    input: process.stdin,
    ...(process.stdin.isTTY ? { keys: (on: boolean) => void process.stdin.setRawMode(on) } : {}),
    async out(text) {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    note(line) {
      stderr.write(`${line}\n`);
    },
    outIsTerminal: stdout.isTTY === true,
    noteIsTerminal: stderr.isTTY === true,
    // A pseudo-terminal without a size says 0.
    width: stdout.columns > 0 ? stdout.columns : DEFAULT_WIDTH,
  };
}
