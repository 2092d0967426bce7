import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../src/ports.ts';

/** Passes warnings and errors of Slack's packages on. Their lower levels are dropped: they print payloads. */
export function quietLogger(log: Log): Logger {
  const pass = (...parts: unknown[]): void =>
    log.warn('slack client', { detail: parts.map(String).join(' ').slice(0, 500) });
  return {
    debug: () => {},
    info: () => {},
    warn: pass,
    error: pass,
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
