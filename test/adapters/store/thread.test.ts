import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openInThread } from '../../../adapters/store/thread.ts';

describe('a connection in a thread of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
  const path = join(folder, 'storywatch.db');
  afterAll(() => rmSync(folder, { recursive: true }));
  const query = (sql: string) => ({ kind: 'query', sql, parameters: [] }) as const;

  it('answers in the order of what it was asked, and passes on what SQLite throws', async () => {
    const thread = await openInThread({ path, maxBytes: undefined, busyMs: 100 });

    const asked = [
      query('create table words (word text)'),
      query("insert into words values ('one'), ('two')"),
      query('select * from missing'),
      query('select word from words order by word'),
    ].map((request) => thread.ask(request));
    const answers = await Promise.allSettled(asked);

    expect(answers).toEqual([
      { status: 'fulfilled', value: { rows: [], changes: expect.any(Number) } },
      { status: 'fulfilled', value: { rows: [], changes: 2 } },
      {
        status: 'rejected',
        reason: expect.objectContaining({ message: 'no such table: missing', code: 'ERR_SQLITE_ERROR', errcode: 1 }),
      },
      { status: 'fulfilled', value: { rows: [{ word: 'one' }, { word: 'two' }], changes: undefined } },
    ]);
    await thread.close();
  });

  it('leaves the thread that asks free while it works', async () => {
    const thread = await openInThread({ path, maxBytes: undefined, busyMs: 100 });
    const counting =
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000) select max(i) from n';

    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    const answer = await thread.ask(query(counting));
    clearInterval(ticking);

    expect(answer.rows).toEqual([{ 'max(i)': 3_000_000 }]);
    expect(turns).toBeGreaterThan(0);
    await thread.close();
  });

  it('rejects where the file cannot be opened, and what is asked after its end', async () => {
    await expect(openInThread({ path: folder, maxBytes: undefined, busyMs: 100 })).rejects.toMatchObject({
      errcode: 14,
    });
    const thread = await openInThread({ path, maxBytes: undefined, busyMs: 100 });

    await thread.close();
    await thread.close();

    await expect(thread.ask(query('select 1'))).rejects.toThrow('the database is closed');
  });
});
