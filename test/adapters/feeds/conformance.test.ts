import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseCases } from '../../../bench/conformance.ts';

const SHARED = resolve(import.meta.dirname, '../../../../shared');
const CASES = join(SHARED, 'data/feeds/cases.jsonl');
const GRADER = join(SHARED, 'tools/grade_feeds.py');
/** What passes today; a change may not lose any. */
const PASSED = 3_669;

const Grade = z.object({ passed: z.number(), of: z.number(), documentsWithoutLine: z.number() });

describe.skipIf(!existsSync(CASES) || !existsSync(GRADER))('feed documents of other parsers’ tests', () => {
  it('keeps what it reads right, and answers for every document', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
    const parsed = join(folder, 'parsed.jsonl');
    writeFileSync(parsed, `${(await parseCases(CASES)).join('\n')}\n`);

    const printed = execFileSync('python3', [GRADER, '--cases', CASES, '--parsed', parsed], { encoding: 'utf8' });

    rmSync(folder, { recursive: true });
    const grade = Grade.parse(JSON.parse(printed));
    expect(grade).toMatchObject({ of: 3_731, documentsWithoutLine: 0 });
    expect(grade.passed).toBeGreaterThanOrEqual(PASSED);
  });
});
