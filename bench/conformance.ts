import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

/** Grades all cases and shows passes per field on stdout and each failing check on stderr. */
async function report(list: string, grader: string): Promise<number> {
  const lines = await parseCases(list);
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
  const parsed = join(folder, 'parsed.jsonl');
  writeFileSync(parsed, `${lines.join('\n')}\n`);
  const { status } = spawnSync('python3', [grader, '--cases', list, '--parsed', parsed, '--list'], {
    stdio: 'inherit',
  });
  rmSync(folder, { recursive: true });
  return status ?? 1;
}

if (import.meta.main) {
  const shared = resolve(import.meta.dirname, '../../shared');
  const [list = join(shared, 'data/feeds/cases.jsonl'), grader = join(shared, 'tools/grade_feeds.py')] =
    process.argv.slice(2);
  if (existsSync(list) && existsSync(grader)) process.exitCode = await report(list, grader);
  else {
    process.stderr.write(
      `no cases at ${list}, or no grader at ${grader}; give both: npm run conformance -- CASES GRADER\n`,
    );
    process.exitCode = 2;
  }
}
