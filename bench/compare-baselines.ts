import { adaptive, type Baseline, bm25, boolean, readStream, tfIdf } from './baselines.ts';
import { foldOf } from './learn.ts';
import { type Answers, type Figures, figuresOf, meanOf } from './metrics.ts';
import type { LabelledSet, Task } from './sets.ts';

const PARTS = 2;
const METHODS: readonly { readonly name: string; readonly scores: Baseline; readonly fixed?: number }[] = [
  { name: 'boolean: share of five seed words', scores: boolean },
  { name: 'TF-IDF cosine', scores: tfIdf },
  { name: 'BM25', scores: bm25 },
  ...[0.15, 0.2, 0.25, 0.3].map((accept) => ({ name: 'adaptive centroid', scores: adaptive(accept), fixed: accept })),
];

/** Plain methods on the same streams; each threshold is tuned on the stories that are not scored. */
export function compareBaselines(sets: readonly LabelledSet[], print: (line: string) => void): void {
  print('');
  print(`| F1 strict (average precision) | ${sets.map((set) => set.name).join(' | ')} |`);
  print(`|---|${sets.map(() => '---|').join('')}`);
  const scored = METHODS.map((method) => ({ ...method, all: scoreAll(sets, method.scores) }));
  for (const name of new Set(METHODS.map((method) => method.name))) {
    const variants = scored.filter((method) => method.name === name);
    print(`| ${name} | ${sets.map((set) => cell(set, sets, variants)).join(' | ')} |`);
  }
}

type Scores = ReadonlyMap<Task, ReadonlyMap<string, number>>;

function scoreAll(sets: readonly LabelledSet[], method: Baseline): Scores {
  return new Map(
    sets.flatMap((set) => {
      const stream = readStream(set);
      return set.tasks.map((task) => [task, method(set, task, stream)] as const);
    }),
  );
}

interface Variant {
  readonly all: Scores;
  /** The threshold is also what the method accepts by. */
  readonly fixed?: number;
}

function cell(set: LabelledSet, sets: readonly LabelledSet[], variants: readonly Variant[]): string {
  const figures = set.tasks.map((task) => {
    const others = sets.map((one) => one.tasks.filter((other) => foldOf(other, PARTS) !== foldOf(task, PARTS)));
    const { variant, threshold } = tuned(others, variants);
    return figuresAt(task, variant, threshold);
  });
  const { f1, averagePrecision } = meanOf(figures);
  return `${f1.toFixed(2)} (${averagePrecision.toFixed(2)})`;
}

const cache = new Map<string, { readonly variant: Variant; readonly threshold: number }>();

function tuned(
  others: readonly (readonly Task[])[],
  variants: readonly Variant[],
): { readonly variant: Variant; readonly threshold: number } {
  const key = others.map((tasks) => tasks.map((task) => task.name).join()).join(';');
  const first = variants[0];
  if (first === undefined) throw new Error('no method to tune');
  const known = cache.get(`${key}${idOf(first)}`);
  if (known !== undefined) return known;
  let best = { variant: first, threshold: 0.5 };
  let most = -1;
  for (const variant of variants) {
    for (let threshold = variant.fixed ?? 0.02; threshold <= (variant.fixed ?? 0.9); threshold += 0.02) {
      const means = others
        .filter((tasks) => tasks.length > 0)
        .map((tasks) => meanOf(tasks.map((task) => figuresAt(task, variant, threshold))).f1);
      const mean = means.reduce((sum, f1) => sum + f1, 0) / means.length;
      if (mean > most) {
        most = mean;
        best = { variant, threshold };
      }
    }
  }
  cache.set(`${key}${idOf(first)}`, best);
  return best;
}

const ids = new Map<Scores, number>();

function idOf(variant: Variant): number {
  const known = ids.get(variant.all) ?? ids.size;
  ids.set(variant.all, known);
  return known;
}

function figuresAt(task: Task, { all }: Variant, threshold: number): Figures {
  const scores = all.get(task) ?? new Map<string, number>();
  const answers: Answers = new Map([...scores].map(([id, score]) => [id, { score, follows: score >= threshold }]));
  return figuresOf(task, answers);
}
