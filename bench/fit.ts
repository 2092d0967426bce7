/** One labelled observation. */
export interface Example {
  readonly values: Float64Array;
  readonly follows: boolean;
  readonly weight: number;
}

export interface Fit {
  readonly bias: number;
  readonly weights: Float64Array;
}

/** Weights that a fit is drawn to, and how strongly: a ridge around them. */
export interface Aim {
  readonly weights: Float64Array;
  readonly pull: number;
}

const FREE: Aim = { weights: new Float64Array(0), pull: 0 };

const NOTHING: Fit = { bias: 0, weights: new Float64Array(0) };

const ROUNDS = 25;

/**
 * Fits a logistic regression by Newton's method with a ridge penalty, drawn to `aim`.
 * A weight whose sign is not the one it may have is set to 0, and the rest is fitted again. `from` saves rounds where it is near.
 */
export function fitLogistic(
  examples: readonly Example[],
  signs: readonly number[],
  ridge: number,
  aim: Aim = FREE,
  from: Fit = NOTHING,
): Fit {
  const active = signs.map(() => true);
  let fit: Fit = from;
  for (;;) {
    fit = newton(examples, active, ridge, aim, fit);
    let worst = -1;
    let most = 0;
    for (const [at, sign] of signs.entries()) {
      const wrong = -sign * (fit.weights[at] ?? 0);
      if (active[at] === true && wrong > most) {
        most = wrong;
        worst = at;
      }
    }
    if (worst < 0) return fit;
    active[worst] = false;
  }
}

function newton(examples: readonly Example[], active: readonly boolean[], ridge: number, aim: Aim, from: Fit): Fit {
  const columns = active.flatMap((is, at) => (is ? [at] : []));
  const size = columns.length + 1;
  const theta = Float64Array.of(from.bias, ...columns.map((column) => from.weights[column] ?? 0));
  const row = new Float64Array(size);
  const places = new Int32Array(size);
  row[0] = 1;
  const penalties = penaltiesOf(columns, ridge, aim);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Float64Array(size);
    const hessian = Array.from({ length: size }, () => new Float64Array(size));
    for (const { values, follows, weight } of examples) {
      // Most signals measure nothing: only the others are looked at.
      let filled = 1;
      for (let at = 1; at < size; at += 1) {
        const value = values[columns[at - 1] ?? 0] ?? 0;
        if (value === 0) continue;
        row[filled] = value;
        places[filled] = at;
        filled += 1;
      }
      let sum = 0;
      for (let at = 0; at < filled; at += 1) sum += (theta[places[at] ?? 0] ?? 0) * (row[at] ?? 0);
      const p = 1 / (1 + Math.exp(-sum));
      const error = weight * (p - (follows ? 1 : 0));
      const curve = weight * Math.max(1e-4, p * (1 - p));
      for (let at = 0; at < filled; at += 1) {
        const place = places[at] ?? 0;
        const value = row[at] ?? 0;
        gradient[place] = (gradient[place] ?? 0) + error * value;
        const line = hessian[place];
        if (line === undefined) continue;
        for (let before = 0; before <= at; before += 1) {
          const other = places[before] ?? 0;
          line[other] = (line[other] ?? 0) + curve * value * (row[before] ?? 0);
        }
      }
    }
    if (step(theta, gradient, hessian, penalties) < 1e-6) break;
  }
  const weights = new Float64Array(active.length);
  for (const [at, column] of columns.entries()) weights[column] = theta[at + 1] ?? 0;
  return { bias: theta[0] ?? 0, weights };
}

/** What a parameter's distance from a value costs, by parameter; the bias goes nearly free. */
interface Penalty {
  readonly strength: number;
  readonly from: number;
}

/** Towards 0 and towards the aim at once: as one ridge towards a value between them. */
function penaltiesOf(columns: readonly number[], ridge: number, { weights, pull }: Aim): readonly Penalty[] {
  const strength = ridge + pull;
  return [
    { strength: 1e-6, from: 0 },
    ...columns.map((column) => ({ strength, from: (pull * (weights[column] ?? 0)) / strength })),
  ];
}

/** One Newton step by Cholesky; returns the largest change. */
function step(
  theta: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array[],
  penalties: readonly Penalty[],
): number {
  const size = theta.length;
  for (const [at, { strength, from }] of penalties.entries()) {
    const line = hessian[at];
    if (line === undefined) continue;
    line[at] = (line[at] ?? 0) + strength;
    gradient[at] = (gradient[at] ?? 0) + strength * ((theta[at] ?? 0) - from);
  }
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const a = hessian[i];
      const b = hessian[j];
      if (a === undefined || b === undefined) continue;
      let sum = a[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (a[k] ?? 0) * (b[k] ?? 0);
      a[j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (b[j] ?? 1);
    }
  }
  const solved = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let sum = gradient[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (hessian[i]?.[k] ?? 0) * (solved[k] ?? 0);
    solved[i] = sum / (hessian[i]?.[i] ?? 1);
  }
  let largest = 0;
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = solved[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= (hessian[k]?.[i] ?? 0) * (solved[k] ?? 0);
    solved[i] = sum / (hessian[i]?.[i] ?? 1);
    theta[i] = (theta[i] ?? 0) - (solved[i] ?? 0);
    largest = Math.max(largest, Math.abs(solved[i] ?? 0));
  }
  return largest;
}
