/** One thing that is wrong with the configuration, at its place. */
export interface Fault {
  /** Keys and indices from the root: `['stories', 0, 'id']`. */
  readonly path: readonly (string | number)[];
  /** A sentence from "is" or "has" on: what was seen, what was expected, what to do. */
  readonly says: string;
}

/** `stories[0].id` */
export function pathText(path: readonly (string | number)[]): string {
  let text = '';
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : text === '' ? key : `.${key}`;
  return text;
}

/** A value as an error message shows it: short, on one line, secrets never among the values of a file. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What stands at a place of a parsed file; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) here = typeof here === 'object' && here !== null ? Reflect.get(here, key) : undefined;
  return here;
}
