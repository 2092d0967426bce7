import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { fileFaultOf } from '../errors.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import { itemOfLine } from './items.ts';
import { LABEL_KEYS, type Label } from './label-session.ts';

/** An item of a labelled set with its line: fields that are not ours are kept. */
export interface LabelLine {
  readonly item: FeedItem;
  readonly line: Readonly<Record<string, unknown>>;
}

const LABELS = Object.values(LABEL_KEYS);

/** The lines of an earlier session; empty where there was none. Throws a UserError for a file that is something else. */
export function readLabelFile(path: string): readonly LabelLine[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, at) => ({ text, number: at + 1 }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, number }) => {
      const read = itemOfLine(text, 0);
      if (read.ok) return read.read;
      throw new UserError(`${path}:${number} ${read.why}`, {
        hint: '--out is written anew after each key; name a new file, or one that label wrote.',
      });
    });
}

/** Earlier lines and new ones, each item once, in order of publication: so eval reads them as a stream. */
export function joined(earlier: readonly LabelLine[], found: readonly LabelLine[]): readonly LabelLine[] {
  const lines = new Map(found.map((each) => [each.item.id as string, each]));
  for (const each of earlier) lines.set(each.item.id, each);
  return [...lines.values()].toSorted((a, b) => instantOf(a.item) - instantOf(b.item));
}

/** The labels that lines have. */
export function labelsOf(lines: readonly LabelLine[]): ReadonlyMap<string, Label> {
  return new Map(
    lines.flatMap(({ item, line }) => {
      const label = LABELS.find((known) => known === line['label']);
      return label === undefined ? [] : [[item.id as string, label] as const];
    }),
  );
}

/** Writes all lines with their labels. A crash leaves the file as it was before or after, never between. */
export function writeLabelFile(path: string, lines: readonly LabelLine[], labels: ReadonlyMap<string, Label>): void {
  const rows = lines.map(({ item, line }) => {
    const { label: _, ...rest } = line;
    const label = labels.get(item.id);
    return JSON.stringify(label === undefined ? rest : { ...rest, label });
  });
  const draft = `${path}.part`;
  try {
    writeFileSync(draft, `${rows.join('\n')}\n`);
    renameSync(draft, path);
  } catch (cause) {
    throw new UserError(`The labels cannot be written to ${path}: ${fileFaultOf(cause)}`, {
      hint: 'Check the folder and that this user may write there; the file is as it was before the last key.',
      cause,
    });
  }
}

/** An item as a line of JSON, as `decide` and `eval` read it. */
export function lineOf({
  id,
  title,
  summary,
  source,
  url,
  publishedAt,
  lang,
}: FeedItem): Readonly<Record<string, unknown>> {
  const published = publishedAt === undefined ? {} : { published: new Date(publishedAt).toISOString() };
  return { id, title, summary, source, url, ...published, lang };
}
