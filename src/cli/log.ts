import type { Log } from '../ports.ts';
import type { Terminal } from './terminal.ts';

/** A log for commands that a person watches: warnings and errors as plain lines on stderr, the rest unsaid. */
export function noteLog(terminal: Terminal): Log {
  const say = (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    const rest = Object.entries(fields).map(
      ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    terminal.note([message, ...rest].join(' '));
  };
  return { info: () => undefined, warn: say, error: say };
}
