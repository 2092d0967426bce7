import { UserError, messageOf } from '../../src/errors.ts';

/** SQLite's primary result codes that a person can mend, https://www.sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/**
 * Turns what SQLite threw into a UserError where a person can mend it: what failed, the file, what to do.
 * Anything else comes back as it is.
 */
export function faultOf(thrown: unknown, path: string): unknown {
  const words = wordsFor(resultCode(thrown), path);
  if (words === undefined) return thrown;
  return new UserError(`${words.what} (${messageOf(thrown)})`, { hint: words.hint, cause: thrown });
}

/** The primary result code of an error of node:sqlite; undefined for any other error. */
function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return undefined;
  return thrown.errcode & 0xff;
}

function wordsFor(
  code: number | undefined,
  path: string,
): { readonly what: string; readonly hint: string } | undefined {
  switch (code) {
    case BUSY:
    case LOCKED:
      return {
        what: `the database ${path} is locked by another process`,
        hint: 'Stop the other program that uses it, or give this one a database of its own.',
      };
    case READ_ONLY:
      return {
        what: `the database ${path} is read-only`,
        hint: 'Make the file and its folder writable for the user that runs Storywatch, or name another `database`.',
      };
    case FULL:
      return {
        what: `the disk or the quota of the database ${path} is full`,
        hint: 'Free some space; Storywatch goes on by itself. Until then it answers, but polls and posts nothing.',
      };
    case CORRUPT:
      return {
        what: `the database ${path} is damaged`,
        hint: `Stop Storywatch, keep a copy, then restore a backup or run: sqlite3 ${path} .recover | sqlite3 new.db`,
      };
    case NOT_A_DATABASE:
      return {
        what: `${path} is not a database`,
        hint: 'Name another file as `database`, or move this one away: a new database is then made.',
      };
    case CANNOT_OPEN:
      return {
        what: `the database ${path} cannot be opened`,
        hint: 'Check that its folder exists and that the user that runs Storywatch may write there.',
      };
    case IO_ERROR:
      return {
        what: `the disk under the database ${path} fails`,
        hint: 'Check the disk and the file system; a network share is no place for a database.',
      };
    default:
      return undefined;
  }
}
