import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginLabelling, type Label, pressKey, type Session } from '../../src/cli/label-session.ts';
import { processTerminal } from '../../src/cli/terminal.ts';
import { HOUR_MS } from '../../src/time.ts';
import { NOW } from '../fakes/builders.ts';
import { CHARGED, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { run } from './terminal.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = mkdtempSync(join(tmpdir(), 'storywatch-label-'));
const file = (name: string, text: string): string => {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
};
const ROWS = [OPENS, UNRELATED, CHARGED].map((entry, hour) => ({
  id: `item ${hour}`,
  title: entry.title,
  summary: entry.summary,
  source: 'News',
  published: new Date(NOW + hour * HOUR_MS).toISOString(),
  lang: 'en',
  mine: 'kept',
}));
const items = file('items.jsonl', ROWS.map((row) => JSON.stringify(row)).join('\n'));
const seed = file('seed.json', JSON.stringify({ ...HARBOUR_SEED, published: new Date(NOW - HOUR_MS).toISOString() }));

let made = 0;
const outFile = (): string => {
  made += 1;
  return join(FOLDER, `out ${made}.jsonl`);
};
const label = (out: string, input: string) => run(['label', '--items', items, '--seed', seed, '--out', out], { input });
const labelsIn = (path: string): readonly (readonly [string, string | undefined])[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((row) => [row.title, row.label]);
/** The titles in the order in which they were shown. */
const shown = (out: string): readonly string[] =>
  out.split('\n').filter((line) => ROWS.some(({ title }) => line !== '' && title.startsWith(line)));

describe('a session of labelling', () => {
  const press = (session: Session, keys: string): Session =>
    [...keys].reduce((before, key) => pressKey(before, key) ?? before, session);
  const start = beginLabelling(['a', 'b', 'c'], new Map<string, Label>([['b', 'unrelated']]));

  it('shows what has no label, and takes a label, a skip and a step back', () => {
    expect(start.queue).toEqual(['a', 'c']);
    expect([...press(start, 'fc').labels]).toEqual([
      ['b', 'unrelated'],
      ['a', 'follow_up'],
      ['c', 'related_context'],
    ]);
    expect(press(start, 'sf').labels).toEqual(
      new Map([
        ['b', 'unrelated'],
        ['c', 'follow_up'],
      ]),
    );
    expect(press(start, 'fb')).toEqual(start);
    expect(press(start, 'sb')).toEqual(start);
  });

  it('ignores other keys, and has nothing to go back to at the start or to label at the end', () => {
    expect(press(start, 'xb7')).toEqual(start);
    expect(pressKey(press(start, 'uu'), 'u')).toBeUndefined();
    expect(press(press(start, 'uu'), 'b').queue).toEqual(['c']);
  });
});

describe('storywatch label', () => {
  it('shows title, outlet, date, verdict and reasons, the most uncertain first, and saves the labels', async () => {
    const out = outFile();

    const ran = await label(out, 'fuc');

    const first = shown(ran.out)[0] ?? '';
    expect(ran.code).toBe(0);
    expect(shown(ran.out)).toHaveLength(3);
    expect(ran.out).toMatch(/News · Wed 18 Feb 2026 · en\n/);
    expect(ran.out).toMatch(
      /follow-up [01]\.\d\d \(from 0\.50\) · for it: (?:names|speaks of|about) .*(?:Kranwerk|prosecutors)/,
    );
    expect(ran.out).toContain('follow-ups: 1, related context: 1, unrelated: 1; all done.');
    const labels = new Map(labelsIn(out));
    expect(labels.get(first)).toBe('follow_up');
    expect([...labels.keys()]).toEqual(ROWS.map(({ title }) => title));
    expect(readFileSync(out, 'utf8')).toContain('"mine":"kept"');
  });

  it('saves after each key and goes on where it was left', async () => {
    const out = outFile();

    const began = await label(out, 'uq');
    const before = labelsIn(out);
    const went = await label(out, 'fbc');

    expect(before.filter(([, given]) => given !== undefined)).toHaveLength(1);
    expect(shown(went.out)).not.toContain(shown(began.out)[0]);
    expect(new Map(labelsIn(out)).get(shown(began.out)[0] ?? '')).toBe('unrelated');
    expect(labelsIn(out).filter(([, given]) => given === 'related_context')).toHaveLength(1);
    expect(labelsIn(out).filter(([, given]) => given === 'follow_up')).toHaveLength(0);
  });

  it('writes nothing before the first label, and refuses to overwrite a file that is something else', async () => {
    const out = outFile();

    expect((await label(out, 'ssq')).out).toContain('Nothing labelled.');
    expect(existsSync(out)).toBe(false);
    const refused = await label(file('letter.txt', 'Dear reader'), 'f');
    expect(refused.code).toBe(1);
    expect(refused.notes.join('\n')).toMatch(/letter\.txt:1 is not JSON/);
    expect(readFileSync(join(FOLDER, 'letter.txt'), 'utf8')).toBe('Dear reader');
  });

  it('makes a regression set: eval ends with 1 below the F1 that is asked for', async () => {
    const truth = new Map([[UNRELATED.title, 'unrelated']]);
    const set = file(
      'set.jsonl',
      ROWS.map((row) => JSON.stringify({ ...row, label: truth.get(row.title) ?? 'follow_up' })).join('\n'),
    );
    const wrong = file(
      'wrong.jsonl',
      ROWS.map((row) => JSON.stringify({ ...row, label: truth.has(row.title) ? 'follow_up' : 'unrelated' })).join('\n'),
    );

    const good = await run(['eval', '--items', set, '--seed', seed, '--at-least', '0.95']);
    const bad = await run(['eval', '--items', wrong, '--seed', seed, '--at-least', '0.95']);
    const misused = await run(['eval', '--items', set, '--seed', seed, '--at-least', 'much']);

    expect([good.code, bad.code, misused.code]).toEqual([0, 1, 1]);
    expect(bad.notes).toEqual(['F1 is 0.000, below 0.95.']);
    expect(misused.notes[0]).toMatch(/--at-least is "much"; expected an F1 from 0 to 1/);
  });

  it('takes keys one by one from a terminal, and gives it back as it was', async () => {
    const modes: boolean[] = [];
    let out = '';
    const { labelItems } = await import('../../src/cli/label.ts');

    const terminal = { ...processTerminal(), keys: (on: boolean) => void modes.push(on) };
    const input = (async function* () {
      yield 'f';
      expect(modes).toEqual([true]);
      // Ctrl-C arrives as a character then.
      yield '\u0003';
      yield 'u';
    })();
    const path = outFile();
    const write = async (text: string): Promise<void> => {
      out += text;
    };
    await labelItems({ items, seed: [seed], out: path }, { ...terminal, input, out: write });

    expect(modes).toEqual([true, false]);
    expect(labelsIn(path).filter(([, given]) => given !== undefined)).toHaveLength(1);
    expect(out).toContain('2 to go. Saved to');
  });

  it('labels by the program itself, and keeps what was labelled when it is killed', async () => {
    const out = outFile();
    const args = [join(ROOT, 'src/cli.ts'), 'label', '--items', items, '--seed', seed, '--out', out];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let printed = '';
    let pressed = false;
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (!pressed && shown(printed).length === 1) pressed = child.stdin.write('c');
      if (shown(printed).length === 2) child.kill('SIGKILL');
    });

    await new Promise((done) => child.on('close', done));

    expect(labelsIn(out).filter(([, given]) => given === 'related_context')).toHaveLength(1);
  });
});
