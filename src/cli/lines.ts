import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileFaultOf, UserError } from '../errors.ts';
import type { Terminal } from './terminal.ts';

/** The lines of a file, or of stdin for `-`, as they come, with their numbers from 1; blank lines are left out. */
export async function* numberedLines(
  path: string,
  terminal: Terminal,
): AsyncGenerator<{ readonly line: string; readonly number: number }> {
  if (path !== '-' && !existsSync(path)) {
    throw new UserError(`The file ${path} does not exist.`, { hint: 'Check the path; - reads from stdin.' });
  }
  const source = path === '-' ? Readable.from(terminal.input) : createReadStream(path);
  let number = 0;
  try {
    for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() !== '') yield { line, number };
    }
  } catch (cause) {
    const hint = 'Check that it is a file and that this user may read it; - reads from stdin.';
    throw new UserError(`${path} cannot be read: ${fileFaultOf(cause)}`, { hint, cause });
  }
}
