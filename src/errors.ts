/** A fault that a person can mend. It is shown without a stack: what failed, then what to do. */
export class UserError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.hint = options.hint;
  }
}

/** A command that was given wrongly: it ends with exit code 2, where other faults end with 1. */
export class UsageError extends UserError {}

/** An article that cannot be read. */
export class UnreadArticle extends UserError {
  /** In few words, without the address. */
  readonly why: string;
  /** Where it may be there later: how long its site asks to wait, in milliseconds. */
  readonly later: { readonly afterMs: number | undefined } | undefined;

  constructor(
    url: string,
    why: string,
    options: { readonly hint?: string; readonly cause?: unknown; readonly later?: UnreadArticle['later'] } = {},
  ) {
    super(`the article ${url} cannot be read: ${why}`, options);
    this.why = why;
    this.later = options.later;
  }
}

/** Ends a switch over a tagged union: the compiler proves that no case is left. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** The message of whatever was thrown, in one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s+/g, ' ').trim();
}

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'this user may not do that',
  EPERM: 'this user may not do that',
  EROFS: 'the disk takes no writing',
  ENOSPC: 'the disk is full',
};

/** Why a file could not be read or written, in plain words where they are known; else the message of what was thrown. */
export function fileFaultOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return FILE_FAULTS[code] ?? messageOf(thrown);
}
