import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseDocument } from '../../adapters/feeds/parse.ts';
import { messageOf, UserError } from '../errors.ts';
import { printParsed } from '../feeds/printed.ts';
import { numberedLines } from './lines.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly list?: string;
  readonly contentType?: string;
  readonly url?: string;
}

/** One document to parse: `name` is how the line of output calls it. */
interface Case {
  readonly name: string;
  readonly path: string;
  readonly contentType: string | undefined;
  readonly url: string | undefined;
}

const ListLine = z.looseObject({
  file: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  url: z.string().optional(),
});

/** Prints a line of JSON for each document. A file that cannot be read is a line with a problem, and exit code 1. */
export async function printDocuments(files: readonly string[], options: Options, terminal: Terminal): Promise<0 | 1> {
  if (files.length === 0 && options.list === undefined) {
    throw new UserError('There is nothing to parse; expected files, or --list.', {
      hint: 'Try: npx storywatch parse feed.xml',
    });
  }
  let failed = false;
  for await (const each of cases(files, options, terminal)) {
    const bytes = existsSync(each.path) ? readFileSync(each.path) : undefined;
    if (bytes === undefined) {
      failed = true;
      terminal.note(`The file ${each.path} does not exist.`);
      continue;
    }
    const parsed = await parseDocument({ bytes, contentType: each.contentType, url: each.url });
    await terminal.out(`${printParsed(each.name, parsed)}\n`);
  }
  return failed ? 1 : 0;
}

async function* cases(files: readonly string[], options: Options, terminal: Terminal): AsyncGenerator<Case> {
  for (const file of files) yield { name: file, path: file, contentType: options.contentType, url: options.url };
  if (options.list === undefined) return;
  const folder = dirname(options.list);
  for await (const { line, number } of numberedLines(options.list, terminal)) {
    const { file, headers, url } = listLine(line, `${options.list}:${number}`);
    const header = (wanted: string): string | undefined =>
      Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === wanted)?.[1];
    yield {
      name: file,
      path: resolve(folder, file),
      contentType: header('content-type') ?? options.contentType,
      url: url ?? header('content-location') ?? options.url,
    };
  }
}

function listLine(line: string, place: string): z.infer<typeof ListLine> {
  try {
    return ListLine.parse(JSON.parse(line));
  } catch (cause) {
    throw new UserError(`${place} is no case: ${messageOf(cause)}; expected {"file", "headers"?, "url"?}.`, { cause });
  }
}
