import type { Log } from '../../../src/ports.ts';

export interface HeardLog extends Log {
  readonly lines: string[];
}

/** A log that keeps its lines. */
export function aLog(): HeardLog {
  const lines: string[] = [];
  const keep = (message: string, fields: object = {}): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, info: keep, warn: keep, error: keep };
}

/** A picture's bytes, for tests to which drawing does not matter: the signature of a PNG. */
export const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
