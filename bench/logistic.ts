/** One example: its features, whether it holds, and how much it counts. */
export interface Example {
  readonly features: readonly number[];
  readonly holds: boolean;
  readonly weight: number;
}

export interface Fitted {
  readonly bias: number;
  readonly weights: readonly number[];
}

const ROUNDS = 25;

/**
 * Fits a logistic regression by Newton's method with a ridge on the weights.
 * `signs` says which way each feature must speak: a weight with the wrong sign is set to 0 and the rest fitted again.
 */
export function fitLogistic(examples: readonly Example[], signs: readonly (1 | -1)[], ridge: number): Fitted {
  let active = signs.map((_, at) => at);
  for (;;) {
    const fitted = fitActive(examples, active, ridge);
    const wrong = active.filter((feature, at) => (fitted.weights[at] ?? 0) * (signs[feature] ?? 1) < 0);
    if (wrong.length === 0) {
      const weights = signs.map((_, feature) => fitted.weights[active.indexOf(feature)] ?? 0);
      return { bias: fitted.bias, weights };
    }
    active = active.filter((feature) => !wrong.includes(feature));
  }
}

function fitActive(examples: readonly Example[], active: readonly number[], ridge: number): Fitted {
  const size = active.length + 1;
  const rows = examples.map(({ features }) => [...active.map((feature) => features[feature] ?? 0), 1]);
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight, at) => (at < size - 1 ? ridge * weight : 0));
    const hessian = weights.map((_, at) => weights.map((__, to) => (at === to ? (at < size - 1 ? ridge : 1e-6) : 0)));
    examples.forEach(({ holds, weight }, index) => {
      const row = rows[index] ?? [];
      const chance = 1 / (1 + Math.exp(-dot(row, weights)));
      const error = weight * (chance - (holds ? 1 : 0));
      const curve = weight * chance * (1 - chance);
      for (let at = 0; at < size; at++) {
        const value = row[at] ?? 0;
        if (value === 0) continue;
        gradient[at] = (gradient[at] ?? 0) + error * value;
        const line = hessian[at] ?? [];
        for (let to = 0; to < size; to++) line[to] = (line[to] ?? 0) + curve * value * (row[to] ?? 0);
      }
    });
    const step = solve(hessian, gradient);
    weights = weights.map((weight, at) => weight - (step[at] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-7) break;
  }
  return { bias: weights[size - 1] ?? 0, weights: weights.slice(0, -1) };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

/** Gauss elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((line, at) => [...line, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const order = rows.slice(column).toSorted((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0));
    rows.splice(column, size - column, ...order);
    const pivot = rows[column] ?? [];
    for (let below = 0; below < size; below++) {
      const line = rows[below];
      if (below === column || line === undefined) continue;
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
      if (factor === 0) continue;
      for (let at = column; at <= size; at++) line[at] = (line[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  return rows.map((line, at) => (line[size] ?? 0) / (line[at] ?? 1));
}
