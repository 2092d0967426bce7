import { setTimeout as pause } from 'node:timers/promises';
import { terminalOf } from '../../adapters/chat/index.ts';
import type { Surroundings } from '../main.ts';
import { version } from './program.ts';
import type { Terminal } from './terminal.ts';
import { terminalLog } from './terminal-log.ts';

/** A bot's surroundings in real time: the system's clock, the log on stderr, the console adapter on stdout. */
export function realSurroundings(terminal: Terminal, write: (text: string) => void): Surroundings {
  return {
    clock: { now: () => Date.now() },
    log: terminalLog(terminal),
    version: version(),
    terminal: { write, ...terminalOf({ isTTY: terminal.outIsTerminal, columns: terminal.width }, terminal.env) },
    pause: (ms) => pause(ms),
  };
}
