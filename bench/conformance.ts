import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseDocument } from '../adapters/feeds/parse.ts';
import { printParsed } from '../src/feeds/printed.ts';

const Case = z.object({
  file: z.string(),
  url: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
});

/** Parses every document of a list of cases, in its order, and gives the lines that `storywatch parse --list` prints. */
export async function parseCases(list: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const line of readFileSync(list, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const { file, url, headers } = Case.parse(JSON.parse(line));
    const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
    const bytes = readFileSync(resolve(dirname(list), file));
    lines.push(printParsed(file, await parseDocument({ bytes, contentType, url: url ?? headers['content-location'] })));
  }
  return lines;
}
