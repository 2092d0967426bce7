import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { curveSvg, curveText } from '../../src/cli/eval-picture.ts';
import { curveOf } from '../../src/relevance/measure.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { NOW } from '../fakes/builders.ts';
import { CHARGED, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { run } from './terminal.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'storywatch-eval-'));
const path = (name: string): string => join(FOLDER, name);
const ROWS = [OPENS, UNRELATED, CHARGED, { ...UNRELATED, title: 'Käsepreis geht erneut nach Gouda' }].flatMap(
  (entry, kind) =>
    [0, 1, 2].map((copy) => ({
      id: `${kind} ${copy}`,
      title: `${entry.title} ${copy}`,
      summary: entry.summary,
      published: new Date(NOW + kind * DAY_MS + copy * HOUR_MS).toISOString(),
      lang: kind === 3 ? 'de' : 'en',
      label: kind % 2 === 0 ? 'follow_up' : 'unrelated',
    })),
);
writeFileSync(path('items.jsonl'), ROWS.map((row) => JSON.stringify(row)).join('\n'));
writeFileSync(path('seed.json'), JSON.stringify({ ...HARBOUR_SEED, published: new Date(NOW - HOUR_MS).toISOString() }));
const ARGS = ['eval', '--items', path('items.jsonl'), '--seed', path('seed.json')];

const labelled = (marks: readonly (readonly [boolean, number])[]) =>
  marks.map(([positive, score]) => ({ positive, score, taken: score >= 0.5 }));

describe('curveOf', () => {
  it('falls score by score, with one point for all that share a score', () => {
    const curve = curveOf(
      labelled([
        [true, 0.9],
        [false, 0.7],
        [true, 0.7],
        [false, 0.1],
      ]),
    );

    expect(curve).toEqual([
      { recall: 0.5, precision: 1 },
      { recall: 1, precision: 2 / 3 },
      { recall: 1, precision: 0.5 },
    ]);
  });

  it('is empty where nothing is to be found', () => {
    expect(curveOf(labelled([[false, 0.9]]))).toEqual([]);
  });
});

describe('storywatch eval', () => {
  it('measures later items and each language of which there are enough', async () => {
    const ran = await run(ARGS);

    expect(ran.lines[0]?.['parts']).toMatchObject([
      { part: 'more than a day later', items: 9, positives: 3 },
      { part: 'in en', items: 9, positives: 6, f1: 1 },
    ]);
  });

  it('draws precision against recall as SVG and as PNG', async () => {
    const svg = await run([...ARGS, '--picture', path('curve.svg')]);
    const png = await run([...ARGS, '--picture', path('curve.png')]);

    expect([svg.code, png.code]).toEqual([0, 0]);
    const drawn = readFileSync(path('curve.svg'), 'utf8');
    expect(drawn).toMatch(/^<svg .*<polyline .*<circle .*<\/svg>$/s);
    expect(drawn).toContain('F1 1.00, average precision 1.00: 12 items, 6 follow-ups');
    expect([...readFileSync(path('curve.png')).subarray(1, 4)]).toEqual(
      [...'PNG'].map((letter) => letter.charCodeAt(0)),
    );
  });

  it('tells a picture of another kind before the work', async () => {
    const ran = await run([...ARGS, '--picture', path('curve.gif')]);

    expect(ran.code).toBe(1);
    expect(ran.out).toBe('');
    expect(ran.notes[0]).toMatch(/curve\.gif"; expected a file that ends in \.svg or \.png/);
  });
});

describe('the picture', () => {
  const picture = {
    curve: [
      { recall: 0.5, precision: 1 },
      { recall: 1, precision: 0.5 },
    ],
    chosen: { recall: 0.5, precision: 1 },
    caption: 'F1 0.67',
  };

  it('stands at its place in the drawing', () => {
    expect(curveSvg(picture)).toContain('<polyline points="340,56 610,278" fill="none" stroke="#0072b2"');
    expect(curveSvg(picture)).toContain('<circle cx="340" cy="56"');
  });

  it('stands at its place in letters', () => {
    const lines = curveText(picture).split('\n');

    expect(lines[1]?.indexOf('◆')).toBe('  1.00 ┤'.length + 25);
    expect(lines[7]).toMatch(/^ {2}0\.50 ┤ {47}···$/);
  });
});
