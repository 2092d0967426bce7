import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** Shows how far a long work has got: a bar on a terminal, nothing elsewhere. */
export interface Progress {
  to(done: number, label: string): void;
  /** Prints a text above the bar. */
  print(text: string): void;
  end(): void;
}

const WIPE_LINE = '\r\u001b[K';

export function createProgress(terminal: Terminal, total: number): Progress {
  const print = (text: string): void => void terminal.out(text);
  if (!terminal.noteIsTerminal) return { to: () => undefined, print, end: () => undefined };
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% · {label}',
      clearOnComplete: true,
      hideCursor: true,
      barsize: 24,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { label: '' });
  return {
    to: (done, label) => bar.update(done, { label }),
    print(text) {
      process.stderr.write(WIPE_LINE);
      print(text);
      bar.render();
    },
    end: () => bar.stop(),
  };
}
