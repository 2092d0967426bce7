import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fileFaultOf, messageOf, UserError } from '../src/errors.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type Fault, pathText, shown, valueAt } from './fault.ts';
import { resolveConfig } from './resolve.ts';
import { RULES } from './rules.ts';
import { type Config, WrittenConfig } from './schema.ts';

/** Reads a configuration file. Throws one UserError that lists every fault with file, line, key, value and remedy. */
export function loadConfig(path: string, env: Environment): Config {
  const file = resolve(path);
  return parseConfig(readText(path, file), path, dirname(file), env);
}

/** As loadConfig, from text; `name` stands in messages, paths in the text are relative to `folder`. */
export function parseConfig(text: string, name: string, folder: string, env: Environment): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const at = lines.linePos(broken.pos[0]);
    throw new UserError(`${name}:${at.line}:${at.col} is not YAML: ${messageOf(broken)}`, {
      hint: 'Check the indentation and the quotes on that line; config/example.yaml is a complete example.',
    });
  }
  const settings = readEnvironment(env);
  const written: unknown = document.toJS() ?? {};
  const checked = WrittenConfig.safeParse(written);
  const faults = checked.success
    ? RULES.flatMap((rule) => rule(checked.data, settings.chats))
    : checked.error.issues.flatMap((issue) => faultsOf(issue, written));
  if (faults.length > 0 || !checked.success) throw complaint(name, faults, document, lines);
  return resolveConfig(checked.data, settings, { file: resolve(folder, basename(name)), folder });
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError(`The configuration ${path} cannot be read: ${fileFaultOf(cause)}`, {
      hint: 'Copy config/example.yaml to config/storywatch.yaml and edit it, or name another file with --config.',
      cause,
    });
  }
}

function complaint(name: string, faults: readonly Fault[], document: Document, lines: LineCounter): UserError {
  const rows = faults.map(
    ({ path, says }) => `${name}:${lineOf(document, lines, path)} ${pathText(path) || 'the file'} ${says}.`,
  );
  const count = rows.length === 1 ? 'One thing is' : `${rows.length} things are`;
  return new UserError([`${count} wrong with the configuration:`, ...rows.map((row) => `  ${row}`)].join('\n'), {
    hint: 'config/example.yaml shows every key with its default.',
  });
}

/** The line of the nearest node on the path that stands in the file. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function faultsOf(issue: z.core.$ZodIssue, written: unknown): readonly Fault[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      says: 'is not a key that Storywatch knows; remove it or check its spelling',
    }));
  }
  const seen = valueAt(written, path);
  return [{ path, says: `is ${shown(seen)}; ${expectation(issue)}` }];
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected === 'array' ? 'a list' : `a ${issue.expected}`}`;
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_small') return `expected at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}`;
  return issue.message.startsWith('expected') ? issue.message : `expected another form (${issue.message})`;
}
