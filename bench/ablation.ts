import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { UserError } from '../src/errors.ts';
import { lexiconOf, switchOff, type Variant, variantsOf } from './ablation-variants.ts';
import { answersOf, crossValidate, type Fold } from './cross-validate.ts';
import { figuresOf, meanOf } from './metrics.ts';
import { allSets } from './retold.ts';
import { DATA, hasData, isScored } from './sets.ts';

/** Strict F1 of one variant on stories left out, by set. */
interface Row {
  readonly name: string;
  readonly f1: Readonly<Record<string, number>>;
}

/**
 * Prints what each group of signals is worth: F1 on stories left out, trained and followed again without it.
 * Each variant takes about ten minutes of one core; as many run at once as there are cores.
 *   npm run -s ablation                  groups of signals, parts of the lexicon, of the data
 *   npm run -s ablation -- --each        every signal by itself
 *   npm run -s ablation -- --only 'names,places'
 */
async function main(): Promise<void> {
  if (!hasData()) throw new UserError(`no labelled sets at ${DATA}`, { hint: 'Put them beside the checkout.' });
  const { values } = parseArgs({
    options: { each: { type: 'boolean' }, only: { type: 'string' }, variant: { type: 'string' } },
  });
  const all = variantsOf(values.each === true);
  if (values.variant !== undefined) {
    const variant = all.find(({ name }) => name === values.variant);
    if (variant === undefined) throw new UserError(`there is no variant ${values.variant}`);
    process.stdout.write(JSON.stringify(measure(variant)));
    return;
  }
  const only = values.only?.split(',');
  const chosen = all.filter(({ name }, at) => at === 0 || only === undefined || only.includes(name));
  process.stdout.write(`${tableOf(await measureAll(chosen, values.each === true))}\n`);
}

/** Each variant in a process of its own: what is switched off is off for the whole of it. */
async function measureAll(variants: readonly Variant[], each: boolean): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  const waiting = variants.values();
  const worker = async (): Promise<void> => {
    for (const { name } of waiting) {
      const args = [import.meta.filename, '--variant', name, ...(each ? ['--each'] : [])];
      const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 24 });
      const row: Row = JSON.parse(stdout);
      rows.set(name, row);
      process.stderr.write(`${rows.size} of ${variants.length}: ${name}, mean ${meanF1(row).toFixed(3)}\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return variants.flatMap(({ name }) => rows.get(name) ?? []);
}

function measure(variant: Variant): Row {
  switchOff(variant.signals);
  const whole = allSets();
  const sets = variant.sets?.(whole) ?? whole;
  const folds = crossValidate(sets, lexiconOf(variant), () => undefined);
  checkOff(variant, folds);
  const real = sets.filter(isScored);
  const f1 = real.map(({ name, tasks }) => [
    name,
    meanOf(tasks.map((task) => figuresOf(task, answersOf(folds, task)))).f1,
  ]);
  return { name: variant.name, f1: Object.fromEntries(f1) };
}

/** A signal that measures nothing gets no weight: one that has a weight was not switched off. */
function checkOff({ signals }: Variant, folds: readonly Fold[]): void {
  for (const { model } of folds) {
    for (const { weights } of Object.values(model.regimes)) {
      const still = signals.filter((name) => (weights[name] ?? 0) !== 0);
      if (still.length > 0) throw new Error(`still weighed: ${still.join(', ')}`);
    }
  }
}

function meanF1({ f1 }: Row): number {
  const values = Object.values(f1);
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Strict F1 by set; the last column says how much of the mean the group is worth. */
function tableOf(rows: readonly Row[]): string {
  const [full] = rows;
  if (full === undefined) return '';
  const names = Object.keys(full.f1);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const two = (value: number): string => value.toFixed(2).replace(/^0/, '');
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3).replace(/^0/, '')}`;
  return [
    line(['without', ...names, 'mean', 'its worth']),
    `|${'---|'.repeat(names.length + 3)}`,
    ...rows.map((row) =>
      line([
        row.name,
        ...names.map((name) => two(row.f1[name] ?? 0)),
        meanF1(row).toFixed(3).replace(/^0/, ''),
        row === full ? '' : signed(meanF1(full) - meanF1(row)),
      ]),
    ),
  ].join('\n');
}

if (import.meta.main) await main();
