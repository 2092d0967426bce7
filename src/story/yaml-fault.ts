import { type Document, isNode } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../errors.ts';

/** Says where in the file the first fault is, what was seen there and what was expected. */
export function faultOf(
  error: z.ZodError,
  document: Document,
  lineAt: (position: number) => number,
  name: string,
): UserError {
  const issue = error.issues[0];
  const path = issue?.path.map((part) => (typeof part === 'symbol' ? String(part) : part)) ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return new UserError(
      `${name}:${lineOf(document, [...path, key], lineAt)} ${join([...path, key])} is not a known key`,
      {
        hint: 'Remove it, or check its spelling against a freshly drafted profile.',
      },
    );
  }
  const value = document.getIn(path);
  const seen = isNode(value) ? 'of another kind' : JSON.stringify(value);
  const where = `${name}:${lineOf(document, path, lineAt)} ${join(path)}`;
  return new UserError(`${where} is ${seen ?? 'missing'}; ${issue?.message ?? 'expected something else'}`, {
    hint: 'Mend that line, or draft the profile again with `storywatch profile --seed FILE`.',
  });
}

/** The line of the nearest node that exists on the way to the fault. */
function lineOf(document: Document, path: readonly (string | number)[], lineAt: (position: number) => number): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineAt(node.range[0]);
  }
  return 1;
}

function join(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the profile';
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`)).join('');
}
