import { createLog, type LogLevel } from '../../adapters/log/log.ts';
import { UserError } from '../errors.ts';
import type { Log } from '../ports.ts';
import type { Terminal } from './terminal.ts';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** The log on stderr: plain lines for a person, JSON where stderr is no terminal. LOG_LEVEL changes what is told. */
export function terminalLog(terminal: Terminal): Log {
  const wanted = terminal.env['LOG_LEVEL'];
  const level = LEVELS.find((known) => known === (wanted ?? (terminal.noteIsTerminal ? 'warn' : 'info')));
  if (level === undefined) {
    throw new UserError(`LOG_LEVEL is ${JSON.stringify(wanted)}; expected one of ${LEVELS.join(', ')}.`, {
      hint: 'Try LOG_LEVEL=info.',
    });
  }
  return createLog({ level, plain: terminal.noteIsTerminal, write: (line) => terminal.note(line) });
}
